// Items: pages of published features, against pgbench on the same statement and MapServer's GeoJSON of the same rows.
import { fieldsOf } from '../../../geodata/layer.ts';
import { layerById } from '../../../geodata/layers.ts';
import { pageStatement } from '../../../server/routes/items.ts';
import type { Bench } from '../bench.ts';
import { pgbench } from '../load/pgbench.ts';
import { findMapServer, findPgbench, findSpawnFcgi, findWrk } from '../load/programs.ts';
import { askAll } from '../load/spread.ts';
import { wrk } from '../load/wrk.ts';
import { processes, startKarter } from '../karter-server.ts';
import { median } from '../report.ts';
import { startMapServer } from '../rival/mapserver.ts';

const clients = 8;
const rounds = 5;
const layer = 'premises';
const limits = [{ limit: 100, bound: 0.85 }, { limit: 1000, bound: 0.75 }] as const;

export async function measureItems({ report, cluster, databaseUrl, client }: Bench): Promise<void> {
  report.begin('items', `Listes d’entités (${clients} à la fois, ${processes} processus, ${rounds} tours alternés)`);
  const [program, load] = [findPgbench(cluster.bin), await findWrk()];
  if (!program || !load) { report.skip('pgbench ou wrk manque'); return; }
  await using karter = await startKarter(databaseUrl, 1);
  const [mapserv, spawnFcgi] = [await findMapServer(), await findSpawnFcgi()];
  const columns = Object.keys(fieldsOf(layerById[layer]));
  await using rival = mapserv && spawnFcgi ? await startMapServer({ mapserv, spawnFcgi, client, databaseUrl, processes: clients, itemsOf: { layer, columns } }) : undefined;
  const address = (limit: number, after = 0) => `/ogc/collections/${layer}/items?limit=${limit}&after=${after}`;

  const { rows: starts } = await client.query<{ id: number }>('select id from karter.premises where id % 500 = 0 order by id');
  // More pages in turn than a process keeps: each is read from the base, as by pgbench.
  const unread = (limit: number) => starts.slice(0, -2).map(({ id }) => address(limit, id));

  for (const { limit, bound } of limits) {
    const statement = pageStatement(layer).replaceAll('$1', ':many').replaceAll('$2', ':after');
    const count = limit === 100 ? 1600 : 320;
    const ours: number[] = [];
    const bare: number[] = [];
    const theirs: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      bare.push((await pgbench({ program, url: databaseUrl, clients, variables: `\\set many ${limit}\n\\set after 0`, statement, length: count })).rate);
      ours.push((await wrk(load, karter.address, unread(limit), { connections: clients, seconds: 3, gzip: false })).rate);
      if (rival) theirs.push((await askAll(Array.from({ length: limit === 100 ? 160 : 80 }, () => limit), clients, async () => ({ ask: rival.items, close: () => {} }))).rate);
    }
    const ratio = (lower: readonly number[]) => median(ours.map((rate, round) => rate / lower[round]!));
    report.note(`limit=${limit} : Karter ${median(ours).toFixed(0)}/s, pgbench ${median(bare).toFixed(0)}/s${rival ? `, MapServer ${median(theirs).toFixed(0)}/s` : ''}`);
    report.atLeast(`limit=${limit}, pages par seconde, sur celles de pgbench`, ratio(bare), bound, '×');
    if (!rival) { report.skip('MapServer (cgi-mapserver, spawn-fcgi) n’est pas installé et apt ne peut pas l’apporter'); continue; }
    await sameNumber(karter.address, address(limit), await rival.items(limit), limit);
    report.atLeast(`limit=${limit}, pages par seconde, sur celles de MapServer`, ratio(theirs), 4, '×');
    const kept = (await wrk(load, karter.address, [address(limit)], { connections: clients, seconds: 2, gzip: false })).rate;
    report.note(`limit=${limit}, page déjà lue : ${kept.toFixed(0)}/s`);
  }

  const pages = (from: number) => unread(1000).slice(from, from + 45);
  const first: number[] = [];
  const deep: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    first.push((await wrk(load, karter.address, pages(0), { connections: clients, seconds: 2, gzip: false })).rate);
    deep.push((await wrk(load, karter.address, pages(350), { connections: clients, seconds: 2, gzip: false })).rate);
  }
  report.atLeast('une page après 190 000 entités, sur la première', median(deep.map((rate, round) => rate / first[round]!)), 0.9, '×');
  report.atMost('mémoire d’un processus, après les listes', Math.max(...karter.memory()), 151, 'Mo', 'cache de 1 Mo');
}

/** Both must answer the asked number of features, or the comparison would mean nothing. */
async function sameNumber(server: string, path: string, theirs: Buffer, limit: number): Promise<void> {
  const ours = await (await fetch(server + path)).json() as { features: unknown[] };
  const counts = [ours.features.length, (JSON.parse(theirs.toString()) as { features: unknown[] }).features.length];
  if (counts.some((count) => count !== limit)) throw new Error(`Entités attendues : ${limit} ; Karter et MapServer : ${counts.join(', ')}`);
}
