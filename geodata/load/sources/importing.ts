// What a refresh asks of the import pipeline.
import { directClient } from '../../../server/db.ts';
import type { City } from '../../city.ts';
import type { LayerId } from '../../layers.ts';
import { importFile, UnreadableFile as Unreadable } from '../import.ts';
import { UnreadableFile } from '../row.ts';

export interface ImportWish {
  layer: LayerId;
  path: string;
  name: string;
  profile?: string | undefined;
  source?: string | undefined;
  licence?: string | undefined;
  vintage?: string | undefined;
  complete?: boolean | undefined;
  official?: boolean | undefined;
  dryRun?: boolean | undefined;
  signal?: AbortSignal | undefined;
}
export interface ImportOutcome { features: number; new: number; changed: number; unchanged: number; retired: number; rejected: readonly { reason: string }[] }
export type RunImport = (databaseUrl: string, city: City, wish: ImportWish) => Promise<ImportOutcome>;

export const runImport: RunImport = async (databaseUrl, city, { layer, path, source, licence, vintage, dryRun }) => {
  const client = directClient(databaseUrl, 'karter_app');
  await client.connect();
  try {
    await client.query('begin');
    await client.query('set local statement_timeout = 0; lock table karter.layer_loads in share row exclusive mode');
    const report = await importFile(client, city, layer, path, { official: true, defaults: { source, licence, vintage } });
    await client.query(dryRun || report.rejected.length > 0 ? 'rollback' : 'commit');
    return report;
  } catch (error) {
    throw error instanceof Unreadable ? new UnreadableFile(error.message) : error;
  } finally {
    await client.end();
  }
};
