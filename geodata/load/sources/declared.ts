// Reads a city's sources.json and lays it down in the database, where everything else looks.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Cron } from 'croner';
import { query, type Client, type PoolClient } from '../../../server/db.ts';
import { SourceFile, rhythms, type Source } from '../../sources.ts';
import { cityFolder } from '../city-folder.ts';

/** When a schedule next falls due after a moment, in the city's time zone. Raises an Error for a line that names no moment. */
export function nextTime(schedule: string, timezone: string, after = new Date()): Date {
  const line = Object.hasOwn(rhythms, schedule) ? rhythms[schedule as keyof typeof rhythms] : schedule;
  const next = new Cron(line, { timezone }).nextRun(after);
  if (!next) throw new Error(`« ${schedule} » ne tombe jamais`);
  return next;
}

/** The sources of a city's folder; none without the file. Raises an Error that names the faulty field. */
export function readSources(setting: string): Source[] {
  const path = join(cityFolder(setting), 'sources.json');
  if (!existsSync(path)) return [];
  let written: unknown;
  try {
    written = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Error(`${path} ne se lit pas comme du JSON : ${(error as Error).message}`);
  }
  const reading = SourceFile.safeParse(written);
  if (!reading.success) throw new Error(`${path} : ${reading.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join(' ; ')}`);
  for (const { id, schedule } of reading.data.sources) {
    try {
      nextTime(schedule, 'UTC');
    } catch (error) {
      throw new Error(`${path} : le rythme de ${id} ne convient pas (${(error as Error).message}).`);
    }
  }
  return reading.data.sources;
}

/** Lays the declaration down; what an administrator switched and how each source stands remain. */
export async function declareSources(client: Client | PoolClient, sources: readonly Source[]): Promise<void> {
  await (client as Client).query(query('sources/declare'), [JSON.stringify(sources)]);
}
