// A feature's values as a form holds them, text by text, and back; what differs between two states of a feature.
import { editableFieldsOf, type Field } from '../../geodata/layer.ts';
import { layerById, type LayerId } from '../../geodata/layers.ts';
import { fieldText } from '../format.ts';
import type { Properties } from './item.ts';

export type Draft = Record<string, string>;

const toText = (value: unknown): string => (value === null || value === undefined ? '' : typeof value === 'number' ? String(value).replace('.', ',') : String(value));

/** What the form says of a field; text that is no number goes as it is, and the server says so. */
function toValue(field: Field, text: string): unknown {
  const typed = text.trim();
  if (typed === '') return null;
  if (field.type === 'boolean') return typed === 'true';
  if (field.type === 'number' || field.type === 'integer') {
    const number = Number(typed.replace(/[\s\u00a0\u202f]/g, '').replace(',', '.'));
    return Number.isFinite(number) ? number : typed;
  }
  return typed;
}

export function draftOf(layer: LayerId, properties: Properties): Draft {
  return Object.fromEntries(editableFieldsOf(layerById[layer]).map(([name]) => [name, toText(properties[name])]));
}

/** The values that differ from what stands. */
export function changesOf(layer: LayerId, draft: Draft, properties: Properties): Record<string, unknown> {
  return Object.fromEntries(editableFieldsOf(layerById[layer]).flatMap(([name, field]) => {
    const text = draft[name] ?? '';
    return text.trim() === toText(properties[name]).trim() ? [] : [[name, toValue(field, text)]];
  }));
}

export interface Difference { name: string; title: string; one: string | null; other: string | null; differs: boolean }

/** Two states of a feature, field by field, as a person reads them; only the fields that either of them says. */
export function differencesOf(layer: LayerId, one: Properties, other: Properties, timeZone: string): Difference[] {
  return editableFieldsOf(layerById[layer]).flatMap(([name, field]): Difference[] => {
    const [left, right] = [fieldText(field, one[name], timeZone), fieldText(field, other[name], timeZone)];
    return left === null && right === null ? [] : [{ name, title: field.title, one: left, other: right, differs: left !== right }];
  });
}
