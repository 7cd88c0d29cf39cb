// The vocabulary of citizens' funds: the stages of a project, the moves between them, money in cents.
import type { Action } from './permissions.ts';

/** Stages from filing on; a draft is nobody's but its author's. */
export const stages = {
  depose: 'déposé', recevable: 'recevable', non_recevable: 'non recevable', en_deliberation: 'en délibération', propose: 'proposé', refuse: 'refusé',
  ajourne: 'ajourné', finance: 'financé', en_cours: 'en cours', realise: 'réalisé', abandonne: 'abandonné',
} as const;
export type Stage = keyof typeof stages;

/** A move, the right it takes, and what must be said with it. `session` moves are made by closing a session alone. */
export interface Move { from: Stage; to: Stage; action: Action; reason?: true; deliberation?: true; bySession?: true }

/** The committee proposes; the council decides (CGCT L2311-7): `propose → finance` takes its deliberation. */
export const moves = [
  { from: 'depose', to: 'recevable', action: 'project.judge' },
  { from: 'depose', to: 'non_recevable', action: 'project.judge', reason: true },
  { from: 'non_recevable', to: 'recevable', action: 'project.judge', reason: true },
  { from: 'depose', to: 'abandonne', action: 'project.follow', reason: true },
  { from: 'recevable', to: 'abandonne', action: 'project.follow', reason: true },
  { from: 'recevable', to: 'en_deliberation', action: 'session.hold', bySession: true },
  { from: 'ajourne', to: 'en_deliberation', action: 'session.hold', bySession: true },
  { from: 'en_deliberation', to: 'propose', action: 'session.hold', bySession: true },
  { from: 'en_deliberation', to: 'refuse', action: 'session.hold', bySession: true, reason: true },
  { from: 'en_deliberation', to: 'ajourne', action: 'session.hold', bySession: true, reason: true },
  { from: 'en_deliberation', to: 'recevable', action: 'session.hold', bySession: true, reason: true },
  { from: 'ajourne', to: 'abandonne', action: 'project.follow', reason: true },
  { from: 'propose', to: 'finance', action: 'project.decide', deliberation: true },
  { from: 'propose', to: 'refuse', action: 'project.decide', reason: true, deliberation: true },
  { from: 'finance', to: 'en_cours', action: 'project.follow' },
  { from: 'en_cours', to: 'realise', action: 'project.follow' },
  { from: 'finance', to: 'abandonne', action: 'project.decide', reason: true },
  { from: 'en_cours', to: 'abandonne', action: 'project.decide', reason: true },
] as const satisfies readonly Move[];

export const moveOf = (from: Stage, to: Stage): Move | undefined => moves.find((move) => move.from === from && move.to === to);

/** Money of these stages is engaged on the fund's envelope. */
export const engagedStages: readonly Stage[] = ['propose', 'finance', 'en_cours', 'realise'];

export const collegeLabels = { maire: 'maire de quartier', conseiller: 'conseillers de quartier', citoyen: 'conseillers citoyens' } as const;
