// The demonstration calendar: full around any day, the same at every generation, at the same hour of the clock in every season.
import { expect, it } from 'vitest';
import type { Client } from '../../server/db.ts';
import { column, one, openSession, value } from './session.ts';

const session = openSession();
const hold = (client: Client, day: string, zone = 'Europe/Paris'): Promise<number> => value(client, 'select hold_job_datings($1, $2)', [day, zone]);
const ids = (client: Client): Promise<string[]> => column(client, 'select id from job_dating_events order by id');
const empty = (client: Client) => client.query('delete from job_dating_events');

it('adds nothing twice, and gives the same dates when all were lost', () => session.rolledBack(async (client) => {
  await empty(client);
  expect(await hold(client, '2026-11-23')).toBeGreaterThan(60);
  const first = (await client.query('select id, venue_id, starts_at, ends_at, posts from job_dating_events order by id')).rows;
  expect(await hold(client, '2026-11-23')).toBe(0);
  await empty(client);
  await hold(client, '2026-11-23');
  expect((await client.query('select id, venue_id, starts_at, ends_at, posts from job_dating_events order by id')).rows).toEqual(first);
  expect(first.map(({ id }) => id as string)).toContain('rubans-2026W48');
}));

it('moves its window with the day, and keeps what is behind', () => session.rolledBack(async (client) => {
  await empty(client);
  await hold(client, '2026-11-23');
  const span = () => one(client, 'select min(starts_at)::date::text as first, max(starts_at)::date::text as last from job_dating_events');
  expect(await span()).toEqual({ first: '2025-11-18', last: '2027-03-23' });
  const before = await ids(client);
  expect(await hold(client, '2026-12-07')).toBe(2);
  expect(await span()).toEqual({ first: '2025-11-18', last: '2027-04-06' });
  expect(await ids(client)).toEqual(expect.arrayContaining(before));
}));

it.each([
  ['the Sunday the clocks go back', '2026-10-25', ['2026-10-20 14:00', '2026-10-27 14:00', '2026-11-03 14:00']],
  ['the Sunday the clocks go forward', '2027-03-28', ['2027-03-23 14:00', '2027-03-30 14:00']],
])('stays at two o’clock across %s', (_name, day, expected) => session.rolledBack(async (client) => {
  await empty(client);
  await hold(client, day);
  const local = await column<string>(client, "select to_char(starts_at at time zone 'Europe/Paris', 'YYYY-MM-DD HH24:MI') from job_dating_events");
  expect(local).toEqual(expect.arrayContaining(expected));
  expect(new Set(local.map((text) => text.slice(11)))).toEqual(new Set(['14:00']));
  const utc = new Set(await column<string>(client, "select to_char(starts_at at time zone 'UTC', 'HH24:MI') from job_dating_events"));
  expect(utc).toEqual(new Set(['12:00', '13:00']));
}));

it('counts its weeks across the turn of a year with 53 of them', () => session.rolledBack(async (client) => {
  await empty(client);
  await client.query('update job_dating_rhythms set every_weeks = 2');
  await hold(client, '2027-01-10');
  const apart = await column<number>(client, "select extract(day from starts_at - lag(starts_at) over (order by starts_at))::integer from job_dating_events where starts_at between '2026-12-01' and '2027-02-20'");
  expect(new Set(apart.slice(1))).toEqual(new Set([14]));
  expect((await ids(client)).filter((id) => /2026W53|2027W01/.test(id))).toHaveLength(1);
}));

it('shows the next one first and what is past no more', () => session.rolledBack(async (client) => {
  await empty(client);
  await client.query(`insert into job_dating_events (id, venue_id, starts_at, ends_at, title)
    select 'essai-' || hours, id, now() + hours * interval '1 hour', now() + (hours + 2) * interval '1 hour', 'Essai' from job_datings, (values (-30), (-1), (20), (40)) given(hours)`);
  const item = await one<{ events: { id: string }[]; next_on: Date; events_12_months: number }>(client, 'select events, next_on, events_12_months from item_job_datings');
  expect(item.events.map(({ id }) => id)).toEqual(['essai--1', 'essai-20', 'essai-40']);
  expect(item.next_on.getTime()).toBeLessThan(Date.now());
  expect(item.events_12_months).toBe(2);
}));

it('tells the tiles when a date moves, and remembers what was announced', () => session.rolledBack(async (client) => {
  await empty(client);
  const before = await value<number>(client, 'select count(*) from changes');
  await hold(client, '2026-11-23');
  expect(await value(client, 'select count(*) from changes')).toBe(before + 1);
  await client.query("update job_dating_events set starts_at = starts_at - interval '1 hour' where id = 'rubans-2026W48'");
  const told = await value<number>(client, 'select count(*) from changes');
  expect(told).toBeGreaterThan(before + 1);
  await client.query("update job_dating_events set title = title where id = 'rubans-2026W48'");
  const announced = await column<string>(client, "select feature ->> 'starts_at' from feature_versions where layer = 'job_dating_events' and feature ->> 'id' = 'rubans-2026W48' and upper(known) > now() order by upper(known) desc limit 1");
  expect(announced).toEqual([expect.stringContaining('2026-11-24T13:00')]);
  expect(await value(client, 'select count(*) from changes')).toBe(told);
}));

it('regression: figures of a venue whose dates were since cancelled', () => session.rolledBack(async (client) => {
  const held = (asOf: string | null) => column(client, "select value from figures_emploi((now() - interval '1 day')::date, $1) where quartier = 'le-moulin' and key = 'job_datings_12_months'", [asOf]);
  const published = await value<string>(client, 'select max(updated_at)::text from job_dating_events');
  const [figure] = await held(published);
  expect(figure).toBeGreaterThan(40);
  await empty(client);
  expect(await held(published)).toEqual([figure]);
  expect(await held(null)).toEqual([]);
}));
