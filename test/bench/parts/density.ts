// Every tile that holds a unit, at every zoom: none too heavy, none of the units lost.
import { gunzipSync } from 'node:zlib';
import { unitsWithin } from '../city/decode.ts';
import { units } from '../city/generated-city.ts';
import { pathOf, tilesWithUnits, type TileAt } from '../city/tiles.ts';
import { openClient } from '../load/http-client.ts';
import { askAll } from '../load/spread.ts';
import { startKarter } from '../karter-server.ts';
import type { Bench } from '../bench.ts';

const zooms = [9, 10, 11, 12, 13, 14, 15, 16];

export async function measureDensity({ report, databaseUrl, client }: Bench): Promise<void> {
  report.begin('density', `Poids des tuiles et compte des locaux (toutes les tuiles qui en ont, z${zooms[0]} à z${zooms.at(-1)})`);
  await using karter = await startKarter(databaseUrl, 1);
  const lost: string[] = [];
  let heaviest = 0;
  let where = '';
  let asked = 0;
  for (const z of zooms) {
    const tiles = await tilesWithUnits(client, z);
    let counted = 0;
    await askAll<TileAt>(tiles, Math.min(4, tiles.length), async () => {
      const connection = await openClient(karter.address);
      // The first question of each client is asked twice: the answer is counted once.
      const seen = new Set<TileAt>();
      return {
        close: connection.close,
        ask: async (tile) => {
          const { body } = await connection.ask(pathOf(tile));
          if (seen.has(tile)) return;
          seen.add(tile);
          asked += 1;
          if (body.length > heaviest) { heaviest = body.length; where = `${tile.z}/${tile.x}/${tile.y}`; }
          if (body.length > 0) counted += unitsWithin(gunzipSync(body));
        },
      };
    });
    if (counted !== units) lost.push(`z${z} : ${counted}`);
  }
  report.atMost('la tuile la plus lourde, gzip', heaviest / 1000, 400, 'ko', where);
  report.atMost(`zooms où la somme des tuiles n’est pas ${units.toLocaleString('fr-FR')} locaux`, lost.length, 0, '', lost.join(', ') || `${asked} tuiles décodées`);
}
