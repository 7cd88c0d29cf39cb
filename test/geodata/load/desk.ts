// A city of its own and the command of a person, for the tests of imports; and files that ogr2ogr writes.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHash } from 'node:crypto';
import yazl from 'yazl';
import { buffer } from 'node:stream/consumers';
import { geodata as command } from '../../../geodata/load/command.ts';
import { directClient } from '../../../server/db.ts';
import { createTestDatabase, type TestDatabase } from '../../database.ts';

export const lilliput = join(import.meta.dirname, '..', '..', 'cities', 'lilliput');
export const cli = join(import.meta.dirname, '..', '..', '..', 'geodata', 'load', 'cli.ts');
export const hasOgr = ['/usr/bin', '/usr/local/bin'].some((folder) => existsSync(join(folder, 'ogr2ogr')));
if (!hasOgr) console.warn('ogr2ogr manque : les formats que GDAL lit ne sont pas essayés');

export interface Run { code: number; said: string; complained: string }

export interface Desk {
  database: TestDatabase;
  folder: string;
  geodata(...args: string[]): Promise<Run>;
  ask<Row>(text: string, values?: unknown[]): Promise<Row[]>;
  /** Writes a file into the folder; returns its path. */
  file(name: string, content: string | Buffer): string;
  /** What the layer holds, as one number. */
  hash(layer: string): Promise<string>;
  close(): Promise<void>;
}

export async function openDesk(): Promise<Desk> {
  const database = await createTestDatabase({ city: lilliput });
  const folder = mkdtempSync(join(tmpdir(), 'karter-essai-'));
  // What is left behind is told from what others leave.
  const former = process.env.TMPDIR;
  process.env.TMPDIR = join(folder, 'tmp');
  mkdirSync(process.env.TMPDIR);
  const ask = async <Row>(text: string, values: unknown[] = []): Promise<Row[]> => {
    const client = directClient(database.url, 'karter_app');
    await client.connect();
    try {
      return (await client.query(text, values)).rows as Row[];
    } finally {
      await client.end();
    }
  };
  let files = 0;
  return {
    database, folder, ask,
    async geodata(...args) {
      const lines: Record<'said' | 'complained', string[]> = { said: [], complained: [] };
      const code = await command(args, { databaseUrl: database.url, city: lilliput, say: (line) => lines.said.push(line), complain: (line) => lines.complained.push(line) });
      return { code, said: lines.said.join('\n'), complained: lines.complained.join('\n') };
    },
    file(name, content) {
      const place = join(folder, String(files += 1));
      mkdirSync(place);
      const path = join(place, name);
      writeFileSync(path, content);
      return path;
    },
    async hash(layer) {
      const rows = await ask<object>(`select to_jsonb(item) as row from karter.${layer} item order by id`);
      return createHash('sha256').update(JSON.stringify(rows)).digest('hex');
    },
    async close() {
      if (former === undefined) delete process.env.TMPDIR; else process.env.TMPDIR = former;
      rmSync(folder, { recursive: true, force: true });
      await database.drop();
    },
  };
}

/** Folders that reading leaves while it reads. */
export const leftFolders = (): string[] => readdirSync(tmpdir());

export function ogr2ogr(...args: string[]): void {
  execFileSync('ogr2ogr', args, { stdio: 'pipe' });
}

/** A zip of these entries; `mode` is the Unix one. */
export async function zipOf(entries: Readonly<Record<string, Buffer | string>>, { mode }: { mode?: number } = {}): Promise<Buffer> {
  const zip = new yazl.ZipFile();
  for (const [name, content] of Object.entries(entries)) zip.addBuffer(Buffer.from(content), name, { ...(mode === undefined ? {} : { mode }) });
  zip.end();
  return buffer(zip.outputStream as unknown as NodeJS.ReadableStream);
}

export const provenance = { source: 'Registre', licence: 'Licence Ouverte 2.0', vintage: '2026-06-01' };
export const at = (lon: number, lat: number) => ({ type: 'Point', coordinates: [lon, lat] });
export const garden = (id: string, more: object = {}, geometry: unknown = at(2.01, 46.81)) => ({ type: 'Feature', geometry, properties: { ...provenance, source_id: id, kind: 'partage', name: `Jardin ${id}`, ...more } });
export const collection = (features: readonly unknown[], more: object = {}): string => JSON.stringify({ type: 'FeatureCollection', ...more, features });
