// What the data pages show of a layer, the same from the server and in the browser.
import type { Dataset, DatasetDetail, DatasetField } from './contract/catalogue.ts';
import { day, fieldText, shortDay, upperFirst } from './format.ts';
import { commonFields, type Field } from './layer.ts';
import { catalogue as words } from './messages-catalogue.ts';

/** `du 1 octobre 2025 au 3 novembre 2026`; null where nothing is dated. */
export const datasetRange = ({ first, last }: Dataset): string | null => (first && last ? words.range(day(first), day(last)) : null);

export const demoNote = ({ demo, count }: Dataset): string | null => (demo === 0 ? null : demo === count ? words.demoAll : words.demoPart(demo, count));

/** How many, by what their position is worth, in the order of the code list; then what is demonstration and what has no place. */
export function qualityRows({ count, accuracy, demo, unplaced }: Dataset): { title: string; count: number }[] {
  const codes = Object.entries(commonFields.accuracy.codes).filter(([code]) => (accuracy[code] ?? 0) > 0);
  return [
    { title: words.count, count },
    ...codes.map(([code, title]) => ({ title: upperFirst(title), count: accuracy[code]! })),
    ...(unplaced > 0 ? [{ title: upperFirst(words.unplaced), count: unplaced }] : []),
    ...(demo > 0 ? [{ title: words.ofDemo, count: demo }] : []),
  ];
}

/** `nombre, m² · calculé`. */
export function fieldKind({ type, unit, derived, required }: DatasetField): string {
  return [[words.types[type] ?? type, unit].filter(Boolean).join(', '), derived && words.computed, required && words.required].filter(Boolean).join(' · ');
}

/** Where the parts of a dataset's page are. */
export const datasetParts = [['telecharger', words.short.download], ['qualite', words.short.quality], ['sources', words.short.sources], ['extrait', words.short.sample], ['champs', words.short.fields], ['usage', words.short.use]] as const;

const aside = ['json', 'hours', 'url'];

/** The columns of an extract: the name and what the layer says itself, where some row has a value. */
export function sampleFields({ fields, sample }: DatasetDetail): DatasetField[] {
  const told = fields.filter(({ name, type }) => !aside.includes(type) && sample.some(({ properties }) => properties[name] !== null && properties[name] !== undefined && properties[name] !== ''));
  const common = new Set<string>(Object.keys(commonFields));
  const own = told.filter(({ name }) => name !== 'id' && !common.has(name));
  return [...own.slice(0, 6), ...told.filter(({ name }) => name === 'address' || name === 'vintage' || name === 'source')];
}

export function sampleText({ type, unit, codes }: DatasetField, value: unknown, timeZone: string): string {
  if (type === 'date' || type === 'datetime') return value ? shortDay(String(value), timeZone) : '';
  return fieldText({ title: '', type: type as Field['type'], ...(unit ? { unit: unit as NonNullable<Field['unit']> } : {}), ...(codes ? { codes } : {}) }, value, timeZone) ?? '';
}
