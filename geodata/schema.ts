// Property schemas derived from the layer definitions: what an import accepts, and what JSON Schema publishes.
import { z } from 'zod';
import { fieldsOf, receivedFieldsOf, writtenFieldsOf, type Field, type LayerDefinition } from './layer.ts';

const codeSchema = (field: Field) => z.enum(Object.keys(field.codes ?? {}) as [string, ...string[]], { error: (issue) => `code inconnu « ${String(issue.input)} » (attendu : ${Object.keys(field.codes ?? {}).join(', ')})` });

function valueSchema(field: Field): z.ZodType {
  switch (field.type) {
    case 'text': case 'hours': case 'phone': return z.string({ error: 'un texte' }).max(4000).refine((text) => !text.includes('\0'), 'caractère nul');
    case 'email': return z.email('une adresse de courriel');
    case 'url': return z.url({ protocol: /^https?$/, error: 'une adresse http(s)' });
    case 'code': return codeSchema(field);
    case 'integer': return z.int32({ error: 'un nombre entier' });
    case 'number': return z.number({ error: 'un nombre' });
    case 'boolean': return z.boolean({ error: 'vrai ou faux' });
    case 'date': return z.iso.date('une date AAAA-MM-JJ');
    case 'datetime': return z.iso.datetime({ offset: true, error: 'un instant ISO 8601' });
    case 'json': return z.json();
  }
}

/** What an import accepts of one feature's properties; unknown properties are set aside, derived ones ignored. */
export function importSchema(layer: LayerDefinition): z.ZodObject {
  const all: Record<string, Field> = { ...fieldsOf(layer), ...layer.fields };
  const names = new Set([...writtenFieldsOf(layer), ...receivedFieldsOf(layer)]);
  return z.object(Object.fromEntries([...names].map((name) => {
    const field = all[name] as Field;
    const value = valueSchema(field);
    return [name, field.required ? value : value.nullish()];
  })));
}

const schemas = new WeakMap<LayerDefinition, z.ZodObject>();

/** Built once a layer: an import asks a million times. */
function schemaOf(layer: LayerDefinition): z.ZodObject {
  let schema = schemas.get(layer);
  if (!schema) schemas.set(layer, schema = importSchema(layer));
  return schema;
}

export interface Fault { parameter: string; reason: string }

/** One feature's properties as an import or an editor gives them: what is kept of them, and every field that does not fit. */
export function readProperties(layer: LayerDefinition, properties: Readonly<Record<string, unknown>>): { kept: Record<string, unknown>; faults: readonly Fault[] } {
  const reading = schemaOf(layer).safeParse(properties);
  if (reading.success) return { kept: reading.data, faults: [] };
  return {
    kept: {},
    faults: reading.error.issues.map((issue) => ({ parameter: issue.path.join('.'), reason: properties[String(issue.path[0])] === undefined ? 'manque' : issue.message })),
  };
}

/** Whether a field can hold this. */
export const fits = (field: Field, value: unknown): boolean => valueSchema(field).safeParse(value).success;

/** JSON Schema (2020-12) of the published properties of a layer. */
export function publishedSchema(layer: LayerDefinition): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fieldsOf(layer)).map(([name, field]) => {
    const types: Record<Field['type'], Record<string, unknown>> = {
      text: { type: 'string' }, hours: { type: 'string' }, phone: { type: 'string' },
      email: { type: 'string', format: 'email' }, url: { type: 'string', format: 'uri' },
      code: { type: 'string', enum: Object.keys(field.codes ?? {}) },
      integer: { type: 'integer' }, number: { type: 'number' }, boolean: { type: 'boolean' },
      date: { type: 'string', format: 'date' }, datetime: { type: 'string', format: 'date-time' }, json: {},
    };
    const title = field.unit ? `${field.title} (${field.unit})` : field.title;
    return [name, { title, ...(field.description ? { description: field.description } : {}), ...types[field.type] }];
  }));
}
