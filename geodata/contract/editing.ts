// Features changed by hand on the wire: their present state, their versions, and what may be done to them.
import { z } from 'zod';
import { publicLayerIds, type LayerId } from '../layers.ts';
import { rowId, text } from './people.ts';
import type { Route } from './route.ts';

const layer = z.enum(publicLayerIds as [LayerId, ...LayerId[]]);
const place = z.object({ layer, id: rowId });

/** Degrees, WGS 84; its form is told apart by PostGIS, which refuses with a reason. */
export const Geometry = z.object({
  type: z.enum(['Point', 'LineString', 'Polygon', 'MultiPoint', 'MultiLineString', 'MultiPolygon']),
  coordinates: z.array(z.unknown()),
}).strict();
export type Geometry = z.infer<typeof Geometry>;

/** By field; what is not named stays as it is, and null empties. Values are the layer's own schema's to judge. */
export const Properties = z.record(z.string().max(63), z.unknown());

export const EditedFeature = z.object({
  type: z.literal('Feature'),
  layer: z.string(),
  id: z.number(),
  /** When it was last changed: what `If-Match` has to say. */
  version: z.string(),
  geometry: z.unknown(),
  properties: z.record(z.string(), z.unknown()),
});
export type EditedFeature = z.infer<typeof EditedFeature>;

export const FeatureVersion = z.object({
  version: z.string(),
  /** Null: it still stands. */
  until: z.string().nullable(),
  /** How it came about, and by whom where a person did. */
  act: z.enum(['create', 'change', 'retire', 'restore']).nullable(),
  name: z.string().nullable(),
  feature: EditedFeature,
});
export type FeatureVersion = z.infer<typeof FeatureVersion>;

export const FeatureHistory = z.object({ layer: z.string(), id: z.number(), retired: z.boolean(), versions: z.array(FeatureVersion) });
export type FeatureHistory = z.infer<typeof FeatureHistory>;

const Change = z.object({ properties: Properties.optional(), geometry: Geometry.nullable().optional() }).strict();

export const editingContract = {
  'GET /api/features/{layer}/{id}': { summary: 'Une entité telle qu’elle se modifie', tag: 'edition', access: 'feature.edit', params: place, result: EditedFeature },
  'POST /api/features/{layer}': { summary: 'Créer une entité', tag: 'edition', access: 'feature.edit', params: z.object({ layer }), body: Change, result: EditedFeature },
  'PATCH /api/features/{layer}/{id}': { summary: 'Modifier ou déplacer une entité (If-Match : sa version)', tag: 'edition', access: 'feature.edit', params: place, body: Change, result: EditedFeature },
  'DELETE /api/features/{layer}/{id}': {
    summary: 'Retirer une entité, au profit d’une autre s’il y a lieu (If-Match : sa version)', tag: 'edition', access: 'feature.edit', params: place,
    body: z.object({ successor: z.number().int().positive().nullish(), reason: text(500).nullish() }).strict(), result: z.object({ done: z.literal(true) }),
  },
  'GET /api/features/{layer}/{id}/versions': { summary: 'Ce qu’une entité a été, et par qui', tag: 'edition', access: 'feature.edit', params: place, result: FeatureHistory },
  'POST /api/features/{layer}/{id}/restore': {
    summary: 'Remettre une version d’avant : elle devient la dernière (If-Match : la présente, sauf si l’entité est retirée)', tag: 'edition', access: 'feature.edit', params: place,
    body: z.object({ version: z.iso.datetime({ offset: true, error: 'un instant ISO 8601 avec fuseau' }) }).strict(), result: EditedFeature,
  },
} as const satisfies Record<string, Route>;
