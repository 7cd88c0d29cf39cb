// Provides the database of a command: the one DATABASE_URL names, else the private cluster for the time of the command.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCity } from '../../geodata/load/city-folder.ts';
import { loadCity } from '../../geodata/load/load-city.ts';
import { directClient } from '../db.ts';
import { migrate } from '../migrate.ts';
import { makeDemoFunds } from '../themes/fonds/demo.ts';
import { clusterPlace } from './cluster-place.ts';
import { Cluster } from './cluster.ts';
import { local, root } from './command.ts';
import type { Command } from './command.ts';
import { atLeast, extensions, findPostgres, shortcomings, wanted } from './postgres-programs.ts';
import type { Extension } from './postgres-programs.ts';
import { requireRoom } from './room.mjs';
import { Refusal, say, step } from './step.mjs';

export const citySetting = (): string => process.env.KARTER_CITY || 'brest';

/** A setting or a shipped file at fault says so itself, in French; that is the person's matter, not a failure of ours. */
function asRefusal(error: unknown): unknown {
  return error instanceof Error && error.constructor === Error && !('code' in error) ? new Refusal(error.message) : error;
}

function cityId(): string {
  try {
    return readCity(citySetting()).id;
  } catch (error) {
    throw asRefusal(error);
  }
}

/** Host and port of DATABASE_URL, for the sentences. @throws Refusal when it is no PostgreSQL address. */
export function databaseHost(databaseUrl: string): string {
  const sockets = /[?&]host=([^&]+)/.exec(databaseUrl)?.[1];
  if (/^postgres(ql)?:\/\//.test(databaseUrl)) {
    if (sockets) return decodeURIComponent(sockets);
    if (URL.canParse(databaseUrl)) {
      const { hostname, port, pathname } = new URL(databaseUrl);
      if (hostname !== '' && pathname.length > 1) return `${decodeURIComponent(hostname)}:${port || 5432}`;
    }
  }
  throw new Refusal('DATABASE_URL n’est pas une adresse PostgreSQL : écrivez postgres://utilisateur:motdepasse@machine:5432/base, ou retirez-la pour que Karter emploie sa propre base.');
}

/** Says in a few words what the database is. @throws Refusal when something is missing or too old. */
export async function checkVersions(databaseUrl: string): Promise<string> {
  const client = directClient(databaseUrl);
  await client.connect();
  try {
    const { rows: [server] } = await client.query<{ version: string; encoding: string }>("select current_setting('server_version') as version, current_setting('server_encoding') as encoding");
    const { rows } = await client.query<{ name: Extension; default_version: string; installed_version: string | null }>(
      'select name, default_version, installed_version from pg_available_extensions where name = any($1)', [extensions]);
    const version = /^\d+(\.\d+)?/.exec(server?.version ?? '')?.[0] ?? '0';
    const available = Object.fromEntries(rows.map((row) => [row.name, row.default_version]));
    const problems = shortcomings({ version, available });
    if (problems.length > 0) throw new Refusal(`La base ne convient pas : ${problems.join(', ')}. Mettez le serveur PostgreSQL à jour, ou retirez DATABASE_URL pour que Karter emploie sa propre base.`);
    if (server?.encoding !== 'UTF8') throw new Refusal(`La base est codée en ${server?.encoding} : créez-en une en UTF-8 (« createdb --encoding=UTF8 --template=template0 … »), puis relancez.`);
    // The files are recent, but the database still has what it was made with.
    for (const { name, installed_version: installed } of rows) {
      if (installed === null || atLeast(installed, wanted[name])) continue;
      try {
        await client.query(`alter extension ${client.escapeIdentifier(name)} update`);
      } catch {
        throw new Refusal(`L’extension ${name} de la base est restée en version ${installed} : un administrateur doit y passer « ALTER EXTENSION ${name} UPDATE », puis relancez.`);
      }
    }
    return `PostgreSQL ${version}, PostGIS ${available.postgis}, pgRouting ${available.pgrouting}`;
  } finally {
    await client.end();
  }
}

async function createIfMissing(cluster: Cluster, name: string): Promise<void> {
  const client = directClient(cluster.url('postgres'));
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
    if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}

/** Starts the private cluster of this folder, made on the first time. Its caller holds the instance lock. */
export async function startPrivateCluster(command: Command, databases: readonly string[]): Promise<Cluster> {
  const place = clusterPlace(root);
  const versionFile = join(place.data, 'PG_VERSION');
  const major = existsSync(versionFile) ? Number(readFileSync(versionFile, 'utf8')) : undefined;
  const programs = await findPostgres(major);
  // apt may just have made the account that it runs as.
  const cluster = new Cluster(programs, clusterPlace(root), local('log', 'postgres.log'));
  requireRoom(place.data, 200);
  await step(cluster.exists() ? 'Base de données' : 'Base de données (création)', async (_progress, note) => {
    if (!cluster.exists()) await cluster.create();
    command.onEnd(() => cluster.stop());
    await cluster.start(command.signal);
    for (const name of databases) await createIfMissing(cluster, name);
    note(`PostgreSQL ${programs.version}, PostGIS ${programs.available.postgis}`);
  });
  if (!place.data.startsWith(root)) say(`  Ses fichiers sont dans ${place.data}, car le compte qui la fait tourner ne peut pas entrer dans ce dossier.`);
  return cluster;
}

export interface ProvidedDatabase { url: string; cluster?: Cluster }

/** The database of the city, up and of a version that will do, not migrated. */
export async function provideDatabase(command: Command): Promise<ProvidedDatabase> {
  const given = process.env.DATABASE_URL;
  if (given) {
    command.database = databaseHost(given);
    await step('Base de données', async (_progress, note) => note(await checkVersions(given)));
    return { url: given };
  }
  const name = `karter_${cityId().replaceAll('-', '_')}`;
  const cluster = await startPrivateCluster(command, [name]);
  const url = cluster.url(name);
  await checkVersions(url);
  return { url, cluster };
}

/** Migrations, then the shipped city: both skip what is done. */
export async function bringUpToDate(databaseUrl: string): Promise<void> {
  await step('Migrations', async (progress, note) => {
    let count = 0;
    await migrate(databaseUrl, (line) => { count += 1; progress(line); });
    if (count > 0) note(`${count} appliquées`);
  });
  await step(`Données de la ville « ${citySetting()} »`, async (progress, note) => {
    let count = 0;
    try {
      await loadCity(databaseUrl, citySetting(), (line) => { count += 1; progress(line); });
    } catch (error) {
      throw asRefusal(error);
    }
    if (count > 0) await makeDemoFunds(databaseUrl, readCity(citySetting()));
    note(count > 0 ? `${count} couches chargées` : 'inchangées');
  });
}
