// The French standards that are read as they are published, in the order in which they recognise a file.
import { layerById, type LayerId } from '../layers.ts';
import { UnreadableFile } from './row.ts';
import type { Profile } from './profile.ts';
import { ademe } from './profiles/ademe.ts';
import { bal } from './profiles/bal.ts';
import { ban } from './profiles/ban.ts';
import { communes } from './profiles/communes.ts';
import { gtfs } from './profiles/gtfs.ts';
import { inclusionProfiles } from './profiles/inclusion.ts';
import { osmProfiles } from './profiles/osm.ts';
import { qpv } from './profiles/qpv.ts';
import { quartiers } from './profiles/quartiers.ts';
import { facilityProfiles } from './profiles/scdl-facilities.ts';
import { sirene } from './profiles/sirene.ts';
import { transitLines } from './profiles/transit-lines.ts';
import { strangers } from './strangers.ts';

export const profiles: readonly Profile[] = [...osmProfiles, ban, bal, sirene, ...inclusionProfiles, ademe, ...facilityProfiles, qpv, communes, quartiers, gtfs, transitLines];

const byId: ReadonlyMap<string, Profile> = new Map(profiles.map((profile) => [profile.id, profile]));

/** A profile by its name; one that several layers share may be called without its layer. Null for none asked. */
export function namedProfile(name: string, layer: LayerId): Profile | null {
  if (name === '') return null;
  const found = byId.get(`${name}-${layer}`) ?? byId.get(name);
  if (!found) throw new UnreadableFile(`Aucun profil ne s’appelle « ${name} » : ${profiles.map(({ id }) => id).join(', ')}.`);
  if (found.layer !== layer) throw new UnreadableFile(`Le profil « ${found.title} » va dans la couche « ${layerById[found.layer].title} ».`);
  return found;
}

/** The profile of a file for a layer; raises UnreadableFile for a published standard that is not of this layer. Null: read by its columns. */
export function recognisedProfile(layer: LayerId, columns: readonly string[], format: string): Profile | null {
  const alike = profiles.filter((profile) => profile.recognises(columns, format));
  const found = alike.find((profile) => profile.layer === layer);
  if (found) return found;
  const stranger = strangers.find((standard) => standard.recognises(columns, format));
  if (stranger) throw new UnreadableFile(`Ce fichier est « ${stranger.title} » : ${stranger.reason}.`);
  const elsewhere = alike.filter(({ usual }) => !usual);
  const [first] = elsewhere;
  if (!first) return null;
  const layers = [...new Set(elsewhere.map((profile) => `« ${layerById[profile.layer].title} » (${profile.layer})`))].join(', ');
  throw new UnreadableFile(`Ce fichier est « ${first.title} » : rien n’y est de la couche « ${layerById[layer].title} ». Il va dans ${layers}.`);
}
