// Accounts, organisations, grants and the audit record on the wire. Sign-in itself is better-auth's, under /api/auth/.
import { z } from 'zod';
import { roles, type Role } from '../permissions.ts';
import { themeIds } from '../themes.ts';

const theme = z.enum(themeIds);
const slug = z.string().regex(/^[a-z0-9-]{1,80}$/, 'un quartier');
export const rowId = z.string().regex(/^\d{1,15}$/, 'un identifiant numérique');
export const personId = z.uuid('un identifiant de personne');
/** What people type: trimmed, without control characters but line ends. */
export const text = (most: number, least = 1) => z.string().trim().min(least, least === 1 ? 'à remplir' : `au moins ${least} caractères`).max(most, `au plus ${most} caractères`)
  .refine((typed) => !/[\0-\x08\x0b\x0c\x0e-\x1f]/.test(typed), 'caractère non imprimable');

const roleId = z.enum(Object.keys(roles) as [Role, ...Role[]]);

export const GrantRow = z.object({
  id: z.number(), role: roleId, quartier: z.string().nullable(), theme: theme.nullable(),
  organisation: z.number().nullable(), organisation_name: z.string().nullable(), valid_from: z.string(), valid_to: z.string().nullable(),
});
export type GrantRow = z.infer<typeof GrantRow>;

export const Me = z.object({
  person: z.object({ id: z.string(), name: z.string(), email: z.string(), verified: z.boolean(), quartier: z.string().nullable(), demo: z.boolean() }).nullable(),
  grants: z.array(GrantRow),
  organisations: z.array(z.object({ id: z.number(), name: z.string(), manages: z.boolean() })),
  /** Names of OpenID Connect providers that agents sign in with. */
  providers: z.array(z.object({ id: z.string(), name: z.string() })),
});
export type Me = z.infer<typeof Me>;

/** Digits whose weighted sum is a multiple of ten (ISO/IEC 7812-1); La Poste's establishments sum to a multiple of five instead. */
export function isSiret(digits: string): boolean {
  if (!/^\d{14}$/.test(digits)) return false;
  const sum = [...digits].reduce((total, digit, index) => {
    const doubled = Number(digit) * (index % 2 === 0 ? 2 : 1);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0 || (digits.startsWith('356000000') && [...digits].reduce((total, digit) => total + Number(digit), 0) % 5 === 0);
}

export const OrganisationBody = z.object({
  name: text(200),
  kind: z.enum(['association', 'entreprise', 'service_public']),
  rna: z.string().trim().regex(/^W[0-9A-Z]{3}\d{6}$/, 'un numéro RNA : W suivi de neuf caractères').nullish(),
  siret: z.string().transform((typed) => typed.replace(/\s/g, '')).refine(isSiret, 'un SIRET de 14 chiffres').nullish(),
}).strict();
export const Organisation = z.object({
  id: z.number(), name: z.string(), kind: z.string(), rna: z.string().nullable(), siret: z.string().nullable(), demo: z.boolean(), manages: z.boolean(),
  members: z.array(z.object({ id: z.string(), name: z.string(), manages: z.boolean() })),
});
export type Organisation = z.infer<typeof Organisation>;

export const GrantBody = z.object({
  person: personId, role: roleId, quartier: slug.nullish(), theme: theme.nullish(), organisation: z.number().int().positive().nullish(),
  valid_from: z.iso.date('une date AAAA-MM-JJ').nullish(), valid_to: z.iso.date('une date AAAA-MM-JJ').nullish(),
}).strict();

/** A place where the person is signed in. */
export const SessionRow = z.object({ id: z.string(), since: z.string(), seen: z.string(), browser: z.string().nullable(), current: z.boolean() });
export type SessionRow = z.infer<typeof SessionRow>;

export const AuditRow = z.object({
  seq: z.number(), at: z.string(), person: z.string().nullable(), name: z.string().nullable(), operation: z.string(), object: z.string(), key: z.string(),
  columns: z.array(z.string()), before: z.unknown(), after: z.unknown(),
});
export type AuditRow = z.infer<typeof AuditRow>;

const done = z.object({ done: z.literal(true) });

export const peopleContract = {
  'GET /api/me': { summary: 'La personne connectée, ses rôles et ses organisations', tag: 'compte', access: 'anyone', result: Me },
  'PATCH /api/me': {
    summary: 'Changer son nom ou déclarer son quartier', tag: 'compte', access: 'account.use',
    body: z.object({ name: text(120).optional(), quartier: slug.nullable().optional() }).strict(), result: Me,
  },
  'GET /api/me/export': { summary: 'Toutes ses données', tag: 'compte', access: 'account.use' },
  'DELETE /api/me': { summary: 'Effacer son compte', tag: 'compte', access: 'account.use', body: z.object({ password: z.string().max(200).optional() }).strict(), result: done },
  'GET /api/me/sessions': { summary: 'Où l’on est connecté', tag: 'compte', access: 'account.use', result: z.array(SessionRow) },
  'DELETE /api/me/sessions': { summary: 'Fermer toutes ses autres sessions', tag: 'compte', access: 'account.use', result: done },
  'DELETE /api/me/sessions/{id}': { summary: 'Fermer une de ses sessions', tag: 'compte', access: 'account.use', params: z.object({ id: z.uuid('un identifiant de session') }), result: done },

  'GET /api/organisations': { summary: 'Ses organisations', tag: 'compte', access: 'account.use', result: z.array(Organisation) },
  'POST /api/organisations': { summary: 'Inscrire une organisation', tag: 'compte', access: 'organisation.create', body: OrganisationBody, result: Organisation },
  'PUT /api/organisations/{id}': { summary: 'Corriger une organisation', tag: 'compte', access: 'organisation.manage', params: z.object({ id: rowId }), body: OrganisationBody, result: Organisation },
  'POST /api/organisations/{id}/members': {
    summary: 'Ajouter un membre par son adresse de compte', tag: 'compte', access: 'organisation.manage', params: z.object({ id: rowId }),
    body: z.object({ email: z.email('une adresse électronique').max(254), manages: z.boolean().optional() }).strict(), result: Organisation,
  },
  'DELETE /api/organisations/{id}/members/{person}': { summary: 'Retirer un membre', tag: 'compte', access: 'organisation.manage', params: z.object({ id: rowId, person: personId }), result: Organisation },

  'GET /api/people': {
    summary: 'Trouver un compte par son adresse ou son nom', tag: 'administration', access: 'people.manage', query: z.object({ q: z.string().trim().max(200).optional() }).strict(),
    result: z.array(z.object({ id: z.string(), name: z.string(), email: z.string(), verified: z.boolean(), grants: z.array(GrantRow) })),
  },
  'POST /api/grants': { summary: 'Donner un rôle', tag: 'administration', access: 'people.manage', body: GrantBody, result: GrantRow },
  'DELETE /api/grants/{id}': { summary: 'Mettre fin à un rôle', tag: 'administration', access: 'people.manage', params: z.object({ id: rowId }), result: done },
  'GET /api/audit': {
    summary: 'Qui a changé quoi', tag: 'administration', access: 'audit.read',
    query: z.object({ object: z.string().max(63).optional(), key: z.string().max(80).optional(), person: personId.optional(), before: rowId.optional(), limit: z.string().regex(/^\d{1,4}$/).transform(Number).optional() }).strict(),
    result: z.object({ rows: z.array(AuditRow), next: z.number().nullable() }),
  },
} as const;
