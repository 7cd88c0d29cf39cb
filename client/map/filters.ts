// The address's filters (`premises.occupancy=vacant`) as style filters; pure, so that a test can try every layer.
import type { ExpressionSpecification, FilterSpecification } from '@maplibre/maplibre-gl-style-spec';
import type { Filters } from '../../geodata/address.ts';
import { fieldsOf } from '../../geodata/layer.ts';
import { layerById } from '../../geodata/layers.ts';
import { baseFilter, type StyleLayer } from './style-layers.ts';

const none: FilterSpecification = ['literal', false];

/** What the style layer shows under these filters. A field that tiles do not carry yet at a zoom cannot be filtered by there, and
 * is not: the list can. */
export function filterUnder(style: StyleLayer, filters: Filters): FilterSpecification | null {
  const base = baseFilter(style);
  const conditions: FilterSpecification[] = base ? [base] : [];
  const fields = fieldsOf(layerById[style.layer]);
  for (const [key, values] of Object.entries(filters)) {
    const [layer, field] = key.split('.');
    if (layer !== style.layer || !field || values.length === 0) continue;
    const { standsFor } = style.part;
    if (standsFor) {
      if (standsFor.field === field && !values.includes(standsFor.value)) return none;
      continue;
    }
    const tileFrom = style.named ? 0 : fields[field]?.tileFrom;
    if (tileFrom === undefined) continue;
    const kept: ExpressionSpecification = ['in', ['to-string', ['get', field]], ['literal', [...values]]];
    conditions.push(tileFrom === 0 ? kept : ['step', ['zoom'], true, tileFrom, kept]);
  }
  if (conditions.length === 0) return null;
  return conditions.length === 1 ? conditions[0]! : (['all', ...conditions] as FilterSpecification);
}

/** Whether a filter asks of stored cells what they cannot tell: below `cellsBelow` they then show every unit. */
export function beyondCells(filters: Filters): { layer: string; zoom: number } | null {
  for (const [key, values] of Object.entries(filters)) {
    const [layer, field] = key.split('.') as [keyof typeof layerById, string];
    const { cellsBelow, legend } = layerById[layer];
    if (cellsBelow !== undefined && values.length > 0 && legend?.by !== field) return { layer, zoom: cellsBelow };
  }
  return null;
}
