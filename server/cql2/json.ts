// Reads a CQL2 JSON filter (OGC 21-065r2, clause 8.3) into the same tree as the text.
import { arithmetic, arrayNames, boundNode, comparisons, dateNode, filterFault, intervalNode, limits, spatialNames, temporalNames, timestampNode, type Node } from './node.ts';
import { shapeOfJson } from './shape.ts';

/** How many operands each operation takes: least and most. */
function operandsOf(name: string): readonly [number, number] | undefined {
  if (name === 'and' || name === 'or') return [2, Infinity];
  if (name === 'not' || name === 'isNull' || name === 'casei' || name === 'accenti') return [1, 1];
  if (name === 'between') return [3, 3];
  if (name === 'in' || name === 'like' || comparisons.has(name) || arithmetic.has(name) || spatialNames.has(name) || temporalNames.has(name)) return [2, 2];
  return undefined;
}

class Reader {
  #nodes = 0;

  read(at: string, value: unknown, depth: number): Node {
    this.#nodes += 1;
    if (this.#nodes > limits.nodes || depth > limits.depth) throw filterFault(at, `le filtre a plus de ${limits.nodes} opérations ou ${limits.depth} niveaux.`);
    if (typeof value === 'string') {
      if (value.includes('\0')) throw filterFault(at, 'un caractère nul ne peut se trouver dans un texte.');
      return { at, is: 'text', value, pattern: value };
    }
    if (typeof value === 'number') return { at, is: 'number', value };
    if (typeof value === 'boolean') return { at, is: 'boolean', value };
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw filterFault(at, 'une opération, une propriété ou une valeur était attendue.');
    const written = value as Record<string, unknown>;
    if (typeof written.property === 'string') return { at, is: 'property', name: written.property };
    if (typeof written.date === 'string') return dateNode(at, written.date);
    if (typeof written.timestamp === 'string') return timestampNode(at, written.timestamp);
    if (Array.isArray(written.interval)) return this.#interval(`${at}.interval`, written.interval);
    const shape = shapeOfJson(at, written);
    if (shape) return { at, is: 'shape', shape };
    if (typeof written.op === 'string') return this.#call(at, written.op, written.args, depth);
    throw filterFault(at, 'une opération, une propriété ou une valeur était attendue.');
  }

  #interval(at: string, bounds: readonly unknown[]): Node {
    if (bounds.length !== 2) throw filterFault(at, 'un intervalle a deux bornes.');
    const [from, to] = bounds.map((bound, index) => {
      const place = `${at}[${index}]`;
      if (typeof bound === 'string') return boundNode(place, bound);
      const { property } = (bound ?? {}) as { property?: unknown };
      if (typeof property !== 'string') throw filterFault(place, 'une date, un instant, « .. » ou une propriété était attendu.');
      return { at: place, is: 'property', name: property } as const;
    });
    return intervalNode(at, from!, to!);
  }

  #call(at: string, op: string, args: unknown, depth: number): Node {
    // The schema writes t_finishedBy, the text has no case.
    const name = /^[sta]_/i.test(op) ? op.toLowerCase() : op;
    if (arrayNames.has(name)) throw filterFault(`${at}.op`, `${name} compare des listes, et aucune propriété n’en est une ici.`);
    const number = operandsOf(name);
    if (!number) throw filterFault(`${at}.op`, `l’opération « ${name.slice(0, 40)} » est inconnue.`);
    const minus = name === '-' && Array.isArray(args) && args.length === 1;
    if (!Array.isArray(args) || ((args.length < number[0] || args.length > number[1]) && !minus)) throw filterFault(`${at}.args`, `${name} prend ${number[0]} opérande${number[0] > 1 ? 's' : ''}.`);
    const operand = (value: unknown, index: number) => this.read(`${at}.args[${index}]`, value, depth + 1);
    if (minus) return { at, is: 'call', name: '*', operands: [{ at, is: 'number', value: -1 }, operand(args[0], 0)] };
    if (name !== 'in') return { at, is: 'call', name, operands: args.map(operand) };
    const list = args[1] as unknown;
    if (!Array.isArray(list) || list.length === 0) throw filterFault(`${at}.args[1]`, 'une liste de valeurs était attendue.');
    return { at, is: 'call', name, operands: [operand(args[0], 0), ...list.map((value, index) => this.read(`${at}.args[1][${index}]`, value, depth + 1))] };
  }
}

/** The tree of a CQL2 JSON filter. Raises 400 with the path of what cannot be read. */
export function readJson(source: string): Node {
  if (source.length > limits.characters) throw filterFault(limits.characters, `le filtre dépasse ${limits.characters} caractères.`);
  let value: unknown;
  try {
    value = JSON.parse(source);
  } catch (error) {
    const position = /position (\d+)/.exec((error as Error).message)?.[1];
    throw filterFault(position === undefined ? '$' : Number(position) + 1, 'du JSON était attendu.');
  }
  return new Reader().read('$', value, 0);
}
