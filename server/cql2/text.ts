// Reads a CQL2 text filter by recursive descent, one function a rule of the grammar (OGC 21-065r2, annex B).
import { arithmetic, arrayNames, boundNode, comparisons, dateNode, filterFault, intervalNode, limits, spatialNames, temporalNames, timestampNode, type Node } from './node.ts';
import { readShape, shapeWords } from './shape.ts';
import { tokensOf, type Token } from './tokens.ts';

const keywords = new Set(['and', 'or', 'not', 'like', 'between', 'in', 'is', 'null', 'div']);

/** Walks the tokens; what it expects and does not find is a 400 that says so. */
export class Tokens {
  readonly #tokens: readonly Token[];
  #index = 0;

  constructor(source: string) {
    this.#tokens = tokensOf(source);
  }

  get next(): Token { return this.#tokens[this.#index]!; }
  get at(): number { return this.next.at; }

  take(): Token {
    const token = this.next;
    if (token.is !== 'end') this.#index += 1;
    return token;
  }

  /** The sign or unquoted word that comes, in lower case. */
  get ahead(): string | undefined {
    const token = this.next;
    return token.is === 'sign' ? token.text : token.is === 'word' && !token.quoted ? token.text.toLowerCase() : undefined;
  }

  /** The one after it. */
  get beyond(): string | undefined {
    const token = this.#tokens[this.#index + 1];
    return token?.is === 'sign' ? token.text : token?.is === 'word' && !token.quoted ? token.text.toLowerCase() : undefined;
  }

  skip(text: string): boolean {
    if (this.ahead !== text) return false;
    this.#index += 1;
    return true;
  }

  expect(text: string): void {
    if (!this.skip(text)) throw this.fault(`« ${text.toUpperCase()} »`);
  }

  number(): number {
    const sign = this.skip('-') ? -1 : this.skip('+') ? 1 : 1;
    const token = this.next;
    if (token.is !== 'number') throw this.fault('un nombre');
    this.take();
    return sign * token.value;
  }

  text(): { value: string; at: number } {
    const token = this.next;
    if (token.is !== 'text') throw this.fault("un texte entre apostrophes « ' »");
    this.take();
    return token;
  }

  fault(expected: string) {
    const token = this.next;
    const found = token.is === 'end' ? 'la fin du filtre' : token.is === 'text' ? `« '${token.value.slice(0, 40)}' »` : `« ${token.text.slice(0, 40)} »`;
    return filterFault(token.at, `${expected} était attendu, et non ${found}.`);
  }
}

class Reader {
  readonly #tokens: Tokens;
  #depth = 0;
  #nodes = 0;

  constructor(source: string) {
    this.#tokens = new Tokens(source);
  }

  read(): Node {
    const filter = this.#disjunction();
    if (this.#tokens.next.is !== 'end') throw this.#tokens.fault('un opérateur ou la fin du filtre');
    return filter;
  }

  #call(at: Node['at'], name: string, ...operands: Node[]): Node {
    this.#nodes += 1;
    if (this.#nodes > limits.nodes) throw filterFault(at, `le filtre a plus de ${limits.nodes} opérations.`);
    return { at, is: 'call', name, operands };
  }

  #deeper<Result>(read: () => Result): Result {
    this.#depth += 1;
    if (this.#depth > limits.depth) throw filterFault(this.#tokens.at, `le filtre s’emboîte sur plus de ${limits.depth} niveaux.`);
    try {
      return read();
    } finally {
      this.#depth -= 1;
    }
  }

  #chain(name: 'or' | 'and', part: () => Node): Node {
    const { at } = this.#tokens;
    const parts = [part()];
    while (this.#tokens.skip(name)) parts.push(part());
    return parts.length === 1 ? parts[0]! : this.#call(at, name, ...parts);
  }

  #disjunction(): Node {
    return this.#deeper(() => this.#chain('or', () => this.#chain('and', () => this.#negation())));
  }

  #negation(): Node {
    const { at } = this.#tokens;
    if (this.#tokens.skip('not')) return this.#deeper(() => this.#call(at, 'not', this.#negation()));
    return this.#relation();
  }

