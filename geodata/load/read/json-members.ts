// A JSON document of any length cut into the members of its one long array: each is small enough for JSON.parse, the whole is not.
// Libraries that stream JSON say they are not for hostile input; this only counts brackets, and bounds what it keeps.
import { isUtf8 } from 'node:buffer';
import { UnreadableFile } from '../row.ts';

const mostMember = 32 * 1024 * 1024;
export const deepest = 64;
const mostAround = 1024 * 1024;

const [quote, backslash, comma, openBrace, closeBrace, openBracket, closeBracket] = [0x22, 0x5c, 0x2c, 0x7b, 0x7d, 0x5b, 0x5d];

/** What stands around the array, as an object without it, known once the array begins (`before`) and at the end (`around`). */
export interface Around { before: Record<string, unknown>; around: Record<string, unknown> }

export type Member = { member: string } | { before: Record<string, unknown> } | { around: Record<string, unknown> };

function parseAround(text: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(text);
    return parsed !== null && typeof parsed === 'object' && !Array.isArray(parsed) ? parsed as Record<string, unknown> : {};
  } catch (error) {
    throw new UnreadableFile(`Ce n’est pas du JSON : ${(error as Error).message}`);
  }
}

/**
 * Yields the members of the array under one of `keys` at the document's root (or of the root itself, an array), as texts;
 * `before` first, `around` last. Raises UnreadableFile for what is no JSON, is cut short, too deep, or holds no such array.
 */
export async function* membersOf(chunks: AsyncIterable<Buffer>, keys: readonly string[]): AsyncGenerator<Member> {
  let [depth, inString, escaped, inside, found, ended] = [0, false, false, false, false, false];
  /** A member that is no object: it is told as `null`. */
  let strange = false;
  /** Depth of the array's members; what is kept of the root, and of the present member. */
  let memberDepth = 0;
  const root: number[] = [];
  let member: Buffer[] = [];
  let [memberSize, start] = [0, -1];
  let lastString: string | null = null;
  let stringStart = -1;
  let key: string | null = null;
  const take = (byte: number): void => {
    root.push(byte);
    if (root.length > mostAround) throw new UnreadableFile('Ce JSON n’est pas une collection : ce qui entoure ses entités dépasse 1 Mo.');
  };
  for await (const chunk of chunks) {
    start = member.length > 0 || (inside && depth > memberDepth) ? 0 : -1;
    for (let index = 0; index < chunk.length; index += 1) {
      const byte = chunk[index]!;
      const keeping = !inside;
      if (inString) {
        if (keeping) take(byte);
        if (escaped) escaped = false;
        else if (byte === backslash) escaped = true;
        else if (byte === quote) {
          inString = false;
          if (keeping && depth === 1) lastString = Buffer.from(root.slice(stringStart, -1)).toString();
        }
        continue;
      }
      switch (byte) {
        case quote:
          inString = true;
          if (keeping) { take(byte); stringStart = root.length; } else if (depth === memberDepth) strange = true;
          break;
        case openBrace: case openBracket:
          if (ended) throw new UnreadableFile('Ce JSON continue après sa fin.');
          depth += 1;
          if (depth > deepest) throw new UnreadableFile(`Ce JSON est imbriqué sur plus de ${deepest} niveaux.`);
          if (!inside && found && depth === 2 && byte === openBracket && key !== null && keys.includes(key)) throw new UnreadableFile(`Ce JSON dit deux fois « ${key} » : laquelle vaut, il ne le dit pas.`);
          if (!inside && !found && byte === openBracket && (depth === 1 || (depth === 2 && key !== null && keys.includes(key)))) {
            [inside, found, memberDepth] = [true, true, depth];
            if (depth === 1) yield { before: {} };
            else yield { before: parseAround(`${Buffer.from(root).toString()}null}`) };
            if (depth === 2) for (const literal of Buffer.from('null')) take(literal);
          } else if (inside) {
            if (depth === memberDepth + 1) start = index;
          } else take(byte);
          break;
        case closeBrace: case closeBracket:
          if (inside && depth === memberDepth) {
            if (byte !== closeBracket) throw new UnreadableFile('Ce JSON est mal fermé.');
            if (strange) yield { member: 'null' };
            [inside, strange] = [false, false];
            depth -= 1;
          } else if (inside) {
            depth -= 1;
            if (depth === memberDepth) {
              member.push(chunk.subarray(Math.max(start, 0), index + 1));
              const bytes = Buffer.concat(member);
              if (!isUtf8(bytes)) throw new UnreadableFile('Ce JSON n’est pas en UTF-8, comme le format le demande : enregistrez-le en UTF-8.');
              const text = bytes.toString('utf8');
              member = [];
              memberSize = 0;
              start = -1;
              yield { member: text };
            }
          } else {
            take(byte);
            depth -= 1;
          }
          if (depth < 0) throw new UnreadableFile('Ce JSON est mal fermé.');
          if (depth === 0) ended = true;
          break;
        case 0x3a: // a colon: what came before it is a key
          if (!inside && depth === 1) key = lastString;
          if (!inside) take(byte);
          break;
        case comma:
          if (!inside && depth === 1) key = null;
          if (!inside) take(byte);
          else if (strange && depth === memberDepth) {
            strange = false;
            yield { member: 'null' };
          }
          break;
        default:
          if (inside && depth === memberDepth && byte > 0x20) strange = true;
          if (!inside && byte > 0x20) take(byte);
      }
    }
    if (inside && depth > memberDepth) {
      const rest = chunk.subarray(Math.max(start, 0));
      memberSize += rest.length;
      if (memberSize > mostMember) throw new UnreadableFile('Une entité dépasse 32 Mo.');
      member.push(Buffer.from(rest));
    }
  }
  if (!ended) throw new UnreadableFile(depth === 0 && !found ? 'Le fichier est vide.' : 'Le fichier est coupé : sa fin manque.');
  if (!found) throw new UnreadableFile('Ce JSON n’est pas une collection d’entités.');
  yield { around: root.length > 0 ? parseAround(Buffer.from(root).toString()) : {} };
}
