// From an OpenStreetMap file to its walkable ways with their places, in whatever order the file has its objects.
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { UnreadableFile } from '../row.ts';
import { boundWork } from './bounds.ts';
import { readOpl, type OplWay } from './opl.ts';
import { osmFormat, osmium, osmiumIsThere, osmiumLines } from './osmium.ts';
import { blocksNode, judgeWay, type Reason, type Tags, type Walk } from './walking.ts';

export interface WalkableWay extends Walk { id: number; /** The square it bounds, if any: its own number, or its relation's made negative. */ square: number | null; nodes: number[]; lon: number[]; lat: number[] }

export interface Reader {
  /** The day of the data as the file says it; null when it does not. */
  vintage: string | null;
  /** Ways that are walked, and nodes that cannot be passed. */
  things: () => AsyncGenerator<{ way: WalkableWay } | { wall: number }>;
  /** Ways left out by reason, once `things` has ended. */
  dropped: Partial<Record<Reason, number>>;
  /** How many ways were in the file twice, or named nodes that the file lacks. */
  faults: { twice: number; lacking: number };
  /** Where the ways seen lie: west, south, east, north; infinite before any. */
  extent: [number, number, number, number];
  close: () => Promise<void>;
}

const wanted = ['w/highway', 'w/railway=platform', 'w/public_transport=platform', 'w/man_made=pier', 'w/route=ferry', 'w/ferry', 'w/aerialway', 'r/highway=pedestrian,footway'];

/** Pieces of a way between nodes the file lacks: an extract cut through it. */
function locatedPieces(way: OplWay): { nodes: number[]; lon: number[]; lat: number[] }[] {
  const pieces: { nodes: number[]; lon: number[]; lat: number[] }[] = [];
  let piece: (typeof pieces)[number] | undefined;
  way.nodes.forEach((node, index) => {
    if (Number.isNaN(way.lon[index]) || Number.isNaN(way.lat[index])) { piece = undefined; return; }
    if (!piece) pieces.push(piece = { nodes: [], lon: [], lat: [] });
    piece.nodes.push(node);
    piece.lon.push(way.lon[index]!);
    piece.lat.push(way.lat[index]!);
  });
  return pieces.filter(({ nodes }) => nodes.length > 1);
}

/** Ways that bound a square drawn as a relation, with the relation's number and tags. */
async function squaresOf(ways: string, signal?: AbortSignal): Promise<Map<number, { relation: number; tags: Tags }>> {
  const members = new Map<number, { relation: number; tags: Tags }>();
  for await (const line of osmiumLines(['cat', '-t', 'relation', ways, '-f', 'opl,add_metadata=false', '-o', '-'], { signal })) {
    const relation = readOpl(line);
    if (relation?.type !== 'relation' || relation.tags.type !== 'multipolygon') continue;
    for (const { id } of relation.ways) members.set(id, { relation: relation.id, tags: { ...relation.tags, area: 'yes' } });
  }
  return members;
}

/** Removes what imports that were killed left behind; the folder's name holds their process number. */
async function sweep(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const owner = Number(/^karter-rues-(\d+)-/.exec(name)?.[1]);
    if (!owner) continue;
    try {
      process.kill(owner, 0);
    } catch (error) {
      if ((error as { code?: string }).code === 'ESRCH') await rm(join(tmpdir(), name), { recursive: true, force: true });
    }
  }
}

