// The records of an import as a list and the map tell them: what each is called, what of it changes, where it is.
import type { Feature, Geometry } from 'geojson';
import type { ImportRow } from '../../geodata/contract/imports.ts';
import { layerById, type LayerId } from '../../geodata/layers.ts';
import { importing } from '../../geodata/messages-imports.ts';
import { paper, themes } from '../../geodata/themes.ts';
import { distance, fieldText, upperFirst } from '../format.ts';
import { centreOf, metresBetween } from './extent.ts';
import { importedFields } from './import-layers.ts';
import { boxOf } from './item.ts';
import type { Bounds } from './view.svelte.ts';

const said = importing.changes;

export interface FieldChange { name: string; title: string; before: string | null; after: string | null }

export function rowName(layer: LayerId, { after, before }: ImportRow): string {
  const named = after?.name ?? before?.name ?? after?.address ?? after?.source_id;
  return named ? String(named) : upperFirst(said.unnamed(layerById[layer].one));
}

/** What a changed record changes, field by field; where it moves, in words. */
export function changesIn(layer: LayerId, { after, before, geometry, former }: ImportRow, timeZone: string): FieldChange[] {
  if (!after || !before) return [];
  const fields = importedFields(layer).flatMap(([name, field]): FieldChange[] => {
    const json = field.type === 'json';
    const [left, right] = [before[name], after[name]].map((value) => (json && value !== null && value !== undefined ? JSON.stringify(value) : fieldText(field, value, timeZone)));
    // A quartier is found from the position; what the file does not say of it is no change.
    return left === right || name === 'quartier' || !(name in before) ? [] : [{ name, title: field.title, before: left ?? null, after: right ?? null }];
  });
  const move = moveOf(former as Geometry | null, geometry as Geometry | null);
  return move === null ? fields : [...fields, { name: 'geometry', title: said.position, before: null, after: move }];
}

function moveOf(former: Geometry | null, now: Geometry | null): string | null {
  const [from, to] = [boxOf(former ?? null), boxOf(now ?? null)];
  if (!from || !to) return from ? said.unplaced : to ? said.placed : null;
  const metres = metresBetween(centreOf(from), centreOf(to));
  if (metres >= 1) return said.moved(distance(Math.max(metres, 5)));
  return former!.type === 'Point' || JSON.stringify(former) === JSON.stringify(now) ? null : said.reshaped;
}

/** What the map draws of the rows that are listed. */
export function previewOf(rows: readonly ImportRow[]): Feature[] {
  return rows.flatMap((row): Feature[] => {
    const now = row.geometry as Geometry | null;
    const former = row.outcome === 'changee' && row.former && JSON.stringify(row.former) !== JSON.stringify(now) ? (row.former as Geometry) : null;
    const feature = (geometry: Geometry, role: string): Feature => ({ type: 'Feature', properties: { role, rank: row.rank }, geometry });
    return [...(former ? [feature(former, 'former')] : []), ...(now ? [feature(now, row.outcome === 'refusee' ? 'refused' : 'taken')] : [])];
  });
}

export function boxAround(geometries: readonly (Geometry | null)[]): Bounds | null {
  return boxOf({ type: 'GeometryCollection', geometries: geometries.filter((geometry) => geometry !== null) });
}

export const colorOf = (layer: LayerId): string => themes.find(({ id }) => id === layerById[layer].theme)?.color ?? paper.ink;
