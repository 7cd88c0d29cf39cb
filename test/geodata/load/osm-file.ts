// Files of OpenStreetMap for tests, drawn in metres around a corner of Lilliput and written as XML.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';

export const osmiumIsThere = spawnSync('osmium', ['--version']).status === 0;

export type Tags = Record<string, string>;

const corner = { lon: 2.03, lat: 46.815 };

/** Metres east and north of the corner, as degrees. */
export const at = (x: number, y: number): [number, number] => [corner.lon + x / (111_320 * Math.cos((corner.lat * Math.PI) / 180)), corner.lat + y / 111_200];

const escaped = (text: string): string => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
const written = (tags: Tags): string => Object.entries(tags).map(([key, value]) => `<tag k="${escaped(key)}" v="${escaped(value)}"/>`).join('');

export class OsmDrawing {
  #objects: string[] = [];
  #number = 0;

  node(x: number, y: number, tags: Tags = {}): number {
    const [lon, lat] = at(x, y);
    this.#objects.push(`<node id="${this.#number += 1}" version="1" lat="${lat.toFixed(7)}" lon="${lon.toFixed(7)}">${written(tags)}</node>`);
    return this.#number;
  }

  way(nodes: readonly number[], tags: Tags): number {
    this.#objects.push(`<way id="${this.#number += 1}" version="1">${nodes.map((node) => `<nd ref="${node}"/>`).join('')}${written(tags)}</way>`);
    return this.#number;
  }

  relation(ways: readonly number[], tags: Tags): void {
    this.#objects.push(`<relation id="${this.#number += 1}" version="1">${ways.map((way) => `<member type="way" ref="${way}" role="outer"/>`).join('')}${written(tags)}</relation>`);
  }

  /** The file in the order drawn, which is not the usual one unless it was drawn so. */
  get xml(): string { return `<?xml version="1.0" encoding="UTF-8"?>\n<osm version="0.6" generator="essai">\n${this.#objects.join('\n')}\n</osm>\n`; }

  /** Writes it; a name that ends in .pbf is written by osmium, with the day that it speaks of. */
  write(path: string): string {
    if (!path.endsWith('.pbf')) {
      writeFileSync(path, this.xml);
      return path;
    }
    const { status, stderr } = spawnSync('osmium', ['cat', '-F', 'osm', '-', '-o', path, '--overwrite', '--output-header=osmosis_replication_timestamp=2026-11-20T20:00:00Z'], { input: this.xml });
    if (status !== 0) throw new Error(String(stderr));
    return path;
  }
}

/** A town of crossing streets, `side` by `side`, 20 m apart. */
export function gridTown(side: number): OsmDrawing {
  const town = new OsmDrawing();
  const nodes = Array.from({ length: side }, (_, row) => Array.from({ length: side }, (__, column) => town.node(column * 20, row * 20)));
  nodes.forEach((line, row) => town.way(line, { highway: 'residential', name: `Rue ${row + 1}` }));
  for (let column = 0; column < side; column += 1) town.way(nodes.map((line) => line[column]!), { highway: 'residential', name: `Allée ${column + 1}` });
  return town;
}
