// Everything that GDAL reads, through ogr2ogr: our own copy of the file, no network, no shell, bounded in time and memory.
import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { UnreadableFile, type OpenOptions, type Opened, type Row } from '../row.ts';
import { rowOf } from './geojson.ts';
import { linesOf } from './lines.ts';

/** Drivers that reach out of the file are left out; codes stay text (07 is no 7); what XML refers to is not fetched. */
const surroundings = {
  OGR_SKIP: 'OGR_VRT,WFS,OAPIF,CSW,GMLAS,HTTP,PostgreSQL,MySQL,Elasticsearch,CARTO,AmigoCloud,PLSCENES,NGW', GDAL_SKIP: 'VRT,WMS,WCS,WMTS,HTTP',
  GML_FIELDTYPES: 'ALWAYS_STRING', GML_SKIP_RESOLVE_ELEMS: 'ALL', GML_SKIP_CORRUPTED_FEATURES: 'NO', GML_DOWNLOAD_SCHEMA: 'NO', GML_EXPOSE_FID: 'YES',
  OGR_XLSX_HEADERS: 'FORCE', OGR_XLSX_FIELD_TYPES: 'STRING', OGR_ODS_HEADERS: 'FORCE', OGR_ODS_FIELD_TYPES: 'STRING',
  // What a file points to on the network leads nowhere, whatever driver follows it.
  CPL_VSIL_CURL_ALLOWED_EXTENSIONS: '.aucune', CPL_VSIL_CURL_ALLOWED_FILENAME: 'aucun', GDAL_HTTP_PROXY: '127.0.0.1:9', GDAL_HTTPS_PROXY: '127.0.0.1:9', GDAL_HTTP_CONNECTTIMEOUT: '1',
  GDAL_DISABLE_READDIR_ON_OPEN: 'FALSE', GDAL_NUM_THREADS: '1', CPL_LOG_ERRORS: 'ON', LC_ALL: 'C.UTF-8',
};
const seconds = 900;
const memory = 1_500_000_000;

/** Whether GDAL is on this machine. */
export function hasOgr(): boolean {
  return (process.env.PATH ?? '').split(':').some((folder) => folder !== '' && existsSync(`${folder}/ogr2ogr`));
}

const missing = 'Ce format se lit avec GDAL (ogr2ogr), qui manque sur ce serveur : installez le paquet gdal-bin, ou envoyez du GeoJSON ou du CSV.';

/** Under a memory limit where the system has one to give. */
function limited(program: string, args: readonly string[]): [string, string[]] {
  return existsSync('/usr/bin/prlimit') ? ['/usr/bin/prlimit', [`--as=${memory}`, program, ...args]] : [program, [...args]];
}

const environment = (more: Readonly<Record<string, string>>): NodeJS.ProcessEnv => ({ PATH: process.env.PATH, ...surroundings, ...more });

export interface Table { name: string; geometry: string; count: number; columns: string[]; hasSystem: boolean }

/** The tables of a file, as `ogrinfo -al -so` tells them (its only form before GDAL 3.7). */
export async function tablesOf(path: string, more: Readonly<Record<string, string>> = {}, signal?: AbortSignal): Promise<Table[]> {
  if (!hasOgr()) throw new UnreadableFile(missing);
  let told: string;
  try {
    const [program, args] = limited('ogrinfo', ['-ro', '-al', '-so', path]);
    told = (await promisify(execFile)(program, args, { env: environment(more), timeout: seconds * 1000, killSignal: 'SIGKILL', maxBuffer: 32 * 1024 * 1024, encoding: 'utf8', ...(signal ? { signal } : {}) })).stdout;
  } catch (error) {
    signal?.throwIfAborted();
    if ((error as { killed?: boolean }).killed) throw new UnreadableFile('La lecture a dépassé un quart d’heure : coupez le fichier en plusieurs.');
    throw new UnreadableFile(`GDAL ne lit pas ce fichier : ${reasonIn(String((error as { stderr?: unknown }).stderr ?? ''))}`);
  }
  return told.split(/^Layer name: /m).slice(1).map((part) => {
    const lines = part.split('\n');
    const columns = [...part.matchAll(/^([^\n:]+): (?:String|Integer|Integer64|Real|Date|DateTime|Time|Binary|StringList|IntegerList|RealList|Integer64List)(?:\([^)]*\))? \(\d+\.\d+\)/gm)].map((match) => match[1]!);
    return {
      name: lines[0]!.trim(), geometry: /^Geometry: (.*)$/m.exec(part)?.[1] ?? 'None', count: Number(/^Feature Count: (\d+)$/m.exec(part)?.[1] ?? 0),
      columns, hasSystem: /^Layer SRS WKT:\n(?!\(unknown\))/m.test(part),
    };
  });
}

