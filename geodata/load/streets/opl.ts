// Reads OPL, one object a line (https://osmcode.org/opl-file-format/): osmium writes it whatever the file was.
import type { Tags } from './walking.ts';

export interface OplNode { type: 'node'; id: number; tags: Tags }
/** lon and lat are NaN where the file does not hold the node. */
export interface OplWay { type: 'way'; id: number; tags: Tags; nodes: number[]; lon: number[]; lat: number[] }
export interface OplRelation { type: 'relation'; id: number; tags: Tags; ways: { id: number; role: string }[] }

const plain = (text: string): string => (text.includes('%') ? text.replace(/%([0-9a-fA-F]+)%/g, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16))) : text);

function readTags(text: string): Tags {
  const tags: Record<string, string> = Object.create(null) as Record<string, string>;
  if (text === '') return tags;
  for (const pair of text.split(',')) {
    const equals = pair.indexOf('=');
    tags[plain(pair.slice(0, equals))] = plain(pair.slice(equals + 1));
  }
  return tags;
}

function readNodes(text: string, way: OplWay): void {
  if (text === '') return;
  for (const entry of text.split(',')) {
    const x = entry.indexOf('x');
    const y = entry.indexOf('y');
    way.nodes.push(Number(entry.slice(1, x < 0 ? undefined : x)));
    // No location is written `n1xy`.
    way.lon.push(x < 0 || y === x + 1 ? Number.NaN : Number(entry.slice(x + 1, y)));
    way.lat.push(y < 0 || y === entry.length - 1 ? Number.NaN : Number(entry.slice(y + 1)));
  }
}

/** One line as an object; nothing for changesets and empty lines. */
export function readOpl(line: string): OplNode | OplWay | OplRelation | undefined {
  const fields = line.split(' ');
  const id = Number(fields[0]!.slice(1));
  const field = (letter: string): string => fields.find((candidate, index) => index > 0 && candidate.startsWith(letter))?.slice(1) ?? '';
  const tags = (): Tags => readTags(field('T'));
  switch (line[0]) {
    case 'n': return { type: 'node', id, tags: tags() };
    case 'w': {
      const way: OplWay = { type: 'way', id, tags: tags(), nodes: [], lon: [], lat: [] };
      readNodes(field('N'), way);
      return way;
    }
    case 'r': return {
      type: 'relation', id, tags: tags(),
      ways: field('M').split(',').filter((member) => member.startsWith('w')).map((member) => {
        const at = member.indexOf('@');
        return { id: Number(member.slice(1, at)), role: plain(member.slice(at + 1)) };
      }),
    };
    default: return undefined;
  }
}
