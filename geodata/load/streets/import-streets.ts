// Imports the streets of an OpenStreetMap file: the former network is replaced in one transaction, or nothing changes.
import { existsSync, statSync } from 'node:fs';
import { directClient, query, type Client } from '../../../server/db.ts';
import type { City } from '../../city.ts';
import { UnreadableFile } from '../row.ts';
import { osmFormat } from './osmium.ts';
import { readOsm, type Reader, type WalkableWay } from './read-osm.ts';
import { count, type StreetsReport } from './report.ts';

export interface StreetsOptions {
  /** The file's own name, where `path` is a temporary one. */
  name?: string | undefined;
  source?: string | undefined;
  licence?: string | undefined;
  /** AAAA-MM-JJ; else the day that the file says. */
  vintage?: string | undefined;
  dryRun?: boolean;
  /** Whether the drawn layer `streets` follows (unless the city imported its own); true by default. */
  drawn?: boolean;
  signal?: AbortSignal | undefined;
  /** Hears how far it is, a few times a second at most. */
  onProgress?: (words: string) => void;
}

type Box = [west: number, south: number, east: number, north: number];
type Counts = Pick<StreetsReport, 'nodes' | 'edges' | 'length_m' | 'segments' | 'steps' | 'bridges' | 'components' | 'component_count' | 'islands' | 'twins'>;

/** Whether a file given for the layer `streets` is OpenStreetMap's, and so a network; a GeoJSON of drawn streets is not. */
export async function isStreetsFile(path: string): Promise<boolean> {
  if (!existsSync(path) || !statSync(path).isFile()) return false;
  return (await osmFormat(path)) !== undefined;
}

/** The box around the communes and 1 km more, or the city's bounds where no commune is known. */
async function territoryBox(client: Client, city: City): Promise<Box> {
  const { rows: [box] } = await client.query<{ box: Box }>(
    `select array[ST_XMin(area), ST_YMin(area), ST_XMax(area), ST_YMax(area)] as box
     from (select ST_Transform(ST_Envelope(karter.territory(false, $1, $2, $3, $4)), 4326) as area) territory`, city.bounds);
  return box!.box;
}

const touches = (way: WalkableWay, [west, south, east, north]: Box): boolean =>
  way.lon.some((lon, index) => lon >= west && lon <= east && way.lat[index]! >= south && way.lat[index]! <= north);

/** Twice what the streets and paths of the largest French region have: beyond, it is no town's file. */
const mostPoints = 20_000_000;

/** Lays the ways that touch the territory beside the network, a thousand at a time. */
async function stageWays(client: Client, reader: Reader, box: Box, options: StreetsOptions): Promise<{ ways: number; walls: number; outside: number }> {
  const total = { ways: 0, walls: 0, outside: 0 };
  let batch: WalkableWay[] = [];
  let walls: number[] = [];
  let points = 0;
  const flush = async (): Promise<void> => {
    const first = total.ways - batch.length;
    const rows = batch.map(({ nodes: _nodes, lon: _lon, lat: _lat, ...way }, index) => ({ way: first + index + 1, ...way }));
    const numbered = batch.map((way, index) => way.nodes.map(() => first + index + 1));
    await client.query(query('streets/stage-ways'), [JSON.stringify(rows), numbered.flat(), batch.flatMap((way) => way.nodes.map((_, seq) => seq + 1)),
      batch.flatMap((way) => way.nodes), batch.flatMap((way) => way.lon), batch.flatMap((way) => way.lat)]);
    if (walls.length > 0) await client.query(query('streets/stage-walls'), [walls]);
    batch = [];
    walls = [];
    options.onProgress?.(count(total.ways, 'voie lue', 'voies lues'));
    options.signal?.throwIfAborted();
  };
  for await (const thing of reader.things()) {
    if ('wall' in thing) {
      walls.push(thing.wall);
      total.walls += 1;
      if (walls.length >= 50_000) await flush();
      continue;
    }
    if (!touches(thing.way, box)) {
      total.outside += 1;
      continue;
    }
    points += thing.way.nodes.length;
    if (points > mostPoints) throw new UnreadableFile(`Le fichier a plus de ${mostPoints / 1_000_000} millions de points de rue sur le territoire : prenez-en un extrait. Rien n’a été écrit.`);
    batch.push(thing.way);
    total.ways += 1;
    if (batch.length === 1000) await flush();
  }
  await flush();
  return total;
}

const degrees = (value: number): string => value.toLocaleString('fr-FR', { maximumFractionDigits: 3 });

