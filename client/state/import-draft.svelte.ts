// How a file is to be read, as the form holds it: text by text, from what was understood, and back to what the server takes.
import type { ColumnMapping, ImportSettings, LayerImport } from '../../geodata/contract/imports.ts';
import type { LayerId } from '../../geodata/layers.ts';
import { importedFields } from './import-layers.ts';

/** What the reading fills in by itself. */
const givenAnyway = ['accuracy', 'accuracy_m', 'demo'];
const provenance = ['source', 'licence', 'vintage'] as const;
type Provenance = (typeof provenance)[number];

type How = 'none' | 'xy' | 'pair' | 'text';

export class ImportDraft {
  readonly #made: LayerImport;
  /** A profile's id; empty: by columns. */
  profile = $state('');
  fields: Record<string, string> = $state({});
  how: How = $state('none');
  x = $state('');
  y = $state('');
  pair = $state('');
  order: 'latlon' | 'lonlat' = $state('latlon');
  text = $state('');
  srid = $state('');
  source = $state('');
  licence = $state('');
  vintage = $state('');
  table = $state('');
  encoding = $state('');
  delimiter = $state('');

  constructor(made: LayerImport) {
    this.#made = made;
    const { settings, mapping, profile } = made;
    this.profile = profile ?? '';
    this.fields = { ...mapping?.fields };
    const position = mapping?.position ?? null;
    if (position && 'x' in position) [this.how, this.x, this.y] = ['xy', position.x, position.y];
    else if (position && 'pair' in position) [this.how, this.pair, this.order] = ['pair', position.pair, position.order];
    else if (position) [this.how, this.text] = ['text', position.text];
    this.srid = mapping?.srid ? String(mapping.srid) : '';
    for (const name of [...provenance, 'table', 'encoding', 'delimiter'] as const) this[name] = settings[name] ?? '';
  }

  /** Whether neither a column nor a profile says it. */
  lacks(name: string): boolean {
    return this.profile === '' && !this.fields[name];
  }

  /** Required by the layer, and said by nothing yet. */
  get missing(): string[] {
    if (this.profile !== '') return [];
    return importedFields(this.#made.layer as LayerId).filter(([name, field]) => field.required && !givenAnyway.includes(name) && this.lacks(name) && !(provenance.includes(name as Provenance) && this[name as Provenance].trim())).map(([name]) => name);
  }

  get settings(): ImportSettings {
    const { settings: former } = this.#made;
    const file = Object.fromEntries((['table', 'encoding', 'delimiter'] as const).flatMap((name) => (this[name].trim() === '' ? [] : [[name, name === 'table' ? this[name].trim() : this[name]]]))) as Partial<ImportSettings>;
    // Read in another way it has other columns: they are guessed anew.
    const otherwise = this.#made.columns.length === 0 || (['table', 'encoding', 'delimiter'] as const).some((name) => (file[name] ?? '') !== (former[name] ?? ''));
    const told = Object.fromEntries(provenance.flatMap((name) => (this[name].trim() === '' ? [] : [[name, this[name].trim()]])));
    return {
      ...file, ...told, ...(former.complete === undefined ? {} : { complete: former.complete }),
      ...(otherwise ? {} : this.profile !== '' ? { profile: this.profile } : { profile: null, mapping: this.#mapping }),
    };
  }

  get #mapping(): ColumnMapping {
    const positions: Record<How, ColumnMapping['position']> = { none: null, xy: { x: this.x, y: this.y }, pair: { pair: this.pair, order: this.order }, text: { text: this.text } };
    const asked = { none: [], xy: [this.x, this.y], pair: [this.pair], text: [this.text] }[this.how];
    return {
      fields: Object.fromEntries(Object.entries(this.fields).filter(([, column]) => column !== '')),
      position: asked.every(Boolean) ? positions[this.how] : null, srid: this.srid === '' ? null : Number(this.srid),
    };
  }
}
