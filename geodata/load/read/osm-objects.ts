// OpenStreetMap files (PBF, XML) as records: osmium keeps what our tag table speaks of, draws it, and hands it over line by line.
import { join } from 'node:path';
import { osmLayers } from '../../osm-tags.ts';
import { osmium, osmiumIsThere, osmiumLines } from '../streets/osmium.ts';
import { UnreadableFile, type OpenOptions, type Opened, type Row } from '../row.ts';
import { peek, rowOf } from './geojson.ts';

/** `nwr/shop=second_hand`: the first tag of each selection is enough to keep a file small. */
const filters = (): string[] => [...new Set(Object.values(osmLayers).flatMap(({ selects }) => selects.map(({ tags }) => {
  const [[key, value] = ['', '']] = Object.entries(tags);
  return value === '*' ? `nwr/${key}` : `nwr/${key}=${value}`;
})))];

async function* objects(path: string, day: string | null, signal?: AbortSignal): AsyncGenerator<Row> {
  // Without lines a closed way is drawn once, as the area that it is.
  const args = ['export', path, '-F', 'pbf', '-f', 'geojsonseq', '-x', 'print_record_separator=false', '-a', 'type,id,timestamp', '--geometry-types=point,polygon', '--no-progress', '-o', '-'];
  let line = 0;
  for await (const text of osmiumLines(args, { signal })) {
    if (text === '') continue;
    const row = rowOf(text, line += 1);
    yield { ...row, values: { ...row.values, '@timestamp': row.values['@timestamp'] || day } };
  }
}

/** @param folder where the kept part may lie; removed by whoever made it */
export async function openOsmObjects(path: string, folder: string, format: string, { signal }: OpenOptions): Promise<Opened> {
  if (!osmiumIsThere()) throw new UnreadableFile('Les fichiers d’OpenStreetMap se lisent avec osmium-tool, qui manque sur ce serveur : installez-le (apt install osmium-tool), ou demandez du JSON à Overpass.');
  const kept = join(folder, 'objets.osm.pbf');
  const type = /PBF/.test(format) ? 'pbf' : 'osm';
  const told = await osmium(['fileinfo', '-F', type, '-g', 'header.option.osmosis_replication_timestamp', path], signal);
  await osmium(['tags-filter', '-F', type, path, ...filters(), '-o', kept, '--overwrite', '--no-progress'], signal);
  const day = /^\d{4}-\d\d-\d\d/.exec(told.trim())?.[0] ?? null;
  return { format, columns: [...new Set(['@type', '@id', '@timestamp', ...await peek(objects(kept, day))])], srid: 4326, remarks: [], rows: objects(kept, day, signal), close: async () => {} };
}
