// A database with Brest in it, and imports into it that write nothing unless asked to.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { City } from '../../../../geodata/city.ts';
import type { LayerId } from '../../../../geodata/layers.ts';
import { runImport, type ImportReport, type ImportWish } from '../../../../geodata/load/pipeline.ts';
import brest from '../../../../geodata/brest/city.json' with { type: 'json' };
import { directClient } from '../../../../server/db.ts';
import { createTestDatabase, type TestDatabase } from '../../../database.ts';

export const city = City.parse(brest);

export interface Importing {
  /** Writes a file for the test; what is no text is written as JSON. */
  file: (name: string, content: unknown) => string;
  path: (name: string) => string;
  /** Tries an import; only tries it unless told otherwise. */
  bring: (layer: LayerId, path: string, more?: Partial<ImportWish>) => Promise<ImportReport>;
  ask: <Row>(text: string, values?: unknown[]) => Promise<Row[]>;
}

export function importingIntoBrest(): Importing {
  const folder = mkdtempSync(join(tmpdir(), 'karter-profils-'));
  let database: TestDatabase;
  beforeAll(async () => { database = await createTestDatabase(); });
  afterAll(async () => { await database?.drop(); rmSync(folder, { recursive: true, force: true }); });
  const path = (name: string) => join(folder, name);
  return {
    path,
    file: (name, content) => {
      writeFileSync(path(name), typeof content === 'string' ? content : JSON.stringify(content));
      return path(name);
    },
    bring: (layer, from, more = {}) => runImport(database.url, city, { layer, path: from, dryRun: true, ...more }),
    ask: async (text, values = []) => {
      const client = directClient(database.url, 'karter_app');
      await client.connect();
      try {
        return (await client.query(text, values)).rows as never;
      } finally {
        await client.end();
      }
    },
  };
}

/** The part of a report that a test is about. */
export const counts = ({ features, new: made, skipped, refused }: ImportReport) => ({ features, new: made, skipped, refused });
