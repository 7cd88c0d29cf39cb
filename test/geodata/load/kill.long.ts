// An import killed fifty times, anywhere between its first byte and its last: the layer is as before or wholly after, and the next import works.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { query } from '../../../server/db.ts';
import { at, cli, collection, garden, lilliput, openDesk, type Desk } from './desk.ts';

const kills = 50;
let desk: Desk;
beforeAll(async () => { desk = await openDesk(); });
afterAll(async () => { await desk?.close(); });

const place = (index: number) => at(2.005 + (index % 60) / 2000, 46.805 + Math.floor(index / 60) / 4000);
const features = (plots: number, name: string) => Array.from({ length: 1500 }, (_, index) => garden(`${index}`, { plots, name: `${name} ${index}` }, place(index)));

/** Rows as an import writes them: what must be one or the other, never between. */
const content = async () => (await desk.ask<{ hash: string }>("select md5(coalesce(string_agg(concat_ws('|', source, source_id, name, plots, ST_AsEWKT(geom)), E'\\n' order by source, source_id), '')) as hash from karter.gardens where source = 'Registre'"))[0]!.hash;

function start(path: string) {
  return spawn(process.execPath, ['--disable-warning=ExperimentalWarning', cli, 'import', 'gardens', path, '--complete'], { env: { ...process.env, DATABASE_URL: desk.database.url, KARTER_CITY: lilliput }, stdio: 'ignore' });
}

/** Until the database has undone what the killed one was doing. */
async function quiet(): Promise<void> {
  for (;;) {
    const [{ count }] = await desk.ask<{ count: number }>("select count(*)::integer as count from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and application_name = 'karter_direct'") as [{ count: number }];
    if (count === 0) return;
    await new Promise((resolve) => { setTimeout(resolve, 20); });
  }
}

it(`${kills} kills at random instants: 0 rows lost or half-written`, async () => {
  const [one, other] = [desk.file('un.geojson', collection(features(1, 'Un'))), desk.file('deux.geojson', collection(features(2, 'Deux').slice(0, 1400)))];
  // How long it takes, and what either leaves.
  const states: string[] = [];
  let whole = 0;
  for (const path of [one, other, one]) {
    const began = Date.now();
    expect(await once(start(path), 'close')).toEqual([0, null]);
    whole = Date.now() - began;
    states.push(await content());
  }
  expect(states[0]).toBe(states[2]);
  expect(states[0]).not.toBe(states[1]);
  const outcome = { before: 0, after: 0, done: 0 };
  let present = states[0]!;
  for (let kill = 0; kill < kills; kill += 1) {
    const wanted = present === states[0] ? states[1]! : states[0]!;
    const child = start(present === states[0] ? other : one);
    const closed = once(child, 'close');
    // Spread over the whole run, and beyond its end.
    const timer = setTimeout(() => child.kill('SIGKILL'), whole * 1.3 * ((kill + Math.random()) / kills));
    const [code] = await closed as [number | null];
    clearTimeout(timer);
    await quiet();
    const now = await content();
    if (code === 0) { expect(now).toBe(wanted); outcome.done += 1; } else outcome[now === present ? 'before' : 'after'] += 1;
    expect([present, wanted]).toContain(now);
    present = now;
  }
  console.info(`${kills} arrêts sur ${whole} ms :`, outcome);
  expect(outcome.before + outcome.after).toBeGreaterThan(kills / 3);
  // Nothing that was killed is in the way.
  for (const path of [one, other]) expect(await once(start(path), 'close')).toEqual([0, null]);
  expect(await content()).toBe(states[1]);
  await desk.ask("update karter.imports set updated_at = now() - interval '3 days' where state <> 'ecrit'");
  await desk.ask(`set role karter_app; ${query('nightly-forget')}`);
  expect(await desk.ask('select import from karter.import_rows')).toEqual([]);
  expect(await desk.ask("select id from karter.imports where state in ('lecture', 'pret', 'ecriture')")).toEqual([]);
  // What they had unpacked is removed by whoever reads next, once it is a day old.
  expect(readdirSync(tmpdir()).filter((name) => name.startsWith('karter-')).length).toBeLessThanOrEqual(kills * 2);
});
