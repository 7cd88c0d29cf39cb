// The words of a CQL2 text filter (OGC 21-065r2, annex B), each with its place.
import { filterFault } from './node.ts';

export type Token = { at: number } & (
  | { is: 'word'; text: string; quoted: boolean }
  | { is: 'number'; value: number; text: string }
  | { is: 'text'; value: string; pattern: string }
  | { is: 'sign'; text: string }
  | { is: 'end' }
);

// XML's names with the colon, as the rule `identifier` lists them; a dot or a digit may follow.
const identifier = /[:_A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1ffe\u200c\u200d\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\u{10000}-\u{effff}][:_A-Za-z0-9.\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u037d\u037f-\u1ffe\u200c\u200d\u203f\u2040\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\u{10000}-\u{effff}]*/uy;
const space = /[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/y;
const number = /(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?/y;
const sign = /<>|<=|>=|[=<>()+\-*/%^,]/y;
const controls: Readonly<Record<string, string>> = { a: '\x07', b: '\b', t: '\t', n: '\n', v: '\v', f: '\f', r: '\r' };

/** A character literal from its opening quote on: `''` and `\'` are a quote, `\n` and its like control characters; what LIKE escapes stays for it. */
function readText(source: string, start: number): { token: Token; end: number } {
  let [value, pattern] = ['', ''];
  for (let index = start + 1; index < source.length; index += 1) {
    const character = source[index]!;
    const next = source[index + 1];
    if (character === "'" && next !== "'") return { token: { at: start + 1, is: 'text', value, pattern }, end: index + 1 };
    if (character === '\0') throw filterFault(index + 1, 'un caractère nul ne peut se trouver dans un texte.');
    if (character === "'" || (character === '\\' && next === "'")) {
      [value, pattern] = [`${value}'`, `${pattern}'`];
      index += 1;
    } else if (character === '\\' && next !== undefined && Object.hasOwn(controls, next)) {
      [value, pattern] = [value + controls[next], pattern + controls[next]];
      index += 1;
    } else if (character === '\\' && next === '\\') {
      [value, pattern] = [`${value}\\`, `${pattern}\\\\`];
      index += 1;
    } else if (character === '\\' && next !== '%' && next !== '_') {
      [value, pattern] = [`${value}\\`, `${pattern}\\\\`];
    } else if (character === '\\') {
      [value, pattern] = [`${value}\\${next}`, `${pattern}\\${next}`];
      index += 1;
    } else {
      [value, pattern] = [value + character, pattern + character];
    }
  }
  throw filterFault(start + 1, "ce texte n’est pas fermé : il y manque une apostrophe « ' ».");
}

/** Raises 400 at the first character that begins nothing. */
export function tokensOf(source: string): Token[] {
  const tokens: Token[] = [];
  let index = 0;
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = index;
    return pattern.exec(source)?.[0];
  };
  while (index < source.length) {
    const blank = match(space);
    if (blank) { index += blank.length; continue; }
    const at = index + 1;
    if (source[index] === "'") {
      const { token, end } = readText(source, index);
      tokens.push(token);
      index = end;
      continue;
    }
    if (source[index] === '"') {
      index += 1;
      const name = match(identifier);
      if (!name || source[index + name.length] !== '"') throw filterFault(at, 'un nom de propriété entre guillemets droits était attendu.');
      tokens.push({ at, is: 'word', text: name, quoted: true });
      index += name.length + 1;
      continue;
    }
    const digits = match(number);
    const word = digits ? undefined : match(identifier);
    const mark = digits || word ? undefined : match(sign);
    if (digits) {
      const value = Number(digits);
      if (!Number.isFinite(value)) throw filterFault(at, 'ce nombre est trop grand.');
      tokens.push({ at, is: 'number', value, text: digits });
    } else if (word) tokens.push({ at, is: 'word', text: word, quoted: false });
    else if (mark) tokens.push({ at, is: 'sign', text: mark });
    else throw filterFault(at, `« ${String.fromCodePoint(source.codePointAt(index)!)} » n’a pas de sens ici.`);
    index += (digits ?? word ?? mark)!.length;
  }
  tokens.push({ at: source.length + 1, is: 'end' });
  return tokens;
}
