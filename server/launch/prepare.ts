// In a container, before `node server/main.ts`: the database of DATABASE_URL checked, migrated and loaded.
import { bringUpToDate, checkVersions, databaseHost } from './database.ts';
import { root } from './command.ts';
import { explain } from './sentences.mjs';

const url = process.env.DATABASE_URL ?? '';
let database: string | undefined;
try {
  database = databaseHost(url);
  process.stdout.write(`${await checkVersions(url)}\n`);
  await bringUpToDate(url);
} catch (error) {
  explain(error, root, database === undefined ? {} : { database });
  process.exit(1);
}
