// A filter's tree in SQL: every value is a parameter, every name comes from the vocabulary, every operand has a type that is checked.
import { fieldsOf, type Field, type LayerDefinition } from '../../geodata/layer.ts';
import type { ReferenceSystem } from '../../geodata/reference-systems.ts';
import { arithmetic, comparisons, filterFault, spatialNames, type Node } from './node.ts';
import { spatialPredicate, type PlaceValue, type SpatialOperand } from './spatial.ts';
import { lastInstant, temporalPredicate, type Span } from './temporal.ts';

type ValueType = 'text' | 'number' | 'boolean' | 'date' | 'timestamp';
interface Value { sql: string; type: ValueType }

/** The name that the geometry has in a filter. */
export const geometryName = 'geometry';

const typeNames: Record<ValueType | 'interval' | 'shape', string> = {
  text: 'un texte', number: 'un nombre', boolean: 'une condition', date: 'une date', timestamp: 'un instant', interval: 'un intervalle', shape: 'une géométrie',
};

const valueTypes: Record<Exclude<Field['type'], 'json'>, ValueType> = {
  text: 'text', code: 'text', hours: 'text', url: 'text', phone: 'text', email: 'text',
  integer: 'number', number: 'number', boolean: 'boolean', date: 'date', datetime: 'timestamp',
};

const isMoment = (type: ValueType) => type === 'date' || type === 'timestamp';

/** What can be asked of a layer's features, by filter or by parameter: every published property that is one value. */
export function queryableFields(layer: LayerDefinition): Record<string, Field> {
  return Object.fromEntries(Object.entries(fieldsOf(layer)).filter(([, field]) => field.type !== 'json'));
}

class Writer {
  readonly used = new Set<string>();
  readonly #fields: Readonly<Record<string, Field>>;
  readonly #system: ReferenceSystem;
  readonly #place: PlaceValue;

  constructor(layer: LayerDefinition, system: ReferenceSystem, place: PlaceValue) {
    this.#fields = queryableFields(layer);
    this.#system = system;
    this.#place = place;
  }

  /** Raises 400 unless it is true or false. */
  condition(node: Node): string {
    const { sql, type } = this.#value(node);
    if (type !== 'boolean') throw filterFault(node.at, `une condition était attendue, et non ${typeNames[type]}.`);
    return sql;
  }

