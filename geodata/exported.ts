// What a download carries of a layer: everything that is published, in a form that an import takes back without loss.
import { fieldsOf, type Field, type LayerDefinition } from './layer.ts';

export interface ExportedField {
  /** What it is called in the file, and in an import. */
  name: string;
  /** Where it is read in `item_<layer>`. */
  column: string;
  field: Field;
}

/**
 * In the order of a card. A feature is known again by `source` and `source_id`: its number here, and since when it is so here,
 * are of this installation and not of the data, so they stay out, and the same data gives the same file.
 */
export function exportedFieldsOf(layer: LayerDefinition): ExportedField[] {
  const carriers = Object.entries(layer.fields).filter(([, field]) => field.carries !== undefined);
  return Object.entries(fieldsOf(layer)).filter(([name]) => name !== 'updated_at').map(([column, field]) => {
    const carrier = carriers.find(([, candidate]) => candidate.carries === column);
    return carrier ? { name: carrier[0], column, field: carrier[1] } : { name: column, column, field };
  });
}

/** Columns of tables that are no property: where it is. Points have two numbers, other shapes their WKT (OGC 06-103r4). */
export const placeColumns = { longitude: 'longitude', latitude: 'latitude', shape: 'wkt', note: 'mention' } as const;

export function placeColumnsOf(layer: LayerDefinition): string[] {
  return layer.geometry === 'point' ? [placeColumns.longitude, placeColumns.latitude] : [placeColumns.shape];
}