function nothingToWalk(reader: Reader, outside: number, city: City, name: string): UnreadableFile {
  const [west, south, east, north] = reader.extent;
  if (outside > 0) return new UnreadableFile(`« ${name} » couvre un autre lieu que ${city.territory} : longitudes ${degrees(west)} à ${degrees(east)}, latitudes ${degrees(south)} à ${degrees(north)}. Le réseau reste celui d’avant ; prenez l’extrait de la région.`);
  const left = Object.values(reader.dropped).reduce((sum, number) => sum + number, 0);
  return new UnreadableFile(`« ${name} » n’a aucune voie où marcher${left > 0 ? ` (${left} voies lues, toutes interdites, privées ou non piétonnes)` : ''}. Le réseau reste celui d’avant.`);
}

function checkDay(vintage: string | undefined): void {
  if (vintage === undefined) return;
  const day = new Date(`${vintage}T00:00:00Z`);
  if (!/^\d{4}-\d\d-\d\d$/.test(vintage) || Number.isNaN(day.getTime()) || !day.toISOString().startsWith(vintage)) throw new UnreadableFile(`« ${vintage} » n’est pas un jour : écrivez-le AAAA-MM-JJ. Rien n’a été écrit.`);
}

async function replaceNetwork(client: Client, city: City, path: string, options: StreetsOptions): Promise<StreetsReport> {
  const name = options.name ?? path;
  checkDay(options.vintage);
  const box = await territoryBox(client, city);
  const reader = await readOsm(path, { name, signal: options.signal });
  try {
    const source = options.source ?? 'OpenStreetMap';
    const licence = options.licence ?? 'ODbL 1.0';
    const vintage = options.vintage ?? reader.vintage ?? statSync(path).mtime.toISOString().slice(0, 10);
    await client.query("begin; set local statement_timeout = 0; set local work_mem = '64MB'");
    await client.query('select karter.lay_out_osm()');
    const { ways, walls, outside } = await stageWays(client, reader, box, options);
    if (ways === 0) throw nothingToWalk(reader, outside, city, name);
    options.onProgress?.('construction du réseau');
    // Only now: whoever loads or imports meanwhile need not wait for the reading.
    await client.query('lock table karter.layer_loads in share row exclusive mode');
    const { rows: [built] } = await client.query<{ report: Counts }>('select karter.build_osm_network($1, $2, $3) as report', [source, licence, vintage]);
    const { rows: [drawn] } = options.drawn === false ? { rows: [] } : await client.query<{ report: StreetsReport['drawn'] }>('select karter.draw_streets($1, $2, $3) as report', [source, licence, vintage]);
    options.signal?.throwIfAborted();
    await client.query(options.dryRun ? 'rollback' : 'commit');
    const { twice, lacking } = reader.faults;
    const remarks = [
      ...(source === 'OpenStreetMap' && !/openstreetmap/i.test(city.attribution) ? ['La licence d’OpenStreetMap veut être citée sur la carte : ajoutez « © les contributeurs d’OpenStreetMap » à « attribution » dans city.json.'] : []),
      ...(options.vintage || reader.vintage ? [] : [`Le fichier ne dit pas de quel jour il est : ${vintage}, date du fichier, a été retenu (« --vintage » en donne une autre).`]),
      ...(outside > 0 ? [`${count(outside, 'voie est hors du territoire et n’a pas été reprise', 'voies sont hors du territoire et n’ont pas été reprises')}.`] : []),
      ...(lacking > 0 ? [`${count(lacking, 'voie est coupée', 'voies sont coupées')} par le bord de l’extrait : ce qui en est connu a été gardé.`] : []),
      ...(twice > 0 ? [`${count(twice, 'voie est', 'voies sont')} deux fois dans le fichier : la première a été gardée.`] : []),
      ...(built!.report.twins > 0 ? [`${count(built!.report.twins, 'nœud posé sur un autre', 'nœuds posés sur un autre')} sans y être joint : réunis.`] : []),
    ];
    return { ...built!.report, ways, walls, dropped: reader.dropped, drawn: drawn?.report ?? null, source, licence, vintage, remarks, dryRun: options.dryRun ?? false };
  } finally {
    await reader.close();
  }
}

/**
 * Reads an .osm.pbf, .osm, .o5m (or compressed .osm) and puts its walkable streets in the place of the former network.
 * Raises UnreadableFile, in French, for what cannot be read or has nothing to walk on; whatever is raised, the former network stands.
 */
export async function importStreets(databaseUrl: string, city: City, path: string, options: StreetsOptions = {}): Promise<StreetsReport> {
  const client = directClient(databaseUrl, 'karter_app');
  // A lost connection is told by the statement that it interrupts.
  client.on('error', () => {});
  await client.connect();
  // Called off in the middle of a statement: the connection is cut, and with it the transaction.
  const cut = (): void => { void client.end(); };
  options.signal?.addEventListener('abort', cut, { once: true });
  try {
    return await replaceNetwork(client, city, path, options);
  } catch (error) {
    await client.query('rollback').catch(() => {});
    options.signal?.throwIfAborted();
    throw error;
  } finally {
    options.signal?.removeEventListener('abort', cut);
    await client.end();
  }
}