/** @throws UnreadableFile, in French, for what is no OpenStreetMap file, is damaged, or holds histories. */
export async function readOsm(path: string, { name = path, signal: caller }: { name?: string; signal?: AbortSignal | undefined } = {}): Promise<Reader> {
  if (!osmiumIsThere()) throw new UnreadableFile('Lire un fichier OpenStreetMap demande osmium-tool : installez-le (Debian : « apt-get install osmium-tool » ; Fedora : « dnf install osmium-tool » ; macOS : « brew install osmium-tool »), puis relancez.');
  const input = resolve(path);
  const file = await stat(input);
  if (!file.isFile()) throw new UnreadableFile(`« ${name} » n’est pas un fichier.`);
  const format = await osmFormat(input);
  if (!format) throw new UnreadableFile(`« ${name} » n’est pas un fichier OpenStreetMap : Karter attend un .osm.pbf ou un .osm (XML), comme en donnent Geofabrik, JOSM ou Overpass (sortie XML).`);
  const from = ['-F', format, input];
  await sweep();
  const folder = await mkdtemp(join(tmpdir(), `karter-rues-${process.pid}-`));
  const { signal, lift } = boundWork(folder, file.size, caller);
  const close = async (): Promise<void> => {
    lift();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const header = JSON.parse(await osmium(['fileinfo', '-j', ...from], signal)) as { header?: { with_history?: boolean; option?: Record<string, string> } };
    if (header.header?.with_history) throw new UnreadableFile(`« ${name} » contient l’historique des objets : il faut un extrait simple, à une date.`);
    const day = header.header?.option?.osmosis_replication_timestamp ?? header.header?.option?.timestamp;

    // Ways first, alone; then the file's nodes in front of them. Filtering ways with their nodes would keep a bit for every node number
    // there is in the world (1.6 GB, and twice that to cut out a box); an index on disk keeps 16 bytes a node of this file.
    const ways = join(folder, 'ways.pbf');
    await osmium(['tags-filter', '-R', ...from, ...wanted, '-o', ways, '-f', 'pbf,add_metadata=false'], signal);
    const squares = await squaresOf(ways, signal);
    const inputs = [ways];
    if (squares.size > 0) {
      const list = join(folder, 'members.txt');
      const members = join(folder, 'members.pbf');
      await writeFile(list, [...squares.keys()].map((id) => `w${id}\n`).join(''));
      // Its exit code says whether every member was found; an extract often lacks some.
      await osmium(['getid', ...from, '-i', list, '-o', members, '-f', 'pbf,add_metadata=false'], signal).catch((error: unknown) => { if (!(error instanceof UnreadableFile)) throw error; });
      inputs.push(members);
    }
    const reader: Reader = {
      vintage: /^\d{4}-\d\d-\d\d/.exec(day ?? '')?.[0] ?? null, dropped: {}, faults: { twice: 0, lacking: 0 },
      extent: [Infinity, Infinity, -Infinity, -Infinity], close, things,
    };
    return reader;

    async function* things(): AsyncGenerator<{ way: WalkableWay } | { wall: number }> {
      const seen = new Set<number>();
      const lines = osmiumLines(['add-locations-to-ways', '-F', 'pbf', '-', ...inputs, '--ignore-missing-nodes', '-i', `sparse_file_array,${join(folder, 'nodes')}`, '-f', 'opl,add_metadata=false', '-o', '-'], {
        input: { args: ['cat', '-t', 'node', ...from, '-f', 'pbf,add_metadata=false,pbf_compression=none', '-o', '-'] }, signal,
      });
      for await (const line of lines) {
        const thing = readOpl(line);
        if (thing?.type === 'node' && blocksNode(thing.tags)) yield { wall: thing.id };
        if (thing?.type !== 'way') continue;
        if (seen.has(thing.id)) {
          // What bounds a square is read a second time with it; otherwise the file repeats itself.
          if (!squares.has(thing.id)) reader.faults.twice += 1;
          continue;
        }
        seen.add(thing.id);
        const square = squares.get(thing.id);
        const verdict = judgeWay(square && !thing.tags.highway ? square.tags : thing.tags);
        if (!verdict) continue;
        if ('dropped' in verdict) {
          reader.dropped[verdict.dropped] = (reader.dropped[verdict.dropped] ?? 0) + 1;
          continue;
        }
        const pieces = locatedPieces(thing);
        if (pieces.length !== 1 || pieces[0]!.nodes.length < thing.nodes.length) reader.faults.lacking += 1;
        const closed = thing.nodes.length > 3 && thing.nodes[0] === thing.nodes.at(-1);
        for (const piece of pieces) {
          const [west, south, east, north] = reader.extent;
          reader.extent = [Math.min(west, ...piece.lon), Math.min(south, ...piece.lat), Math.max(east, ...piece.lon), Math.max(north, ...piece.lat)];
          yield { way: { ...verdict.walk, id: thing.id, square: square ? -square.relation : verdict.walk.area && closed ? thing.id : null, ...piece } };
        }
      }
    }
  } catch (error) {
    await close();
    throw error;
  }
}
