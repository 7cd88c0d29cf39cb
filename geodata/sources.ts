// Where data comes from by itself: what a city declares in sources.json, once, in words that need no developer.
import { z } from 'zod';
import { isLayerId, type LayerId } from './layers.ts';

/** How often, in words; otherwise a cron line of five fields, in the city's time zone. */
export const rhythms = { quotidien: '0 4 * * *', hebdomadaire: '0 4 * * 1', mensuel: '0 4 2 * *' } as const;
export type Rhythm = keyof typeof rhythms;

/** What a file is, by what its first bytes can be. */
export const sourceFormats = ['geojson', 'csv', 'xlsx', 'ods', 'shapefile', 'gpkg', 'flatgeobuf', 'gml', 'kml', 'gpx', 'overpass', 'pbf', 'gtfs'] as const;
export type SourceFormat = (typeof sourceFormats)[number];

const words = (most: number) => z.string().trim().min(1).max(most);
const cronField = /^[\d*,/A-Za-z#-]+$/;
const webAddress = z.string().max(2000).refine((text) => {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return (protocol === 'https:' || protocol === 'http:') && !username && !password;
}, 'une adresse http:// ou https:// complète, sans mot de passe');

export const Source = z.object({
  /** Names it in commands and addresses. */
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/, 'minuscules, chiffres et tirets'),
  title: words(200),
  producer: words(200),
  /** Where people read about it. */
  page: webAddress.optional(),
  /** The file itself. It is fetched by the server and is not shown: it may hold a key. */
  url: webAddress,
  licence: words(200),
  schedule: z.union([z.enum(Object.keys(rhythms) as [Rhythm, ...Rhythm[]]), z.string().max(80).refine((line) => {
    const fields = line.trim().split(/\s+/);
    return fields.length === 5 && fields.every((field) => cronField.test(field));
  }, 'quotidien, hebdomadaire, mensuel, ou cinq champs comme « 0 4 * * 1 »')]),
  layer: z.string().refine(isLayerId, 'aucune couche ne s’appelle ainsi') as unknown as z.ZodType<LayerId>,
  /** How its records are read (geodata/load/profiles/); without it, by the names of its columns. */
  profile: z.string().regex(/^[a-z0-9-]+$/).optional(),
  format: z.enum(sourceFormats),
  /** What the file itself is packed in. */
  packed: z.enum(['gzip', 'zip']).optional(),
  /** What features call their source, where the file does not say. */
  source: words(200).optional(),
  /** The file holds all there is: what it no longer has is retired. */
  complete: z.boolean().default(false),
  /** Of the features of the last good version, the least share that has to be there; fewer are held for somebody to look at. */
  least: z.number().min(0).max(1).default(0.5),
  /** How large the file may be, in megabytes, where that is more than FETCH_MOST_MB. */
  megabytes: z.number().int().positive().max(100_000).optional(),
  enabled: z.boolean().default(false),
  /** Whether somebody has seen this address give this file. */
  verified: z.boolean().default(false),
  note: words(1000).optional(),
}).strict();
export type Source = z.infer<typeof Source>;

export const SourceFile = z.object({ sources: z.array(Source).max(500) }).strict().superRefine(({ sources }, context) => {
  const seen = new Set<string>();
  sources.forEach(({ id }, index) => {
    if (seen.has(id)) context.addIssue({ code: 'custom', path: ['sources', index, 'id'], message: `« ${id} » est déclarée deux fois` });
    seen.add(id);
  });
});

/** How a refresh ended. */
export const outcomes = {
  importee: 'importée',
  inchangee: 'inchangée',
  retenue: 'retenue pour relecture',
  echec: 'échec',
  annulee: 'annulée',
  interrompue: 'interrompue',
} as const;
export type Outcome = keyof typeof outcomes;
