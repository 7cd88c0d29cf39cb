// Loads the city that a folder ships: boundaries first, files that did not change skipped, official layers left alone.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { directClient } from '../../server/db.ts';
import { layers, type LayerId } from '../layers.ts';
import type { LayerDefinition } from '../layer.ts';
import { cityFolder, readCity } from './city-folder.ts';
import { importShipped } from './pipeline.ts';
import { declareSources, readSources } from './sources/declared.ts';

const inOrder = [...(layers as readonly LayerDefinition[])].sort((one, other) => Number(other.boundary ?? false) - Number(one.boundary ?? false));

/**
 * Loads what changed in the city's folder, in one transaction, and fills the demonstration calendar around today.
 * `log` hears a line per loaded layer. Raises an Error naming the file and feature when a shipped file is faulty.
 */
export async function loadCity(databaseUrl: string, setting: string, log: (line: string) => void = () => {}): Promise<void> {
  const folder = cityFolder(setting);
  const city = readCity(setting);
  const client = directClient(databaseUrl, 'karter_app');
  await client.connect();
  try {
    await client.query('begin');
    await client.query("set local statement_timeout = 0; lock table karter.layer_loads in share row exclusive mode");
    for (const { id } of inOrder) {
      const path = join(folder, `${id}.geojson`);
      if (!existsSync(path)) continue;
      const hash = createHash('sha256').update(readFileSync(path)).digest('hex');
      const { rows: [known] } = await client.query<{ shipped_hash: string; official_since: string | null }>('select shipped_hash, official_since from karter.layer_loads where layer = $1', [id]);
      if (known?.official_since || known?.shipped_hash === hash) continue;
      const features = await importShipped(client, city, id as LayerId, path);
      await client.query('insert into karter.layer_loads (layer, shipped_hash) values ($1, $2) on conflict (layer) do update set shipped_hash = excluded.shipped_hash', [id, hash]);
      log(`${id} : ${features}`);
    }
    // Nothing where the city brought its own network or no street changed; else a third of a second.
    await client.query('select karter.refresh_network()');
    await declareSources(client, readSources(setting));
    await client.query('select karter.hold_job_datings((now() at time zone $1)::date, $1)', [city.timezone]);
    await client.query('commit');
    await client.query('analyze').catch(() => {});
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  } finally {
    await client.end();
  }
}
