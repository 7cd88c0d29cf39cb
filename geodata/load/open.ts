// Which format a file is in, told by its first bytes rather than its name, and the reader for it.
import { createReadStream } from 'node:fs';
import { mkdtemp, open, readdir, rm, stat, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, extname, join, resolve } from 'node:path';
import { gunzip, unpack, type Unpacked } from './read/archive.ts';
import { openDelimited } from './read/delimited.ts';
import { detectEncoding } from './read/encoding.ts';
import { openFeatureLines } from './read/geojson.ts';
import { openDocument } from './read/json-document.ts';
import { isGtfs, openGtfs } from './read/gtfs.ts';
import { linesOf } from './read/lines.ts';
import { openWithOgr } from './read/ogr.ts';
import { openOsmObjects } from './read/osm-objects.ts';
import { nameOf, UnreadableFile, type OpenOptions, type Opened } from './row.ts';

/** What is unpacked of a spreadsheet is held in memory by its reader. */
const mostSheet = 300 * 1024 * 1024;

interface Source { path: string; name: string; size: number; folder: string; options: OpenOptions; depth: number }

const startsWith = (bytes: Buffer, text: string): boolean => bytes.subarray(0, text.length).toString('latin1') === text;

async function firstBytes(path: string, count: number): Promise<Buffer> {
  const file = await open(path);
  try {
    const bytes = Buffer.alloc(count);
    return bytes.subarray(0, (await file.read(bytes, 0, count, 0)).bytesRead);
  } finally {
    await file.close();
  }
}

/** GDAL writes beside what it reads: it gets a link in a folder of ours, under the ending it expects. */
async function linked({ path, folder }: Source, ending: string): Promise<string> {
  const place = join(folder, `fichier${ending}`);
  await symlink(resolve(path), place);
  return place;
}

