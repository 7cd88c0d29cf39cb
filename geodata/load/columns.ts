// Which column of a file is which property: guessed from names, adjustable by whoever imports.
import type { ColumnMapping } from '../contract/imports.ts';
import { fieldsOf, receivedFieldsOf, writtenFieldsOf, type Field, type LayerDefinition } from '../layer.ts';
import { longNamesOf } from '../short-names.ts';
import { readNumber, comparable, readValue } from './values.ts';
import type { GivenGeometry, Reading } from './profile.ts';
import type { Row } from './row.ts';

export type Mapping = ColumnMapping;

/** Other names that French files use, by what they mean here. */
const synonyms: Readonly<Record<string, readonly string[]>> = {
  name: ['nom', 'libelle', 'intitule', 'denomination', 'designation', 'nom usuel', 'nom du lieu', 'nom etablissement', 'equip nom', 'toponyme', 'site nom', 'label', 'titre', 'nom jardin', 'quartiers'],
  address: ['adresse', 'adresse complete', 'adresse postale', 'equip adresse', 'localisation', 'adr', 'adresse co'],
  source_id: ['id', 'identifiant', 'fid', 'gml id', 'objectid', 'ogc fid', 'code', 'ref', 'reference', 'identifian', 'uid', 'uuid', 'gid', 'equip uid', 'id local', 'site id'],
  vintage: ['date', 'millesime', 'date maj', 'date mise a jour', 'date de mise a jour', 'maj', 'date der maj', 'last edited date', 'last update'],
  source: ['origine', 'producteur', 'fournisseur'], licence: ['license'], phone: ['telephone', 'tel', 'equip tel'], email: ['courriel', 'mail', 'e mail', 'adresse mail', 'contact email', 'equip mail', 'equip email'],
  website: ['site web', 'site internet', 'url', 'web', 'site', 'site internet', 'equip url'], opening_hours: ['horaires', 'horaires ouverture', 'heures d ouverture', 'equip ouverture', 'equip opening hours'],
  wheelchair: ['accessibilite', 'pmr', 'acces pmr', 'fauteuil'], area_m2: ['surface', 'superficie', 'surface m2'], surface_m2: ['surface', 'superficie', 'surface m2'],
  kind: ['type', 'nature', 'categorie', 'equip type'], insee: ['code insee', 'code', 'insee', 'insee com', 'code commune', 'codgeo', 'commune insee'], population: ['pop', 'population municipale', 'habitants'],
  capacity: ['capacite', 'equip capacite'], manager: ['gestionnaire', 'exploitant', 'operateur'], opened_on: ['date ouverture', 'ouverture', 'date d ouverture'], quartier: ['nom quartier', 'quartier'],
};

const positions = {
  x: ['longitude', 'coordonnees x', 'coordonnee x', 'long', 'lon', 'lng', 'x', 'coord x', 'x long', 'x longitude', 'equip long', 'x wgs84', 'x l93', 'x lambert93', 'easting', 'geo x'],
  y: ['latitude', 'coordonnees y', 'coordonnee y', 'lat', 'y', 'coord y', 'y lat', 'y latitude', 'equip lat', 'y wgs84', 'y l93', 'y lambert93', 'northing', 'geo y'],
  latlon: ['geo point 2d', 'geo point', 'geopoint', 'coordonnees geographiques', 'latlon', 'lat lon', 'position geographique'],
  lonlat: ['coordonneesxy', 'coordonnees xy', 'coordonnees', 'lonlat', 'lon lat', 'terr coord', 'site coord'],
  text: ['geometry', 'geom', 'wkt', 'the geom', 'geojson', 'geo shape', 'geometrie', 'wkb geometry', 'shape', 'site geomsurf', 'terr geomsurf'],
} as const;

/** The properties that an import may take, with their fields. */
export function importedFieldsOf(layer: LayerDefinition): [string, Field][] {
  const all: Record<string, Field> = { ...fieldsOf(layer), ...layer.fields };
  return [...new Set([...writtenFieldsOf(layer), ...receivedFieldsOf(layer)])].map((name) => [name, all[name]!]);
}

