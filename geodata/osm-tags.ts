// Which OpenStreetMap tags speak of the same things as our layers: read one way by an import, the other way by the corrections
// given back to mappers. Tags after id-tagging-schema 6.19 (ISC) and the OpenStreetMap wiki.
import type { Field } from './layer.ts';
import { layerById, type LayerId } from './layers.ts';

export type Tags = Readonly<Record<string, string>>;

export interface OsmLayer {
  /** Features that belong to the layer: the first whose tags are all there says these values. `*` is any value. */
  selects: readonly { tags: Tags; values: Readonly<Record<string, string>> }[];
  /** Field → keys that say it, the first being the one to write. */
  fields: Readonly<Record<string, readonly [string, ...string[]]>>;
}

const contact = { phone: ['phone', 'contact:phone'], website: ['website', 'contact:website', 'url'] } as const;
const place = { name: ['name'], manager: ['operator'], wheelchair: ['wheelchair'], opened_on: ['start_date', 'opening_date'], ...contact } as const;
const select = (field: string, value: string, ...all: readonly Tags[]) => all.map((tags) => ({ tags, values: { [field]: value } }));
const shops = (...names: readonly string[]): Tags[] => names.map((shop) => ({ shop }));
const amenities = (...names: readonly string[]): Tags[] => names.map((amenity) => ({ amenity }));

export const osmLayers: Readonly<Partial<Record<LayerId, OsmLayer>>> = {
  gardens: {
    selects: [...select('kind', 'partage', { leisure: 'garden', 'garden:type': 'community' }), ...select('kind', 'ouvrier', { landuse: 'allotments' })],
    fields: { ...place, email: ['email', 'contact:email'] },
  },
  epiceries: {
    selects: [...select('kind', 'solidaire', { amenity: 'social_facility', social_facility: 'food_bank' })],
    fields: { ...place, opening_hours: ['opening_hours'] },
  },
  ressourceries: {
    selects: [
      ...select('kind', 'textile', { shop: 'clothes', second_hand: 'only' }),
      ...select('kind', 'ressourcerie', { shop: 'second_hand' }, { shop: 'charity' }),
      ...select('kind', 'velo', { shop: 'bicycle', second_hand: 'only' }),
    ],
    fields: { ...place, opening_hours: ['opening_hours'] },
  },
  job_datings: {
    selects: [
      ...select('kind', 'emploi', { office: 'employment_agency' }), ...select('kind', 'mairie', { amenity: 'townhall' }),
      ...select('kind', 'centre_social', { amenity: 'community_centre' }), ...select('kind', 'mediatheque', { amenity: 'library' }),
    ],
    fields: { name: ['name'], wheelchair: ['wheelchair'], capacity: ['capacity'], ...contact },
  },
  suppliers: {
    selects: [...select('kind', 'supermarche', { shop: 'supermarket' }), ...select('kind', 'grossiste', { shop: 'wholesale' }), ...select('kind', 'marche', { amenity: 'marketplace' })],
    fields: { name: ['name'] },
  },
  premises: {
    selects: [
      ...select('occupancy', 'vacant', { shop: 'vacant' }, { 'disused:shop': '*' }, { 'disused:amenity': '*' }),
      ...select('activity', 'bio', { shop: 'supermarket', organic: 'only' }, { shop: 'health_food' }),
      ...select('activity', 'supermarche', { shop: 'supermarket' }),
      ...select('activity', 'alimentation', ...shops('bakery', 'greengrocer', 'butcher', 'convenience', 'cheese', 'seafood', 'deli')),
      ...select('activity', 'occasion', ...shops('second_hand', 'charity')),
      ...select('activity', 'equipement', ...shops('clothes', 'shoes', 'furniture', 'hardware', 'houseware')),
      ...select('activity', 'culture', ...shops('books', 'music', 'toys', 'sports')),
      ...select('activity', 'restauration', ...amenities('restaurant', 'cafe', 'bar', 'pub', 'fast_food')),
      ...select('activity', 'pharmacie', { amenity: 'pharmacy' }),
      ...select('activity', 'medical', ...amenities('doctors', 'dentist', 'clinic')),
      ...select('activity', 'paramedical', ...['physiotherapist', 'midwife', 'podiatrist', 'speech_therapist', 'psychotherapist'].map((healthcare) => ({ healthcare }))),
      ...select('activity', 'juridique', { office: 'lawyer' }, { office: 'notary' }),
      ...select('activity', 'banque', { amenity: 'bank' }, { office: 'insurance' }),
      ...select('activity', 'services', ...shops('hairdresser', 'beauty', 'laundry', 'dry_cleaning')),
    ],
    fields: { name: ['name'], sign: ['name'] },
  },
};