/** What GDAL complains of, without its numbers and our paths. */
function reasonIn(told: string): string {
  const line = told.split('\n').find((text) => /ERROR|FAILURE|Unable/.test(text)) ?? told.split('\n')[0] ?? '';
  return line.replace(/^ERROR \d+: /, '').replaceAll(/\/\S*\//g, '').trim() || 'il est vide ou abîmé';
}

async function* features(path: string, table: Table, firstLine: number, more: Readonly<Record<string, string>>, signal?: AbortSignal): AsyncGenerator<Row> {
  const args = ['-f', 'GeoJSONSeq', '/vsistdout/', path, table.name, '-dim', 'XY', '-nlt', 'CONVERT_TO_LINEAR', '-lco', 'COORDINATE_PRECISION=9', ...(table.hasSystem ? ['-t_srs', 'EPSG:4326'] : [])];
  const [program, all] = limited('ogr2ogr', args);
  const child = spawn(program, all, { env: environment(more), stdio: ['ignore', 'pipe', 'pipe'], ...(signal ? { signal } : {}) });
  let complaints = '';
  child.stderr.on('data', (chunk: Buffer) => { if (complaints.length < 8000) complaints += chunk.toString(); });
  const ended = new Promise<number | string>((resolve) => { child.on('close', (code, by) => { resolve(code ?? by ?? 'arrêt'); }); child.on('error', (error) => { resolve(error.message); }); });
  const watch = setTimeout(() => child.kill('SIGKILL'), seconds * 1000);
  try {
    for await (const { text, line } of linesOf(child.stdout)) if (text !== '') yield rowOf(text, line + firstLine - 1);
    const code = await ended;
    signal?.throwIfAborted();
    if (code === 'SIGKILL') throw new UnreadableFile('La lecture a dépassé un quart d’heure : coupez le fichier en plusieurs.');
    if (code !== 0 || /^ERROR/m.test(complaints)) throw new UnreadableFile(`GDAL n’a pas lu le fichier jusqu’au bout : ${reasonIn(complaints)}`);
  } finally {
    clearTimeout(watch);
    if (child.exitCode === null) child.kill('SIGKILL');
    await ended;
  }
}

export interface OgrFile { path: string; format: string; remarks?: readonly string[]; firstLine?: number; environment?: Readonly<Record<string, string>>; close: () => Promise<void> }

/** Opens the asked table, or the first that holds anything. */
export async function openWithOgr({ path, format, remarks = [], firstLine = 1, environment: more = {}, close }: OgrFile, { table: asked, signal }: OpenOptions): Promise<Opened> {
  const tables = await tablesOf(path, more, signal);
  const table = asked === undefined ? tables.find(({ count }) => count > 0) ?? tables[0] : tables.find(({ name }) => name === asked);
  if (!table) throw new UnreadableFile(asked === undefined ? 'Ce fichier ne contient aucune table.' : `La table « ${asked} » n’est pas dans ce fichier : ${tables.map(({ name }) => name).join(', ')}.`);
  const others = tables.filter((one) => one !== table && one.count > 0);
  const drawn = table.geometry !== 'None';
  return {
    format, columns: table.columns, srid: table.hasSystem ? 4326 : null,
    remarks: [...remarks, ...(others.length > 0 ? [`table lue : « ${table.name} » ; autres tables : ${others.map(({ name, count }) => `${name} (${count})`).join(', ')}`] : [])],
    rows: withoutNull(features(path, table, firstLine, more, signal), drawn), close,
  };
}

/** A table without geometry has none to be null: it may be in its columns. */
async function* withoutNull(rows: AsyncIterable<Row>, drawn: boolean): AsyncGenerator<Row> {
  for await (const { geometry, ...row } of rows) yield drawn ? { ...row, geometry: geometry ?? null } : row;
}
