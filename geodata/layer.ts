// What a layer is: the one shape that items, tiles, imports, lists, cards and legends are all derived from.

export type ThemeId = 'emploi' | 'epiceries' | 'fonds' | 'commerces' | 'jardins';

/** `text` is free; `code` is one of `codes`; `date` is ISO 8601 `YYYY-MM-DD`; `hours` is the OSM opening_hours syntax; `json` is structured and read-only. */
export type FieldType =
  | 'text' | 'code' | 'integer' | 'number' | 'boolean' | 'date' | 'datetime' | 'hours' | 'url' | 'phone' | 'email' | 'json';

export interface Field {
  /** French, as a person reads it in a card or a column head. */
  title: string;
  type: FieldType;
  unit?: 'm²' | 'm' | '€' | 'habitants' | 'parcelles' | 'voix' | 'personnes' | 'km²';
  /** Code list: code → French label. Only with type `code`. */
  codes?: Readonly<Record<string, string>>;
  /** First zoom at which the property travels in tiles; absent: never. */
  tileFrom?: number;
  /** An import without it is refused. */
  required?: true;
  /** Computed by the database: shown and published, refused in an import. */
  derived?: true;
  /** Taken by an import and handed to the layer's `receive_<layer>()` in SQL; never published. */
  private?: true;
  /** In a download it stands in the place of this derived field, in the form in which an import takes it back. */
  carries?: string;
  /** Known through dated observations: an import records one instead of writing the column. */
  observed?: true;
  /** Led by another part of the application once it is imported (a project's stage, by its fund): no editor changes it by hand. */
  governed?: true;
  /** One sentence for the API documentation where the title does not say enough. */
  description?: string;
}

export interface LegendClass {
  /** Value of the field the classes are cut by: a code, or the upper bound (exclusive) of a number. */
  value?: string;
  upTo?: number;
  label: string;
  color: string;
  /** State is never colour alone. */
  mark?: 'filled' | 'hollow' | 'dashed' | 'pale';
}

export interface LayerDefinition {
  id: string;
  /** The theme that tells its story, or `fond` for context. */
  theme: ThemeId | 'fond';
  /** Private layers are in no tile, collection, search or page. */
  public: boolean;
  geometry: 'point' | 'line' | 'polygon' | 'mixed';
  /** French, plural then singular, with the gender needed for sentences (« aucun jardin », « aucune épicerie »). */
  title: string;
  one: string;
  gender: 'm' | 'f';
  description: string;
  /** Published properties in the order a card shows them. `name` and the common fields are in every layer. */
  fields: Readonly<Record<string, Field>>;
  /** Drawn and explained from the same list. */
  legend?: { by: string; classes: readonly LegendClass[] };
  /** Tiles hold the layer from this zoom on. */
  minZoom: number;
  /** First zoom of the common properties in its tiles where it is not the usual one; null: never. */
  tiled?: { readonly name?: number | null; readonly demo?: number | null };
  /** Below this zoom features are counted into stored cells instead of drawn one by one. */
  cellsBelow?: number;
  /** Whether a person can choose a feature (card, list, page), or only sees it as context. */
  selectable: boolean;
  /** Found through /api/search. */
  searchable: boolean;
  /** Other features are placed in it: when it changes, they are placed anew. */
  boundary?: true;
}

/** Where a feature comes from and how far to trust it: the same in every layer. */
export const commonFields = {
  name: { title: 'Nom', type: 'text', tileFrom: 12, description: 'Nom usuel ; vide pour une unité sans enseigne.' },
  address: { title: 'Adresse', type: 'text' },
  quartier: { title: 'Quartier', type: 'text', derived: true, description: 'Code du quartier qui contient le lieu.' },
  commune: { title: 'Commune', type: 'text', derived: true, description: 'Code INSEE de la commune qui contient le lieu.' },
  source: { title: 'Source', type: 'text', required: true },
  source_id: { title: 'Identifiant dans la source', type: 'text', required: true },
  licence: { title: 'Licence', type: 'text', required: true },
  vintage: { title: 'Date de la donnée', type: 'date', required: true },
  accuracy: {
    title: 'Précision', type: 'code', required: true,
    codes: {
      exacte: 'position exacte',
      approchee: 'position approchée',
      trace_approximatif: 'tracé approximatif, non officiel',
      inconnue: 'position inconnue',
    },
  },
  accuracy_m: { title: 'Rayon d’incertitude', type: 'number', unit: 'm' },
  demo: { title: 'Données de démonstration', type: 'boolean', required: true, tileFrom: 13, description: 'Vrai pour ce qui est généré, faute de source ouverte.' },
  updated_at: { title: 'Mis à jour le', type: 'datetime', derived: true },
} as const satisfies Record<string, Field>;

/** Every published property of a layer, in order: its own between name and provenance. */
export function fieldsOf(layer: LayerDefinition): Record<string, Field> {
  const { name, address, quartier, commune, ...provenance } = commonFields;
  const own = Object.fromEntries(Object.entries(layer.fields).filter(([, field]) => !field.private));
  return { name, ...own, address, quartier, commune, ...provenance };
}

/** What travels in the layer's tiles, and from which zoom on. */
export function tileFieldsOf(layer: LayerDefinition): { name: string; field: Field; from: number }[] {
  const unusual: Record<string, number | null | undefined> = { ...layer.tiled };
  return Object.entries(fieldsOf(layer)).flatMap(([name, field]) => {
    const from = unusual[name] === undefined ? field.tileFrom : unusual[name];
    return from === undefined || from === null ? [] : [{ name, field, from }];
  });
}

/** Columns an import writes: published, neither derived nor known by observation. A place without position says its quartier itself. */
export function writtenFieldsOf(layer: LayerDefinition): string[] {
  return Object.entries(fieldsOf(layer)).filter(([name, field]) => (!field.derived && !field.observed) || name === 'quartier').map(([name]) => name);
}

/** What an editor may change by hand: neither computed, nor led by something else, nor where the feature comes from. An observation made by hand is of today. */
export function editableFieldsOf(layer: LayerDefinition): [name: string, field: Field][] {
  const fixed = ['source', 'source_id', 'demo'];
  return Object.entries(fieldsOf(layer)).filter(([name, field]) => !field.derived && !field.governed && field.type !== 'json' && !(field.observed && field.type === 'date') && !fixed.includes(name));
}

/** Whether a person may add one by hand: not where something else leads what every feature must say. */
export function isAddedByHand(layer: LayerDefinition): boolean {
  return layer.public && !Object.values(layer.fields).some((field) => field.required && field.governed);
}

/** What an import hands to the layer's `receive_<layer>()` in SQL instead of writing it. */
export function receivedFieldsOf(layer: LayerDefinition): string[] {
  return Object.entries(layer.fields).filter(([, field]) => field.private || field.observed).map(([name]) => name);
}

/** Keeps the literal types of a definition while checking its shape. */
export function defineLayer<const Definition extends LayerDefinition>(definition: Definition): Definition {
  return definition;
}
