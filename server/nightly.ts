// Once a night, and at start: the demonstration calendar is kept full, and what is kept no longer is forgotten.
import { readCity } from '../geodata/load/city-folder.ts';
import { directClient, query } from './db.ts';
import { sweep } from './imports/store.ts';
import { log } from './log.ts';
import { settings } from './settings.ts';

const hour = 3_600_000;

async function run(): Promise<void> {
  const city = readCity(settings.city);
  const client = directClient(settings.databaseUrl, 'karter_app');
  await client.connect();
  try {
    await client.query(query('nightly-calendar'), [city.timezone]);
    await client.query(query('nightly-forget'));
    await client.query(query('nightly-people'));
    await sweep();
  } finally {
    await client.end();
  }
}

/** Runs every hour (what is done is done: most runs add nothing, one after midnight does); returns how to stop. */
export function holdCalendar(): () => void {
  const attempt = () => { run().catch((error: Error) => log.warn({ reason: error.message }, 'nightly work failed')); };
  attempt();
  const timer = setInterval(attempt, hour);
  return () => clearInterval(timer);
}