/** @param columns as the file names them */
export function guessMapping(layer: LayerDefinition, columns: readonly string[], drawn: boolean): Mapping {
  const byName = new Map<string, string>();
  // « Surface (m²) » is a surface; a column that is exactly that goes first.
  for (const column of [...columns].reverse()) byName.set(comparable(column.replaceAll(/\([^)]*\)/g, '')), column);
  for (const column of [...columns].reverse()) byName.set(comparable(column), column);
  const exact = new Map([...columns].reverse().map((column) => [column.toLowerCase(), column]));
  const long = longNamesOf(layer);
  const shortened = new Map([...long].flatMap(([short, name]) => (exact.has(short) ? [[name, exact.get(short)!] as const] : [])));
  const taken = new Set<string>();
  const take = (column: string | undefined): string | undefined => {
    if (column === undefined || taken.has(column)) return undefined;
    taken.add(column);
    return column;
  };
  const fields: Record<string, string> = {};
  const wanted = importedFieldsOf(layer);
  const among = (names: readonly string[]) => names.map((name) => byName.get(name)).find((column) => column !== undefined && !taken.has(column));
  // By their own names before any synonym may take the column.
  for (const [name] of wanted) {
    const column = take(exact.get(name) ?? shortened.get(name));
    if (column) fields[name] = column;
  }
  const position = drawn ? null : guessPosition(among, take);
  for (const [name, field] of wanted) {
    if (fields[name]) continue;
    const column = take(among([comparable(field.title), comparable(name), ...(synonyms[name] ?? [])]));
    if (column) fields[name] = column;
  }
  return { fields, position, srid: null };
}

function guessPosition(among: (names: readonly string[]) => string | undefined, take: (column: string | undefined) => string | undefined): Mapping['position'] {
  const [x, y] = [among(positions.x), among(positions.y)];
  if (x && y) { take(x); take(y); return { x, y }; }
  const text = take(among(positions.text));
  if (text) return { text };
  for (const order of ['latlon', 'lonlat'] as const) {
    const pair = take(among(positions[order]));
    if (pair) return { pair, order };
  }
  return null;
}

const text = (value: unknown): string => (value === null || value === undefined ? '' : String(value).trim());

/** `{lon, lat}` and arrays as texts are. */
function pairIn(given: unknown, order: 'latlon' | 'lonlat'): string {
  if (Array.isArray(given)) return given.join(';');
  if (given === null || typeof given !== 'object') return text(given);
  const { lon, lat } = given as { lon?: unknown; lat?: unknown };
  return (order === 'latlon' ? [lat, lon] : [lon, lat]).join(';');
}

/** Position of a record by its columns; a string is a reason why it has none that can be read. */
function positionOf(position: NonNullable<Mapping['position']>, values: Row['values']): { geometry: GivenGeometry } | { problem: string } {
  if ('text' in position) {
    const given = values[position.text] as GivenGeometry | { type: 'Feature'; geometry: GivenGeometry } | undefined;
    // Portals wrap a shape into a feature.
    if (given && typeof given === 'object') return { geometry: given.type === 'Feature' ? given.geometry : given };
    return { geometry: text(given) || null };
  }
  const [first, second] = 'pair' in position ? pairIn(values[position.pair], position.order).replaceAll(/[()[\]]/g, '').split(/\s*[;,]\s*|\s+/) : [text(values[position.x]), text(values[position.y])];
  const [x, y] = 'pair' in position && position.order === 'latlon' ? [second, first] : [first, second];
  if (!x && !y) return { geometry: null };
  const [longitude, latitude] = [readNumber(x ?? ''), readNumber(y ?? '')];
  if (longitude === null || latitude === null) return { problem: `coordonnée illisible : « ${x ?? ''} », « ${y ?? ''} »` };
  return { geometry: { type: 'Point', coordinates: [longitude, latitude] } };
}

/** A record by a mapping. */
export function readByMapping(layer: LayerDefinition, mapping: Mapping): (row: Row) => Reading {
  const fields = importedFieldsOf(layer).filter(([name]) => mapping.fields[name] !== undefined);
  // A list of codes has rows too, and some layers ask for little more.
  const somewhere = mapping.position !== null || fields.some(([name]) => ['address', 'quartier', 'street'].includes(name));
  return ({ values, geometry }) => {
    if (!somewhere && geometry === undefined && layer.selectable) return { problem: 'aucune colonne ne dit où c’est : ni géométrie, ni longitude et latitude, ni adresse' };
    const properties: Record<string, unknown> = {};
    for (const [name, field] of fields) {
      const value = readValue(field, values[mapping.fields[name]!]);
      if (value !== null) properties[name] = value;
    }
    if (!mapping.position) return { properties, ...(geometry === undefined ? {} : { geometry }), srid: mapping.srid };
    const placed = positionOf(mapping.position, values);
    return 'problem' in placed ? placed : { properties, geometry: placed.geometry, srid: mapping.srid };
  };
}
