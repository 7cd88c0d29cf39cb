// JSON Schema for people: a form in a line, the fields of an object as rows, and a body to begin from.
import { explorer as words } from '../../../geodata/messages-api.ts';

export type Schema = Readonly<Record<string, unknown>>;

const partsOf = (schema: Schema): readonly Schema[] => (schema.anyOf ?? schema.oneOf ?? []) as readonly Schema[];
const itemsOf = (schema: Schema): Schema | undefined => schema.items as Schema | undefined;
const propertiesOf = (schema: Schema): [string, Schema][] => Object.entries((schema.properties ?? {}) as Record<string, Schema>);

/** Its type, its values, its bounds. */
export function inShort(schema: Schema = {}): string {
  const { type, format, enum: values, minimum, maximum, maxLength, default: preset } = schema;
  const parts = partsOf(schema);
  if (parts.length > 0) return [...new Set(parts.map(inShort))].join(` ${words.either} `);
  if (type === 'array') return [words.list, itemsOf(schema) && `${words.of} ${inShort(itemsOf(schema))}`].filter(Boolean).join(' ');
  if (type === 'object') return words.object;
  const listed = Array.isArray(values) ? values.filter((value) => value !== null).map((value) => String(value) || words.empty) : [];
  const kind = listed.length > 0 ? `${listed.slice(0, 12).join(' | ')}${listed.length > 12 ? ' …' : ''}` : words.types[String(format ?? '')] ?? words.types[String(type ?? '')] ?? words.any;
  // Zod's safe integers bound every number: that says nothing.
  const bound = (value: unknown, sign: string) => typeof value === 'number' && Math.abs(value) < Number.MAX_SAFE_INTEGER && `${sign} ${value}`;
  return [kind, bound(minimum, '≥'), bound(maximum, '≤'), typeof maxLength === 'number' && maxLength < 4000 && listed.length === 0 && `≤ ${maxLength} car.`, preset !== undefined && `${words.or} ${String(preset)}`].filter(Boolean).join(' ; ');
}

export interface FieldRow { name: string; required: boolean; form: string }

/** The fields of an object, or of a list of objects, three levels deep: `rows[].id`. */
export function fieldRows(schema: Schema, prefix = '', depth = 3): FieldRow[] {
  const inner = schema.type === 'array' ? itemsOf(schema) : partsOf(schema).find(({ type }) => type === 'object' || type === 'array') ?? schema;
  if (schema.type === 'array') return inner ? fieldRows(inner, `${prefix}[]`, depth) : [];
  if (inner !== schema && inner) return fieldRows(inner, prefix, depth);
  const required = (schema.required ?? []) as readonly string[];
  return propertiesOf(schema).flatMap(([name, property]) => {
    const path = prefix === '' ? name : `${prefix}.${name}`;
    return [{ name: path, required: required.includes(name), form: inShort(property) }, ...(depth > 1 ? fieldRows(property, path, depth - 1) : [])];
  });
}

/** A value of this form: required fields only, the first of each choice. */
export function exampleOf(schema: Schema): unknown {
  const { type, format, enum: values, minimum, default: preset, pattern } = schema;
  const parts = partsOf(schema);
  if (preset !== undefined) return preset;
  if (parts.length > 0) return exampleOf(parts[0]!);
  if (Array.isArray(values)) return values[0];
  switch (type) {
    case 'array': return (schema.minItems as number | undefined) ? [exampleOf(itemsOf(schema) ?? {})] : [];
    case 'object': {
      const required = (schema.required ?? []) as readonly string[];
      const all = propertiesOf(schema);
      // Where nothing is required, one field shows how.
      const shown = required.length > 0 ? all.filter(([name]) => required.includes(name)) : all.slice(0, 1);
      return Object.fromEntries(shown.map(([name, property]) => [name, exampleOf(property)]));
    }
    case 'integer': case 'number': return typeof minimum === 'number' && Math.abs(minimum) < Number.MAX_SAFE_INTEGER ? Math.max(minimum, 1) : 1;
    case 'boolean': return true;
    case 'string': return { date: '2026-11-24', 'date-time': '2026-11-24T18:00:00+01:00', email: 'prenom@exemple.fr', uuid: '00000000-0000-4000-8000-000000000000', uri: 'https://exemple.fr' }[String(format)] ?? (pattern ? '1' : '…');
    default: return null;
  }
}
