// Downloads of a layer on the wire: whole, or what the same filters as items let through.
import { z } from 'zod';
import { exportFormatIds, type ExportFormatId } from '../export-formats.ts';
import { LayerParam } from './layer-param.ts';
import { conditionsQuery } from './ogc.ts';
import type { Route } from './route.ts';

const Format = z.enum(exportFormatIds as [ExportFormatId, ...ExportFormatId[]], { error: `un de ces formats : ${exportFormatIds.join(', ')}` });

export const exportQuery = z.object({
  format: Format.optional(),
  /** Of CSV; the decimal mark is always the point. */
  separator: z.enum([';', ',', 'tab'], '« ; », « , » ou « tab »').optional(),
  ...conditionsQuery,
}).strict();

export const ExportFormats = z.object({
  formats: z.array(z.object({
    format: Format, title: z.string(), use: z.string(), extension: z.string(), media: z.string(),
    /** Layers that it fits; null: all. */
    layers: z.array(z.string()).nullable(),
    available: z.boolean(),
    /** Why it cannot be had here; null where it can. */
    reason: z.string().nullable(),
  })),
});
export type ExportFormats = z.infer<typeof ExportFormats>;

export const exportContract = {
  'GET /api/export': { summary: 'Les formats de téléchargement, et ceux que ce serveur sait écrire', tag: 'telechargements', result: ExportFormats },
  'GET /api/export/{layer}': {
    summary: 'Une couche en fichier, entière ou filtrée comme les entités', tag: 'telechargements', params: z.object({ layer: LayerParam }), query: exportQuery, media: 'application/octet-stream',
  },
} as const satisfies Record<string, Route>;