  #value(node: Node): Value {
    switch (node.is) {
      case 'text': return { sql: `${this.#place(node.value)}::text`, type: 'text' };
      case 'number': return { sql: `${this.#place(node.value)}::float8`, type: 'number' };
      case 'boolean': return { sql: String(node.value), type: 'boolean' };
      case 'date': return { sql: `${this.#place(node.value)}::date`, type: 'date' };
      case 'timestamp': return { sql: `${this.#place(node.value)}::timestamptz`, type: 'timestamp' };
      case 'property': return this.#property(node.at, node.name);
      case 'call': return this.#call(node);
      case 'interval': case 'shape': throw filterFault(node.at, `une valeur était attendue, et non ${typeNames[node.is]}.`);
    }
  }

  #property(at: Node['at'], name: string): Value {
    const field = Object.hasOwn(this.#fields, name) ? this.#fields[name] : undefined;
    if (!field && name === geometryName) throw filterFault(at, 'une valeur était attendue, et non une géométrie.');
    if (!field) throw filterFault(at, `la propriété « ${name.slice(0, 60)} » n’existe pas dans cette collection (voir queryables).`);
    this.used.add(name);
    const type = valueTypes[field.type as Exclude<Field['type'], 'json'>];
    return { sql: type === 'number' ? `item.${name}::float8` : `item.${name}`, type };
  }

  #expect(node: Node, ...types: ValueType[]): Value {
    const value = this.#value(node);
    if (types.includes(value.type)) return value;
    throw filterFault(node.at, `${typeNames[types[0]!]} était attendu, et non ${typeNames[value.type]}.`);
  }

  /** The second operand brought to the first one's type. Days and instants can be compared; nothing else is converted. */
  #alike(first: Value, node: Node): { one: string; other: string } {
    const second = this.#value(node);
    if (first.type === second.type) return { one: first.sql, other: second.sql };
    if (isMoment(first.type) && isMoment(second.type)) return { one: `(${first.sql})::timestamptz`, other: `(${second.sql})::timestamptz` };
    const hint = isMoment(first.type) && second.type === 'text' ? ' : écrivez DATE(\'AAAA-MM-JJ\') ou TIMESTAMP(\'AAAA-MM-JJTHH:MM:SSZ\')' : '';
    throw filterFault(node.at, `${typeNames[first.type]} ne se compare pas à ${typeNames[second.type]}${hint}.`);
  }

  #call(node: Node & { is: 'call' }): Value {
    const { at, name, operands } = node;
    const [first, second, third] = operands as [Node, Node, Node];
    const truth = (sql: string): Value => ({ sql, type: 'boolean' });
    if (name === 'and' || name === 'or') return truth(`(${operands.map((operand) => this.condition(operand)).join(` ${name} `)})`);
    if (name === 'not') return truth(`(not ${this.condition(first)})`);
    if (comparisons.has(name)) {
      const { one, other } = this.#alike(this.#value(first), second);
      return truth(`(${one} ${name} ${other})`);
    }
    if (name === 'isNull') return truth(this.#isNull(first));
    if (name === 'like') return truth(`(${this.#expect(first, 'text').sql} like ${this.#pattern(second)})`);
    if (name === 'between') {
      const value = this.#expect(first, 'number', 'date', 'timestamp');
      const [low, high] = [this.#alike(value, second), this.#alike(value, third)];
      return truth(`(${low.one} >= ${low.other} and ${high.one} <= ${high.other})`);
    }
    if (name === 'in') {
      const value = this.#value(first);
      return truth(`(${operands.slice(1).map((operand) => { const { one, other } = this.#alike(value, operand); return `${one} = ${other}`; }).join(' or ')})`);
    }
    if (name === 'casei' || name === 'accenti') return { sql: fold(name, this.#expect(first, 'text').sql), type: 'text' };
    if (arithmetic.has(name)) return { sql: calculate(name, this.#expect(first, 'number').sql, this.#expect(second, 'number').sql), type: 'number' };
    if (spatialNames.has(name)) return truth(spatialPredicate(at, name, [this.#shape(first), this.#shape(second)], this.#system, this.#place));
    return truth(temporalPredicate(at, name, [this.#span(first), this.#span(second)]));
  }

  #isNull(node: Node): string {
    if (node.is === 'property' && node.name === geometryName) return '(item.geom is null)';
    if (node.is === 'shape') return 'false';
    if (node.is === 'interval') return `(${[node.from, node.to].filter((bound) => bound !== null).map((bound) => `${this.#value(bound).sql} is null`).join(' or ') || 'false'})`;
    return `(${this.#value(node).sql} is null)`;
  }

  #pattern(node: Node): string {
    if (node.is === 'text') {
      if (/^(?:[^\\]|\\.)*\\$/s.test(node.pattern)) throw filterFault(node.at, 'le modèle finit par la barre oblique qui annonce un caractère.');
      return `${this.#place(node.pattern)}::text`;
    }
    if (node.is === 'call' && (node.name === 'casei' || node.name === 'accenti')) return fold(node.name, this.#pattern(node.operands[0]!));
    throw filterFault(node.at, 'un modèle entre apostrophes était attendu, « % » pour plusieurs caractères et « _ » pour un.');
  }

  #shape(node: Node): SpatialOperand {
    if (node.is === 'shape') return { shape: node.shape, at: node.at };
    if (node.is === 'property' && node.name === geometryName) return { column: 'item.geom' };
    throw filterFault(node.at, `une géométrie était attendue : « ${geometryName} », POINT(…), POLYGON(…), BBOX(…)…`);
  }

  #moment(node: Node): { sql: () => string; type: ValueType } {
    if (node.is === 'date' || node.is === 'timestamp') return { sql: () => this.#value(node).sql, type: node.is };
    const { sql, type } = this.#expect(node, 'date', 'timestamp');
    return { sql: () => sql, type };
  }

  #span(node: Node): Span {
    if (node.is !== 'interval') {
      const { sql, type } = this.#moment(node);
      return { from: sql, to: sql, interval: false, days: type === 'date' };
    }
    const [from, to] = [node.from && this.#moment(node.from), node.to && this.#moment(node.to)];
    const days = [from, to].every((bound) => bound === null || bound.type === 'date');
    const type = days ? 'date' : 'timestamptz';
    return {
      from: () => (from ? `(${from.sql()})::${type}` : `'-infinity'::${type}`),
      to: () => (to ? (!days && to.type === 'date' ? lastInstant(to.sql()) : `(${to.sql()})::${type}`) : `'infinity'::${type}`),
      interval: true, days,
    };
  }
}

/** Full case folding asks for ICU, whose upper case of ß is SS and of ς is Σ; accents are folded on composed letters. */
function fold(name: 'casei' | 'accenti', sql: string): string {
  return name === 'casei' ? `upper((${sql}) collate "und-x-icu")` : `public.unaccent('public.unaccent'::regdictionary, normalize(${sql}, NFC))`;
}

/** A division by zero has no value: the feature is then neither in nor out, and left out. */
function calculate(name: string, one: string, other: string): string {
  switch (name) {
    case '/': return `(${one} / nullif(${other}, 0))`;
    case 'div': return `trunc(${one} / nullif(${other}, 0))`;
    case '%': return `mod((${one})::numeric, nullif((${other})::numeric, 0))::float8`;
    case '^': return `power(${one}, ${other})`;
    default: return `(${one} ${name} ${other})`;
  }
}

/**
 * The filter as a condition on `item`, with the properties it reads; values are placed by `place`, which returns their `$n`.
 * Geometries are in `system`. Raises 400 with the place of what does not fit.
 */
export function filterCondition(filter: Node, { layer, system, place }: { layer: LayerDefinition; system: ReferenceSystem; place: PlaceValue }): { sql: string; used: ReadonlySet<string> } {
  const writer = new Writer(layer, system, place);
  return { sql: writer.condition(filter), used: writer.used };
}
