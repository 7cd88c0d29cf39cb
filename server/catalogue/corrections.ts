// Accepted corrections of what came from OpenStreetMap, as a list that a mapper can apply by hand. Nothing is written there.
import { stringify } from 'csv-stringify/sync';
import type { Correction } from '../../geodata/contract/catalogue.ts';
import { fieldText } from '../../geodata/format.ts';
import { fieldsOf } from '../../geodata/layer.ts';
import { layerById, type LayerId } from '../../geodata/layers.ts';
import { correcting } from '../../geodata/messages-catalogue.ts';
import { osmObject, tagChanges } from '../../geodata/osm-tags.ts';
import { query, type Pool } from '../db.ts';

interface Row {
  id: number; layer: LayerId; decided_at: string; act: string; source: string; source_id: string; name: string | null;
  columns: string[]; before: Record<string, unknown>; after: Record<string, unknown>; lon: number | null; lat: number | null;
}

/** What says how the data is kept, not how the place is. */
const ours: readonly string[] = ['source', 'source_id', 'licence', 'vintage', 'accuracy', 'accuracy_m', 'demo', 'updated_at', 'quartier', 'commune'];

function correctionOf(row: Row): Correction[] {
  const known = osmObject(row.source, row.source_id);
  if (!known) return [];
  const fields = fieldsOf(layerById[row.layer]);
  const gone = row.act === 'retire';
  const changes = row.columns.filter((name) => fields[name] && !fields[name].derived && fields[name].type !== 'json' && !ours.includes(name))
    .map((field) => ({ field, before: row.before[field], after: row.after[field] }));
  const { tags, byHand } = tagChanges(row.layer, changes);
  const said = (field: string, value: unknown) => fieldText(fields[field]!, value, 'UTC');
  const moved = !gone && row.columns.includes('geom');
  if (!gone && !moved && changes.length === 0) return [];
  return [{
    id: row.id, ...known, layer: row.layer, name: row.name, decided_on: row.decided_at, gone, moved, lon: row.lon, lat: row.lat, tags,
    by_hand: changes.filter(({ field }) => byHand.includes(field)).map(({ field, before, after }) => ({ title: fields[field]!.title, before: said(field, before), after: said(field, after) })),
  }];
}

/** Latest first; only those judged from a day on, where one is given. */
export async function readCorrections(reader: Pool, since: string | null = null): Promise<Correction[]> {
  const { rows } = await reader.query<Row>(query('catalogue/corrections'), [since]);
  return rows.flatMap(correctionOf);
}

/** What a spreadsheet would take for a formula is made plain; a telephone number is none. */
const plain = (text: string) => (/^[=@\t\r]|^[+-](?![\d ().-]+$)/.test(text) ? `'${text}` : text);

const heads = ['objet', 'lien', 'couche', 'nom', 'date', 'cle', 'avant', 'apres', 'remarque', 'longitude', 'latitude'] as const;

/** A line a tag to change, so that each can be done and ticked off; with a byte-order mark, for spreadsheets. */
export function correctionsCsv(corrections: readonly Correction[]): string {
  const lines = corrections.flatMap((one) => {
    const line = (more: Partial<Record<(typeof heads)[number], string | null>>) => heads.map((head) => plain(String({
      objet: one.object, lien: one.url, couche: layerById[one.layer as LayerId].title, nom: one.name, date: one.decided_on,
      longitude: one.lon?.toFixed(6), latitude: one.lat?.toFixed(6), ...more,
    }[head] ?? '')));
    return [
      ...(one.gone ? [line({ remarque: correcting.gone })] : []),
      ...(one.moved ? [line({ remarque: correcting.moved })] : []),
      ...one.tags.map(({ key, before, after }) => line({ cle: key, avant: before, apres: after, remarque: after === null ? correcting.remove : null })),
      ...one.by_hand.map(({ title, before, after }) => line({ avant: before, apres: after, remarque: correcting.byHand(title) })),
    ];
  });
  return stringify([[...heads], ...lines], { bom: true, delimiter: ';', record_delimiter: 'windows' });
}

export function correctionsGeoJson(corrections: readonly Correction[]): object {
  return {
    type: 'FeatureCollection',
    features: corrections.map(({ lon, lat, tags, by_hand: byHand, ...rest }) => ({
      type: 'Feature', id: rest.id,
      geometry: lon === null || lat === null ? null : { type: 'Point', coordinates: [lon, lat] },
      properties: { ...rest, tags_before: Object.fromEntries(tags.map(({ key, before }) => [key, before])), tags_after: Object.fromEntries(tags.map(({ key, after }) => [key, after])), by_hand: byHand },
    })),
  };
}
