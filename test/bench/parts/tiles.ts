// Cold tiles: made for each request, against pgbench on the very same statement and MapServer on the same layers and cells.
import { gunzipSync } from 'node:zlib';
import { publicLayers } from '../../../geodata/layers.ts';
import { tileStatement } from '../../../server/tiles/make.ts';
import type { Bench } from '../bench.ts';
import { countsOf } from '../city/decode.ts';
import { pathOf, sessionTiles, type TileAt } from '../city/tiles.ts';
import { openClient } from '../load/http-client.ts';
import { choose, pgbench } from '../load/pgbench.ts';
import { findMapServer, findPgbench, findSpawnFcgi } from '../load/programs.ts';
import { askAll, type Timing } from '../load/spread.ts';
import { processes, startKarter } from '../karter-server.ts';
import { median, quantile } from '../report.ts';
import { startMapServer, type MapServer } from '../rival/mapserver.ts';

const clients = 8;
const rounds = 5;

export async function measureTiles({ report, cluster, databaseUrl, client }: Bench): Promise<void> {
  report.begin('tiles', `Tuiles à froid (${clients} à la fois, ${processes} processus, ${rounds} tours alternés, gzip compris pour Karter seul)`);
  const program = findPgbench(cluster.bin);
  if (!program) { report.skip('pgbench manque'); return; }
  const tiles = (await sessionTiles(client)).filter((_, index, all) => index < all.length - (all.length % clients));
  const layers = publicLayers.map((layer) => layer.id).sort();
  const statement = tileStatement(layers).replaceAll('$1', ':z').replaceAll('$2', ':x').replaceAll('$3', ':y');
  const variables = [choose('z', tiles.map(({ z }) => z)), choose('x', tiles.map(({ x }) => x)), choose('y', tiles.map(({ y }) => y))].join('\n');
  await using karter = await startKarter(databaseUrl, 1);
  const [mapserv, spawnFcgi] = [await findMapServer(), await findSpawnFcgi()];
  await using rival = mapserv && spawnFcgi ? await startMapServer({ mapserv, spawnFcgi, client, databaseUrl, processes: clients }) : undefined;
  if (rival && !await sameFeatures(report, karter.address, rival, tiles)) return;

  const ours: Timing[] = [];
  const bare: Timing[] = [];
  const theirs: Timing[] = [];
  const paths = tiles.map(pathOf);
  await askAll(paths, clients, () => openClient(karter.address));
  for (let round = 0; round < rounds; round += 1) {
    bare.push(await pgbench({ program, url: databaseUrl, clients, variables, statement, length: tiles.length }));
    ours.push(await askAll(paths, clients, () => openClient(karter.address)));
    if (rival) theirs.push(await askAll(tiles, clients, async () => ({ ask: (tile) => rival.tile(tile), close: () => {} })));
  }
  const rate = (timings: readonly Timing[]) => median(timings.map((timing) => timing.rate));
  const ratio = (upper: readonly Timing[], lower: readonly Timing[]) => median(upper.map((timing, round) => timing.rate / lower[round]!.rate));
  const p95 = (timing: Timing) => quantile(timing.times, 0.95);
  report.note(`${tiles.length} tuiles distinctes, z10 à z16 : Karter ${rate(ours).toFixed(0)}/s, pgbench ${rate(bare).toFixed(0)}/s${rival ? `, MapServer ${rate(theirs).toFixed(0)}/s` : ''}`);
  report.atLeast('tuiles par seconde, sur celles de pgbench', ratio(ours, bare), 0.75, '×');
  report.atMost('p95, sur celui de pgbench', median(ours.map((timing, round) => p95(timing) / p95(bare[round]!))), 1.1, '×', `${median(ours.map(p95)).toFixed(0)} ms contre ${median(bare.map(p95)).toFixed(0)} ms`);
  if (rival) report.atLeast('tuiles par seconde, sur celles de MapServer (FastCGI)', ratio(ours, theirs), 3, '×');
  else report.skip('MapServer (cgi-mapserver, spawn-fcgi) n’est pas installé et apt ne peut pas l’apporter');
  report.atMost('mémoire d’un processus, après les tuiles à froid', Math.max(...karter.memory()), 151, 'Mo', 'cache de 1 Mo');
}

/** Whether both draw the same features, tile by tile and layer by layer. A different rival would prove nothing. */
async function sameFeatures(report: Bench['report'], address: string, rival: MapServer, tiles: readonly TileAt[]): Promise<boolean> {
  const connection = await openClient(address);
  let compared = 0;
  let different = 0;
  let example = '';
  for (const tile of tiles.filter((_, index) => index % 6 === 0)) {
    const { body } = await connection.ask(pathOf(tile));
    const ours = countsOf(body.length > 0 ? gunzipSync(body) : body);
    const theirs = countsOf(await rival.tile(tile));
    for (const layer of new Set([...Object.keys(ours), ...Object.keys(theirs)])) {
      compared += Math.max(ours[layer] ?? 0, theirs[layer] ?? 0);
      const gap = Math.abs((ours[layer] ?? 0) - (theirs[layer] ?? 0));
      different += gap;
      if (gap > 0) example = `${pathOf(tile)} ${layer} : ${ours[layer] ?? 0} contre ${theirs[layer] ?? 0}`;
    }
  }
  connection.close();
  // The two programs round the edge of the buffer each in their own way: a few features in ten thousand lie on it.
  report.atMost('entités décodées que MapServer et Karter n’ont pas en commun', (different / compared) * 100, 0.5, '%', `${compared} comparées${example && `, ainsi ${example}`}`);
  return different / compared < 0.05;
}