  #relation(): Node {
    const left = this.#sum();
    const { at, ahead } = this.#tokens;
    if (ahead !== undefined && comparisons.has(ahead)) {
      this.#tokens.take();
      return this.#call(at, ahead, left, this.#sum());
    }
    if (this.#tokens.skip('is')) {
      const negated = this.#tokens.skip('not');
      this.#tokens.expect('null');
      return this.#unless(negated, this.#call(at, 'isNull', left));
    }
    const negated = this.#tokens.skip('not');
    if (this.#tokens.skip('like')) return this.#unless(negated, this.#call(at, 'like', left, this.#operand()));
    if (this.#tokens.skip('between')) {
      const low = this.#sum();
      this.#tokens.expect('and');
      return this.#unless(negated, this.#call(at, 'between', left, low, this.#sum()));
    }
    if (this.#tokens.skip('in')) {
      this.#tokens.expect('(');
      const list = [this.#sum()];
      while (this.#tokens.skip(',')) list.push(this.#sum());
      this.#tokens.expect(')');
      return this.#unless(negated, this.#call(at, 'in', left, ...list));
    }
    if (negated) throw this.#tokens.fault('« LIKE », « BETWEEN » ou « IN »');
    return left;
  }

  #unless(negated: boolean, node: Node): Node {
    return negated ? this.#call(node.at, 'not', node) : node;
  }

  #sum(): Node {
    let left = this.#product();
    for (;;) {
      const { at, ahead } = this.#tokens;
      if (ahead !== '+' && ahead !== '-') return left;
      this.#tokens.take();
      left = this.#call(at, ahead, left, this.#product());
    }
  }

  #product(): Node {
    let left = this.#power();
    for (;;) {
      const { at, ahead } = this.#tokens;
      if (ahead === undefined || !arithmetic.has(ahead) || ['+', '-', '^'].includes(ahead)) return left;
      this.#tokens.take();
      left = this.#call(at, ahead, left, this.#power());
    }
  }

  #power(): Node {
    const base = this.#factor();
    const { at } = this.#tokens;
    return this.#tokens.skip('^') ? this.#call(at, '^', base, this.#factor()) : base;
  }

  #factor(): Node {
    const { at } = this.#tokens;
    if (this.#tokens.skip('-')) {
      const operand = this.#deeper(() => this.#factor());
      return operand.is === 'number' ? { at, is: 'number', value: -operand.value } : this.#call(at, '*', { at, is: 'number', value: -1 }, operand);
    }
    if (this.#tokens.ahead === '+') return { at, is: 'number', value: this.#tokens.number() };
    return this.#operand();
  }

  #operand(): Node {
    const { at, ahead, beyond } = this.#tokens;
    const token = this.#tokens.next;
    if (token.is === 'number') { this.#tokens.take(); return { at, is: 'number', value: token.value }; }
    if (token.is === 'text') { this.#tokens.take(); return { at, is: 'text', value: token.value, pattern: token.pattern }; }
    if (this.#tokens.skip('(')) {
      const inner = this.#disjunction();
      this.#tokens.expect(')');
      return inner;
    }
    if (token.is !== 'word') throw this.#tokens.fault('une propriété, une valeur ou une parenthèse');
    if (ahead === 'true' || ahead === 'false') { this.#tokens.take(); return { at, is: 'boolean', value: ahead === 'true' }; }
    if (ahead !== undefined && shapeWords.has(ahead) && (beyond === '(' || beyond === 'z')) return { at, is: 'shape', shape: this.#deeper(() => readShape(this.#tokens)) };
    if (ahead !== undefined && beyond === '(') return this.#function(at, ahead);
    if (ahead !== undefined && keywords.has(ahead)) throw this.#tokens.fault('une propriété, une valeur ou une parenthèse');
    this.#tokens.take();
    return { at, is: 'property', name: token.text };
  }

  #function(at: number, name: string): Node {
    if (keywords.has(name)) throw this.#tokens.fault('une propriété ou une valeur');
    if (arrayNames.has(name)) throw filterFault(at, `${name.toUpperCase()} compare des listes, et aucune propriété n’en est une ici.`);
    this.#tokens.take();
    this.#tokens.expect('(');
    const node = this.#deeper((): Node => {
      if (name === 'date' || name === 'timestamp') {
        const { value, at: where } = this.#tokens.text();
        return name === 'date' ? dateNode(where, value) : timestampNode(where, value);
      }
      if (name === 'interval') {
        const from = this.#bound();
        this.#tokens.expect(',');
        return intervalNode(at, from, this.#bound());
      }
      if (name === 'casei' || name === 'accenti') return this.#call(at, name, this.#operand());
      if (!spatialNames.has(name) && !temporalNames.has(name)) throw filterFault(at, `la fonction « ${name.slice(0, 40)} » est inconnue.`);
      const first = this.#operand();
      this.#tokens.expect(',');
      return this.#call(at, name, first, this.#operand());
    });
    this.#tokens.expect(')');
    return node;
  }

  #bound(): Node | null {
    if (this.#tokens.next.is === 'text') {
      const { value, at } = this.#tokens.text();
      return boundNode(at, value);
    }
    const node = this.#operand();
    if (node.is !== 'property' && node.is !== 'date' && node.is !== 'timestamp') throw filterFault(node.at, 'une date, un instant, « \'..\' » ou une propriété était attendu.');
    return node;
  }
}

/** The tree of a CQL2 text filter. Raises 400 with the place of what cannot be read. */
export function readText(source: string): Node {
  if (source.length > limits.characters) throw filterFault(limits.characters, `le filtre dépasse ${limits.characters} caractères.`);
  return new Reader(source).read();
}
