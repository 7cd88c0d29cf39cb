// Imports on the wire: a file is sent, read, looked at, then written or given up; pairs that may be one place are judged.
import { z } from 'zod';
import { layerIds, type LayerId } from '../layers.ts';
import type { Route } from './route.ts';

/** Private layers too: who imports is asked of the layer. */
const layer = z.enum(layerIds as [LayerId, ...LayerId[]], 'une couche');
const number = z.string().regex(/^[1-9]\d{0,15}$/, 'un nombre entier');
const short = z.string().trim().max(200).refine((text) => !text.includes('\0'), 'caractère nul');

/** Which column is which property, and where positions are. */
export const ColumnMapping = z.object({
  fields: z.record(z.string().max(80), z.string().max(200)),
  position: z.union([
    z.object({ x: z.string().max(200), y: z.string().max(200) }).strict(),
    /** One cell with both. */
    z.object({ pair: z.string().max(200), order: z.enum(['lonlat', 'latlon']) }).strict(),
    /** WKT, EWKT, hexadecimal WKB or GeoJSON. */
    z.object({ text: z.string().max(200) }).strict(),
  ]).nullable(),
  /** EPSG code of the positions; null: guessed from the numbers. */
  srid: z.number().int().nullable(),
}).strict();
export type ColumnMapping = z.infer<typeof ColumnMapping>;

/** How a file is to be read, where the guess does not do. */
export const ImportSettings = z.object({
  /** A profile's id; null: by columns; absent: recognised. */
  profile: short.nullable().optional(),
  mapping: ColumnMapping.optional(),
  table: short.optional(),
  encoding: z.enum(['utf-8', 'windows-1252', 'cp850', 'utf-16le'], 'un codage connu').optional(),
  delimiter: z.enum([';', ',', '\t', '|'], 'un séparateur connu').optional(),
  source: short.optional(), licence: short.optional(), vintage: z.iso.date('une date AAAA-MM-JJ').optional(),
  complete: z.boolean().optional(),
}).strict();
export type ImportSettings = z.infer<typeof ImportSettings>;

export const ImportCounts = z.object({
  features: z.number(), skipped: z.number(), refused: z.number(),
  new: z.number(), changed: z.number(), unchanged: z.number(), attached: z.number(), gone: z.number(), retired: z.number(), likely: z.number(),
});

export const importStates = ['lecture', 'pret', 'refuse', 'ecriture', 'ecrit', 'annule', 'echec'] as const;

export const LayerImport = z.object({
  id: z.number(), layer: z.string(), file: z.string(), state: z.enum(importStates),
  created_at: z.string(), updated_at: z.string(), person: z.string().nullable(),
  /** Records read so far. */
  read: z.number(),
  failure: z.string().nullable(),
  settings: ImportSettings,
  /** Known once read. */
  format: z.string().nullable(), columns: z.array(z.string()), sample: z.array(z.record(z.string(), z.unknown())), remarks: z.array(z.string()),
  profile: z.string().nullable(), mapping: ColumnMapping.nullable(), counts: ImportCounts.nullable(),
  /** What `line` counts: lines of a text or sheet, else features. */
  unit: z.enum(['ligne', 'entité']),
});
export type LayerImport = z.infer<typeof LayerImport>;

export const outcomes = ['nouvelle', 'changee', 'inchangee', 'rattachee', 'refusee'] as const;

export const ImportRow = z.object({
  rank: z.number(), line: z.number(), outcome: z.enum(outcomes), problem: z.string().nullable(), remark: z.string().nullable(),
  /** As it would be written; null where it is refused before that. */
  after: z.record(z.string(), z.unknown()).nullable(),
  /** The feature as it is; null for a new one. */
  feature: z.number().nullable(), before: z.record(z.string(), z.unknown()).nullable(),
  /** GeoJSON in WGS 84. */
  geometry: z.unknown(), former: z.unknown(),
  likely: z.object({ id: z.number(), name: z.string().nullable() }).nullable(),
});
export type ImportRow = z.infer<typeof ImportRow>;

const Place = z.object({ id: z.number(), name: z.string().nullable(), address: z.string().nullable(), source: z.string(), vintage: z.string(), geometry: z.unknown() });
export const LikelyDuplicate = z.object({ layer: z.string(), one: Place, other: Place, metres: z.number() });
export type LikelyDuplicate = z.infer<typeof LikelyDuplicate>;

const one = z.object({ id: number });
const done = z.object({ done: z.literal(true) });

export const importsContract = {
  'POST /api/imports': {
    summary: 'Envoyer un fichier vers une couche : il est lu et comparé, rien n’est écrit', tag: 'imports', access: 'layer.import', streams: true,
    query: z.object({ layer, name: short.min(1, 'le nom du fichier') }).strict(), result: LayerImport,
  },
  'POST /api/imports/adresse': {
    summary: 'La même chose d’un fichier qui est à une adresse', tag: 'imports', access: 'layer.import',
    body: z.object({ layer, url: z.string().trim().min(1).max(2000) }).strict(), result: LayerImport,
  },
  'GET /api/imports': { summary: 'Les derniers imports', tag: 'imports', access: 'layer.import', result: z.object({ imports: z.array(LayerImport), profiles: z.array(z.object({ id: z.string(), title: z.string(), layer: z.string() })) }) },
  'GET /api/imports/{id}': { summary: 'Un import, où il en est et ce qu’il ferait', tag: 'imports', access: 'layer.import', params: one, result: LayerImport },
  'PUT /api/imports/{id}/lecture': { summary: 'Relire le fichier autrement : colonnes, profil, codage', tag: 'imports', access: 'layer.import', params: one, body: ImportSettings, result: LayerImport },
  'GET /api/imports/{id}/entites': {
    summary: 'Les entités d’un import, par page : ce que chacune deviendrait', tag: 'imports', access: 'layer.import', params: one,
    query: z.object({ outcome: z.enum(outcomes).optional(), likely: z.literal('1').optional(), after: number.optional() }).strict(), result: z.object({ rows: z.array(ImportRow), next: z.number().nullable() }),
  },
  'GET /api/imports/{id}/refus.csv': { summary: 'Les lignes refusées, avec leur raison', tag: 'imports', access: 'layer.import', params: one, media: 'text/csv' },
  'POST /api/imports/{id}/ecriture': { summary: 'Écrire un import prêt : tout ou rien', tag: 'imports', access: 'layer.import', params: one, result: LayerImport },
  'DELETE /api/imports/{id}': { summary: 'Renoncer à un import : la couche reste telle quelle', tag: 'imports', access: 'layer.import', params: one, result: done },
  'GET /api/doublons': { summary: 'Lieux qui en sont peut-être un seul : même nom à moins de 50 m', tag: 'imports', access: 'layer.import', query: z.object({ layer: layer.optional() }).strict(), result: z.object({ pairs: z.array(LikelyDuplicate) }) },
  'POST /api/doublons/{layer}/{one}/{other}': {
    summary: 'Juger d’un doublon probable : fusionner (l’un garde l’histoire de l’autre) ou dire que ce sont deux lieux', tag: 'imports', access: 'layer.import',
    params: z.object({ layer, one: number, other: number }), body: z.discriminatedUnion('verdict', [
      z.object({ verdict: z.literal('distincts') }).strict(), z.object({ verdict: z.literal('fusionnes'), keep: z.number().int().positive() }).strict(),
    ]), result: done,
  },
} as const satisfies Record<string, Route>;
