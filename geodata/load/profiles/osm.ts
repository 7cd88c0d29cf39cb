// OpenStreetMap, as Overpass JSON, GeoJSON of overpass-turbo, PBF or XML: each layer by the table of its tags.
import { layerById, type LayerId } from '../../layers.ts';
import { osmLayers, readTags, type Tags } from '../../osm-tags.ts';
import { fits } from '../../schema.ts';
import type { Profile, Reading } from '../profile.ts';
import { middleOf } from '../read/rings.ts';
import type { Row } from '../row.ts';
import { haveColumns } from './cells.ts';

/** `node/123`, from the type and the number apart (osmium, Overpass) or together (overpass-turbo). */
function objectOf(values: Row['values']): string | null {
  const [type, id] = [values['@type'], values['@id']];
  const named = type === undefined || type === null ? String(id) : `${String(type)}/${String(id)}`;
  return /^(node|way|relation)\/\d+$/.test(named) ? named : null;
}

/** osmium counts seconds, 0 where it knows none. */
function dayOf(timestamp: unknown): string | null {
  if (typeof timestamp === 'number') return timestamp > 0 ? new Date(timestamp * 1000).toISOString().slice(0, 10) : null;
  return typeof timestamp === 'string' ? /^\d{4}-\d\d-\d\d/.exec(timestamp)?.[0] ?? null : null;
}

function addressOf(tags: Tags): string | null {
  const street = tags['addr:street'] ?? tags['addr:place'] ?? tags['contact:street'];
  if (!street) return null;
  return [tags['addr:housenumber'] ?? tags['contact:housenumber'], street].filter(Boolean).join(' ');
}

function placeOf(layer: LayerId, geometry: Row['geometry']): Reading | null {
  if (!geometry || geometry.type === 'Point' || geometry.type === 'GeometryCollection' || layerById[layer].geometry !== 'point') return null;
  const found = middleOf(geometry.coordinates);
  // A building stands for the place in it.
  return found && { properties: { accuracy: 'approchee', accuracy_m: found.reach }, geometry: { type: 'Point', coordinates: found.middle } };
}

function readObject(layer: LayerId, { values, geometry }: Row): Reading {
  const tags: Tags = Object.fromEntries(Object.entries(values).flatMap(([key, value]) => (key.startsWith('@') || (typeof value !== 'string' && typeof value !== 'number') ? [] : [[key, String(value)]])));
  const said = readTags(layer, tags);
  if (said === null) return { skip: 'aucune étiquette de cette couche' };
  const object = objectOf(values);
  if (object === null) return { problem: '@id : ni nœud, ni chemin, ni relation d’OpenStreetMap' };
  if (!geometry) return { problem: `${object} : sans position ; demandez à Overpass « out geom » ou « out center »` };
  const day = dayOf(values['@timestamp']);
  const fields = layerById[layer].fields as Readonly<Record<string, { type: string }>>;
  // Mappers write freely: what no field can hold does not refuse the file.
  const kept = Object.entries(said).filter(([name, value]) => fields[name] === undefined || fits(fields[name] as Parameters<typeof fits>[0], value));
  const seen = [tags.check_date, tags['survey:date']].find((text) => text !== undefined && /^\d{4}-\d\d-\d\d$/.test(text)) ?? day;
  const placed = placeOf(layer, geometry);
  return {
    properties: {
      ...Object.fromEntries(kept), source_id: object, address: addressOf(tags), ...(day === null ? {} : { vintage: day }),
      ...(layer === 'premises' ? { occupancy: said.occupancy ?? 'occupe', ...(seen === null ? {} : { observed_on: seen }) } : {}),
      ...(placed && 'properties' in placed ? placed.properties : {}),
    },
    geometry: placed && 'geometry' in placed ? placed.geometry ?? null : geometry, srid: 4326,
  };
}

export const osmProfiles: readonly Profile[] = (Object.keys(osmLayers) as LayerId[]).map((layer) => ({
  id: `osm-${layer}`,
  title: 'OpenStreetMap (Overpass JSON, GeoJSON d’overpass-turbo, PBF ou XML)',
  layer,
  recognises: (columns, format) => haveColumns(columns, '@id') && (haveColumns(columns, '@type') || /JSON/.test(format)),
  defaults: { source: 'OpenStreetMap', licence: 'ODbL 1.0' },
  read: (row) => readObject(layer, row),
}));