/** What an XML document is. Declared entities are refused whatever they are: they are how a small file grows without end, or reads another one. */
async function xmlRoot(path: string): Promise<string> {
  const text = (await firstBytes(path, 1024 * 1024)).toString('latin1').replaceAll('\0', '').replace(/^(\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, '');
  // Step by step, as a parser goes: a declaration may hide between what looks like comments.
  const step = /\s+|<\?[\s\S]*?\?>|<!--[\s\S]*?-->/y;
  let here = 0;
  while (step.test(text)) here = step.lastIndex;
  const rest = text.slice(here, here + 1000);
  if (/^<!DOCTYPE\s+html/i.test(rest)) return 'html';
  if (rest.startsWith('<!')) throw new UnreadableFile('Ce fichier XML déclare un DOCTYPE ou des entités : il n’est pas lu.');
  const root = /^<(?:[\w.-]+:)?([A-Za-z][\w.-]*)/.exec(rest)?.[1];
  if (!root) throw new UnreadableFile('Ce fichier XML n’a pas de racine lisible.');
  return root;
}

const xmlFormats = new Map<string, readonly [format: string, ending: string]>([
  ['FeatureCollection', ['GML', '.gml']], ['kml', ['KML', '.kml']], ['gpx', ['GPX', '.gpx']], ['osm', ['OpenStreetMap XML', '.osm']],
]);

async function openXml(source: Source): Promise<Opened> {
  const root = await xmlRoot(source.path);
  const [format, ending] = xmlFormats.get(root) ?? [];
  if (!format || !ending) throw new UnreadableFile(root === 'html' ? 'Ce fichier est une page web, pas des données : le lien de téléchargement a sans doute changé.' : `Ce XML (racine « ${root} ») n’est ni du GML, ni du KML, ni du GPX.`);
  if (root === 'osm') return openOsmObjects(source.path, source.folder, format, source.options);
  return openWithOgr({ path: await linked(source, ending), format, close: async () => {} }, source.options);
}

async function startsWithFeature(path: string, bom: number): Promise<boolean> {
  try {
    for await (const { text } of linesOf(createReadStream(path, { start: bom }) as AsyncIterable<Buffer>)) {
      const line = text.replace(/^\x1e/, '').trim();
      if (line !== '') return (JSON.parse(line) as { type?: unknown }).type === 'Feature';
    }
  } catch { /* It goes on after the line. */ }
  return false;
}

async function openJson(source: Source, bytes: Buffer, bom: number): Promise<Opened> {
  const text = bytes.subarray(bom).toString('utf8').replace(/^\x1e/, '');
  // A feature a line: the first line is whole, and one, however long.
  if (/^\s*\{/.test(text) && !/^\s*\{\s*"type"\s*:\s*"FeatureCollection"/.test(text) && await startsWithFeature(source.path, bom)) return openFeatureLines(source.path, bom, source.options);
  return openDocument(source.path, bom, source.options);
}

const shapefileParts = ['.shp', '.shx', '.dbf'];

async function openShapefile(files: readonly Unpacked[], options: OpenOptions): Promise<Opened> {
  const shapes = files.filter(({ name }) => /\.shp$/i.test(name));
  const names = shapes.map(({ name }) => basename(name).slice(0, -4));
  const index = options.table === undefined ? 0 : names.indexOf(options.table);
  const chosen = shapes[index];
  if (!chosen) throw new UnreadableFile(`La table « ${options.table} » n’est pas dans l’archive : ${names.join(', ')}.`);
  const stem = chosen.name.slice(0, -4).toLowerCase();
  const part = (ending: string) => files.find(({ name }) => name.toLowerCase() === stem + ending);
  const gone = shapefileParts.filter((ending) => !part(ending));
  if (gone.length > 0) throw new UnreadableFile(`Le fichier de formes « ${basename(chosen.name)} » est incomplet : il lui manque ${gone.join(' et ')}.`);
  const encoding = options.encoding ?? (part('.cpg') ? undefined : await detectEncoding(part('.dbf')!.path, 32));
  const named: Record<string, string> = { 'utf-8': 'UTF-8', 'windows-1252': 'CP1252', cp850: 'CP850' };
  return openWithOgr({
    path: chosen.path, format: 'Shapefile', close: async () => {}, environment: encoding ? { SHAPE_ENCODING: named[encoding] ?? encoding } : {},
    remarks: [
      ...(part('.prj') ? [] : ['sans .prj : le système de coordonnées est deviné d’après les nombres']),
      ...(shapes.length > 1 ? [`table lue : « ${names[index]} » ; autres tables : ${names.filter((_, other) => other !== index).join(', ')}`] : []),
    ],
  }, { ...options, table: undefined });
}

async function openZip(source: Source): Promise<Opened> {
  const folder = join(source.folder, `contenu-${source.depth}`);
  const sheet = /\.(xls[xm]|ods)$/i.test(source.name);
  const files = await unpack(source.path, folder, { size: source.size, ...(sheet ? { most: mostSheet } : {}) });
  const has = (pattern: RegExp) => files.find(({ name }) => pattern.test(name));
  if (has(/^xl\/workbook\.xml$/) || has(/^content\.xml$/)) {
    if (has(/vbaProject\.bin$/i) || has(/^Basic\//)) throw new UnreadableFile('Ce classeur contient des macros : enregistrez-le sans macros (.xlsx ou .ods) et renvoyez-le.');
    for (const { name, path } of files) if (/\.(xml|rels)$/i.test(name)) await xmlRoot(path);
    const isExcel = has(/^xl\/workbook\.xml$/) !== undefined;
    return openWithOgr({ path: await linked(source, isExcel ? '.xlsx' : '.ods'), format: isExcel ? 'Classeur Excel' : 'Classeur OpenDocument', firstLine: 2, close: async () => {} }, source.options);
  }
  if (isGtfs(files)) return openGtfs(files, source.options);
  if (has(/\.shp$/i)) return openShapefile(files, source.options);
  const inner = files.filter(({ name }) => /\.(csv|tsv|txt|json|geojson|geojsonl|ndjson|gpkg|fgb|gml|kml|gpx|xlsx|ods|pbf|osm)$/i.test(name) && !/(^|\/)(lisezmoi|readme|licence|license)[^/]*$/i.test(name));
  const asked = source.options.table;
  // A KMZ often starts with a document that only points to the others.
  const chosen = asked ? inner.find(({ name }) => name === asked) : inner.every(({ name }) => /\.kml$/i.test(name)) ? inner.toSorted((one, other) => other.size - one.size)[0] : inner[0];
  if (!chosen) throw new UnreadableFile(asked ? `« ${asked} » n’est pas dans l’archive.` : 'L’archive ne contient ni tableau ni carte lisibles.');
  if (source.depth > 0) throw new UnreadableFile('L’archive en contient une autre : sortez-en le fichier.');
  const opened = await openSource({ ...source, path: chosen.path, name: basename(chosen.name), size: chosen.size, depth: source.depth + 1, options: { ...source.options, table: undefined } });
  return { ...opened, remarks: [...(inner.length > 1 ? [`fichier lu dans l’archive : « ${chosen.name} » ; autres : ${inner.filter((file) => file !== chosen).map(({ name }) => name).join(', ')}`] : []), ...opened.remarks] };
}

async function openSource(source: Source): Promise<Opened> {
  if (source.size === 0) throw new UnreadableFile('Le fichier est vide.');
  const bytes = await firstBytes(source.path, 256 * 1024);
  if (startsWith(bytes, 'PK\x03\x04')) return openZip(source);
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
    if (source.depth > 1) throw new UnreadableFile('L’archive en contient une autre : sortez-en le fichier.');
    const name = source.name.replace(/\.gz$/i, '');
    const path = join(source.folder, `deplie-${source.depth}${extname(name)}`);
    await gunzip(source.path, path, source.size);
    return openSource({ ...source, path, name, size: (await stat(path)).size, depth: source.depth + 1 });
  }
  if (startsWith(bytes, 'SQLite format 3\0')) return openWithOgr({ path: await linked(source, '.gpkg'), format: 'GeoPackage', close: async () => {} }, source.options);
  if (startsWith(bytes, 'fgb\x03')) return openWithOgr({ path: await linked(source, '.fgb'), format: 'FlatGeobuf', close: async () => {} }, source.options);
  if (bytes.subarray(0, 64).includes('OSMHeader')) return openOsmObjects(source.path, source.folder, 'OpenStreetMap PBF', source.options);
  if (startsWith(bytes, 'PK\x05\x06')) throw new UnreadableFile('L’archive est vide.');
  if (startsWith(bytes, '\xd0\xcf\x11\xe0')) throw new UnreadableFile('C’est un classeur Excel d’avant 2007 (.xls) : enregistrez-le en .xlsx et renvoyez-le.');
  if (startsWith(bytes, '%PDF')) throw new UnreadableFile('C’est un PDF : demandez le tableau ou la carte d’où il vient.');
  const bom = startsWith(bytes, '\xef\xbb\xbf') ? 3 : 0;
  const wide = startsWith(bytes, '\xff\xfe') || startsWith(bytes, '\xfe\xff');
  const first = (wide ? bytes.toString('latin1', 2, 200).replaceAll('\0', '') : bytes.subarray(bom).toString('latin1')).trimStart()[0];
  if (wide && (first === '{' || first === '[')) throw new UnreadableFile('Ce JSON est en UTF-16 : enregistrez-le en UTF-8, comme le format le demande.');
  if (first === '<') return openXml(source);
  if (first === '{' || first === '[' || first === '\x1e') return openJson(source, bytes, bom);
  return openDelimited(source.path, source.options);
}

const usual: readonly (readonly [RegExp, RegExp])[] = [
  [/\.(csv|txt)$/i, /^CSV/], [/\.tsv$/i, /SV$/], [/\.(geo)?json$/i, /JSON/], [/\.xlsx$/i, /Excel/], [/\.ods$/i, /OpenDocument/], [/\.gpkg$/i, /GeoPackage/],
  [/\.fgb$/i, /FlatGeobuf/], [/\.gml$/i, /GML/], [/\.kml$/i, /KML/], [/\.gpx$/i, /GPX/],
];

/** What readers that were killed left behind, a day ago or longer. */
async function sweep(): Promise<void> {
  const names = await readdir(tmpdir()).catch(() => []);
  for (const name of names.filter((one) => one.startsWith('karter-lecture-'))) {
    const path = join(tmpdir(), name);
    const since = await stat(path).then(({ mtimeMs }) => Date.now() - mtimeMs, () => 0);
    if (since > 86_400_000) await rm(path, { recursive: true, force: true }).catch(() => {});
  }
}

/** Opens a file for reading; `close` must be called. Raises UnreadableFile, with what can be done. */
export async function openFile(path: string, options: OpenOptions = {}): Promise<Opened> {
  const name = nameOf(path, options.name);
  if (!(await stat(path)).isFile()) throw new UnreadableFile(`« ${name} » n’est pas un fichier.`);
  await sweep();
  const folder = await mkdtemp(join(tmpdir(), 'karter-lecture-'));
  const close = () => rm(folder, { recursive: true, force: true });
  try {
    const opened = await openSource({ path, name, size: (await stat(path)).size, folder, options, depth: 0 });
    const expected = usual.find(([ending]) => ending.test(name))?.[1];
    const remarks = expected && !expected.test(opened.format) ? [`malgré son nom, « ${name} » est un fichier ${opened.format}`] : [];
    return { ...opened, remarks: [...remarks, ...opened.remarks], close: async () => { await opened.close(); await close(); } };
  } catch (error) {
    await close();
    throw error;
  }
}
