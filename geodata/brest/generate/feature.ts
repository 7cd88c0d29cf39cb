// What every generated feature is made of, and how a layer's file is written: one feature a line, so that diffs read.
import { writeFileSync } from 'node:fs';
import type { Line, Position } from './plane.ts';

export type Geometry =
  | { type: 'Point'; coordinates: Position }
  | { type: 'LineString'; coordinates: Line }
  | { type: 'Polygon'; coordinates: Line[] }
  | { type: 'MultiPolygon'; coordinates: Line[][] };

export interface Feature {
  type: 'Feature';
  geometry: Geometry | null;
  properties: Record<string, unknown>;
}

export interface Provenance { source: string; licence: string; vintage: string }

export const provenance = {
  ign: { source: 'IGN Admin Express, généralisé et lissé', licence: 'Licence Ouverte 2.0', vintage: '2018-01-01' },
  karter: { source: 'Karter, tracé d’après des lieux connus', licence: 'Licence Ouverte 2.0', vintage: '2026-11-23' },
  bibus: { source: 'Bibus, GTFS « Réseau urbain »', licence: 'Licence Ouverte 2.0', vintage: '2026-09-28' },
  sirene: { source: 'Insee, SIRENE géolocalisé : axe déduit des adresses', licence: 'Licence Ouverte 2.0', vintage: '2026-09-01' },
  rev: { source: 'rev-brest (La Ville à Vélo) : rue empruntée par le réseau cyclable, simplifiée', licence: 'MIT', vintage: '2026-01-01' },
  demonstration: { source: 'Karter, données de démonstration', licence: 'Licence Ouverte 2.0', vintage: '2026-11-01' },
} as const satisfies Record<string, Provenance>;

export const demonstration = { ...provenance.demonstration, accuracy: 'approchee', demo: true } as const;

export function feature(geometry: Geometry | null, properties: Record<string, unknown>): Feature {
  return { type: 'Feature', geometry, properties };
}

export const point = (at: Position): Geometry => ({ type: 'Point', coordinates: at });
export const line = (coordinates: Line): Geometry => ({ type: 'LineString', coordinates });
export const polygon = (...rings: Line[]): Geometry => ({ type: 'Polygon', coordinates: rings });

export function slug(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/œ/g, 'oe').replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
}

/** Six decimals are a decimetre. */
const round = (value: number) => Number(value.toFixed(6));

function rounded(coordinates: unknown): unknown {
  return Array.isArray(coordinates) ? coordinates.map(rounded) : round(coordinates as number);
}

/** The text of a layer's file. */
export function collection(features: readonly Feature[]): string {
  const lines = features.map(({ type, geometry, properties }) =>
    JSON.stringify({ type, geometry: geometry && { ...geometry, coordinates: rounded(geometry.coordinates) }, properties }));
  return `{"type":"FeatureCollection","features":[\n${lines.join(',\n')}\n]}\n`;
}

export function writeLayer(folder: string, layer: string, features: readonly Feature[]): void {
  writeFileSync(`${folder}/${layer}.geojson`, collection(features));
}
