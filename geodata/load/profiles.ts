// The French standards that are read as they are published, in the order in which they recognise a file.
import type { Profile } from './profile.ts';
import { bal } from './profiles/bal.ts';
import { ban } from './profiles/ban.ts';
import { sirene } from './profiles/sirene.ts';

export const profiles: readonly Profile[] = [ban, bal, sirene];

export const profileById: ReadonlyMap<string, Profile> = new Map(profiles.map((profile) => [profile.id, profile]));
