// What there is to reuse: each layer told to a person, the catalogue for portals, and the corrections that OpenStreetMap's mappers may take over.
import { z } from 'zod';
import { exportFormatIds, type ExportFormatId } from '../export-formats.ts';
import { LayerParam } from './layer-param.ts';
import type { Route } from './route.ts';

/** One producer's part of a layer. */
export const DatasetSource = z.object({ source: z.string(), licence: z.string(), licence_url: z.string().nullable(), count: z.number(), demo: z.boolean() });
export type DatasetSource = z.infer<typeof DatasetSource>;

export const Dataset = z.object({
  layer: z.string(), theme: z.string(), title: z.string(), description: z.string(),
  /** How it is made, from the table's own comment. */
  made: z.string().nullable(),
  count: z.number(), demo: z.number(),
  /** Features without a known position. */
  unplaced: z.number(),
  /** How many of each accuracy code. */
  accuracy: z.record(z.string(), z.number()),
  /** The oldest and the latest day the data speaks of. */
  first: z.string().nullable(), last: z.string().nullable(),
  changed_at: z.string().nullable(), imported_at: z.string().nullable(),
  sources: z.array(DatasetSource),
  /** West, south, east, north. */
  bbox: z.tuple([z.number(), z.number(), z.number(), z.number()]).nullable(),
});
export type Dataset = z.infer<typeof Dataset>;

export const DatasetField = z.object({
  name: z.string(), title: z.string(), type: z.string(), unit: z.string().nullable(), codes: z.record(z.string(), z.string()).nullable(),
  definition: z.string().nullable(),
  /** Computed: published, refused in an import. */
  derived: z.boolean(), required: z.boolean(),
});
export type DatasetField = z.infer<typeof DatasetField>;

export const DatasetDownload = z.object({
  id: z.enum(exportFormatIds as [ExportFormatId, ...ExportFormatId[]]), title: z.string(), use: z.string(), media: z.string(), url: z.string(),
  /** Why this server cannot write it; null where it can. */
  missing: z.string().nullable(),
});
export type DatasetDownload = z.infer<typeof DatasetDownload>;

export const DatasetDetail = Dataset.extend({
  fields: z.array(DatasetField),
  /** A few features, as they are published. */
  sample: z.array(z.object({ id: z.number(), url: z.string(), properties: z.record(z.string(), z.unknown()) })),
  downloads: z.array(DatasetDownload),
  /** The OGC API to give to QGIS, GDAL or R. */
  service: z.string(),
});
export type DatasetDetail = z.infer<typeof DatasetDetail>;

export const Correction = z.object({
  id: z.number(),
  /** `node/123`, and its page. */
  object: z.string(), url: z.string(),
  layer: z.string(), name: z.string().nullable(), decided_on: z.string(),
  /** Said to be closed or gone. */
  gone: z.boolean(),
  /** Said to be elsewhere: the point is where. */
  moved: z.boolean(),
  lon: z.number().nullable(), lat: z.number().nullable(),
  tags: z.array(z.object({ key: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
  /** What no single tag says. */
  by_hand: z.array(z.object({ title: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
});
export type Correction = z.infer<typeof Correction>;

const day = z.iso.date('une date AAAA-MM-JJ');

export const catalogueContract = {
  'GET /api/catalogue': { summary: 'Les couches publiques : combien, de quand, d’où, sous quelle licence', tag: 'donnees', result: z.array(Dataset) },
  'GET /api/catalogue/{layer}': { summary: 'Une couche : ses champs et leur définition, un extrait, ses téléchargements', tag: 'donnees', params: z.object({ layer: LayerParam }), result: DatasetDetail },
  'GET /catalog.jsonld': { summary: 'Le catalogue DCAT-AP, à moissonner', tag: 'donnees', media: 'application/ld+json' },
  'GET /api/corrections-osm': {
    summary: 'Les corrections acceptées de lieux qui viennent d’OpenStreetMap, à y reporter à la main', tag: 'donnees',
    query: z.object({ format: z.enum(['json', 'csv', 'geojson'], '« json », « csv » ou « geojson »').optional(), since: day.optional() }).strict(), result: z.array(Correction),
  },
} as const satisfies Record<string, Route>;
