// Who may do what: one table, enforced by the server, read by the client, walked whole by a test.
import type { ThemeId } from './layer.ts';

/** Roles that are granted, with their names; everyone with a confirmed account is a resident. */
export const roles = {
  resident: 'habitant·e',
  association: 'association',
  maire: 'maire de quartier',
  conseiller: 'conseiller·ère de quartier',
  citoyen: 'conseiller·ère citoyen·ne',
  planner: 'urbaniste',
  employment_agent: 'agent de l’emploi',
  company: 'entreprise',
  supplier: 'fournisseur d’invendus',
  epicerie: 'équipe d’épicerie',
  garden_manager: 'responsable de jardin',
  moderator: 'modérateur·rice',
  editor: 'éditeur·rice',
  administrator: 'administrateur·rice',
} as const;
export type Role = keyof typeof roles;

/** The three colleges that award a fund. */
export const colleges = ['maire', 'conseiller', 'citoyen'] as const satisfies readonly Role[];
export type College = (typeof colleges)[number];

/**
 * Where a role may: everywhere, or only where the grant says: its quartier, its theme, its organisation; `own` is what the person made.
 * A grant that names no quartier (theme, organisation) holds in all of them.
 */
export type Where = 'everywhere' | 'quartier' | 'theme' | 'organisation' | 'own';

export const permissions = {
  'account.use': { resident: 'own' },
  'organisation.create': { resident: 'own' },
  'organisation.manage': { resident: 'own', administrator: 'everywhere' },
  'people.manage': { administrator: 'everywhere' },
  'audit.read': { administrator: 'everywhere' },

  'contribution.moderate': { moderator: 'theme', editor: 'theme', administrator: 'everywhere' },
  'feature.edit': { editor: 'theme', administrator: 'everywhere' },
  /** Boundaries, streets, stops: what every theme stands on. */
  'base.edit': { administrator: 'everywhere' },
  /** Files into a whole layer: no grant for one quartier reaches that far. */
  'layer.import': { editor: 'theme', administrator: 'everywhere' },
  'source.refresh': { editor: 'theme', administrator: 'everywhere' },
  'source.manage': { administrator: 'everywhere' },

  'fund.configure': { editor: 'theme', administrator: 'everywhere' },
  'project.file': { resident: 'own' },
  'project.support': { resident: 'everywhere' },
  'project.comment': { resident: 'everywhere' },
  'project.illustrate': { resident: 'own', maire: 'quartier', editor: 'theme' },
  'project.follow': { resident: 'own', maire: 'quartier', editor: 'theme' },
  'project.judge': { maire: 'quartier', editor: 'theme' },
  'project.decide': { editor: 'theme', administrator: 'everywhere' },
  'project.pay': { editor: 'theme' },
  'comment.moderate': { moderator: 'theme', editor: 'theme', administrator: 'everywhere' },
  'session.hold': { maire: 'quartier', editor: 'theme' },
  'session.vote': { maire: 'quartier', conseiller: 'quartier', citoyen: 'quartier' },
  'session.ballot': { resident: 'everywhere' },
  'support.review': { maire: 'quartier', editor: 'theme', administrator: 'everywhere' },
} as const satisfies Record<string, Partial<Record<Role, Where>>>;
export type Action = keyof typeof permissions;

export interface Grant {
  role: Role;
  quartier: string | null;
  theme: ThemeId | null;
  organisation: number | null;
}

/** What is acted on, as far as permissions ask. */
export interface Subject {
  quartier?: string | null;
  theme?: ThemeId | null;
  organisation?: number | null;
  /** Whether the person made it, or it is theirs. */
  own?: boolean;
}

function covers(where: Where, grant: Grant, subject: Subject): boolean {
  switch (where) {
    case 'everywhere': return true;
    case 'own': return subject.own === true;
    case 'quartier': return grant.quartier === null || grant.quartier === subject.quartier;
    case 'theme': return (grant.theme === null || grant.theme === subject.theme) && (grant.quartier === null || grant.quartier === subject.quartier);
    case 'organisation': return grant.organisation === null || grant.organisation === subject.organisation;
  }
}

const placesOf = (action: Action): Partial<Record<Role, Where>> => permissions[action];

/** The grants by which a person may do this to that: the first says in which role. */
export function grantsFor(grants: readonly Grant[], action: Action, subject: Subject): Grant[] {
  const places = placesOf(action);
  return grants.filter((grant) => places[grant.role] !== undefined && covers(places[grant.role]!, grant, subject));
}

export function may(grants: readonly Grant[], action: Action, subject: Subject): boolean {
  return grantsFor(grants, action, subject).length > 0;
}

/** Whether the person may do this to anything at all: what a door asks before the object is known. */
export function mayAnywhere(grants: readonly Grant[], action: Action): boolean {
  return grants.some((grant) => placesOf(action)[grant.role] !== undefined);
}