const has = (tags: Tags, wanted: Tags): boolean => Object.entries(wanted).every(([key, value]) => tags[key] !== undefined && (value === '*' || tags[key] === value));

function valueOf(field: Field | undefined, text: string): unknown {
  if (field?.type === 'boolean') return text === 'yes' ? true : text === 'no' ? false : undefined;
  if (field?.type === 'integer') return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
  if (field?.type === 'date') return /^\d{4}-\d\d-\d\d$/.test(text) ? text : undefined;
  if (field?.type === 'code') return Object.hasOwn(field.codes ?? {}, text) ? text : undefined;
  return text;
}

/** What tags say in the layer's own fields; null for a feature that is not of the layer. What our fields cannot hold is left out. */
export function readTags(layer: LayerId, tags: Tags): Record<string, unknown> | null {
  const known = osmLayers[layer];
  const selected = known?.selects.find(({ tags: wanted }) => has(tags, wanted));
  if (!known || !selected) return null;
  const fields = Object.entries(known.fields).flatMap(([name, keys]) => {
    const text = keys.map((key) => tags[key]?.trim()).find(Boolean);
    const value = text && valueOf(layerById[layer].fields[name], text);
    return value === undefined || value === '' ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(fields), ...selected.values };
}

/** Before or after null: the tag is not there, or not to be there. */
export interface TagChange { key: string; before: string | null; after: string | null }
export interface FieldChange { field: string; before: unknown; after: unknown }

function textOf(value: unknown): string | null {
  if (value === null || value === undefined || value === '') return null;
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value as string | number);
}

/** The tags that a code stands for; null where it may be any of several. */
function tagsOf(layer: LayerId, field: string, value: unknown): Tags | null {
  if (textOf(value) === null) return {};
  const found = osmLayers[layer]?.selects.filter(({ values }) => values[field] === value) ?? [];
  return found.length === 1 && !Object.values(found[0]!.tags).includes('*') ? found[0]!.tags : null;
}

/** What a change of fields means in tags; `byHand` are the fields that no single tag says. */
export function tagChanges(layer: LayerId, changes: readonly FieldChange[]): { tags: TagChange[]; byHand: string[] } {
  const tags: TagChange[] = [];
  const byHand: string[] = [];
  for (const { field, before, after } of changes) {
    const key = osmLayers[layer]?.fields[field]?.[0];
    if (key) {
      tags.push({ key, before: textOf(before), after: textOf(after) });
      continue;
    }
    const [former, present] = [tagsOf(layer, field, before), tagsOf(layer, field, after)];
    if (!osmLayers[layer] || !former || !present || Object.keys(present).length === 0) byHand.push(field);
    else {
      for (const name of new Set([...Object.keys(former), ...Object.keys(present)])) {
        if (former[name] !== present[name]) tags.push({ key: name, before: former[name] ?? null, after: present[name] ?? null });
      }
    }
  }
  return { tags, byHand };
}

/** `node/123`, `way/45`, `relation/6`: what OpenStreetMap calls a feature; null for another kind of identifier. */
export function osmObject(source: string, sourceId: string): { object: string; url: string } | null {
  if (!/openstreetmap/i.test(source) || !/^(node|way|relation)\/[1-9]\d{0,18}$/.test(sourceId)) return null;
  return { object: sourceId, url: `https://www.openstreetmap.org/${sourceId}` };
}
