// What a desk can hold, by role: each entry says who sees it and, where an API tells, how much awaits them there.
import type { Desk } from '../../../geodata/address.ts';
import { desk } from '../../../geodata/messages-account.ts';
import type { Action } from '../../../geodata/permissions.ts';
import { fundsAwaiting } from '../../state/fund-desk.ts';
import { moderationAwaiting } from './moderation-awaiting.ts';
import type { Me } from '../../state/me.svelte.ts';

export interface DeskEntry {
  desk: Exclude<Desk, 'accueil'>;
  title: string;
  lead: string;
  /** Shown to whoever may do one of these somewhere. */
  actions: readonly Action[];
  /** How many things await this person, in words (« 3 à relire »); null: nothing to say. Raises ApiError. */
  awaiting?: (me: Me) => Promise<string | null>;
}

export const deskEntries: readonly DeskEntry[] = [
  { desk: 'moderation', ...desk.entries.moderation, actions: ['contribution.moderate'], awaiting: moderationAwaiting },
  { desk: 'edition', ...desk.entries.edition, actions: ['feature.edit'] },
  { desk: 'imports', ...desk.entries.imports, actions: ['layer.import'] },
  { desk: 'fonds', ...desk.entries.fonds, actions: ['session.vote', 'session.hold', 'project.judge', 'project.decide', 'fund.configure', 'comment.moderate'], awaiting: fundsAwaiting },
  { desk: 'administration', ...desk.entries.administration, actions: ['people.manage'] },
];
