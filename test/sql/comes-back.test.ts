// A download brought in again: what it repeats is nothing new, what it cannot say stays as it is.
import { expect, it } from 'vitest';
import { addPremises, column, openSession, point, value } from './session.ts';

const session = openSession();

it('a file that repeats what is known of a day is no new observation, whoever saw it', () => session.rolledBack(async (client) => {
  const id = await addPremises(client, 'retour', point(2.005, 46.815));
  const receive = (row: object) => client.query('select receive_premises($1)', [JSON.stringify([{ id, ...row }])]);
  const seen = () => column(client, "select observed_on || ' ' || occupancy || ' ' || observer from premises_observations where premises_id = $1 order by id", [id]);
  await receive({ observations: [{ observed_on: '2025-06-01', occupancy: 'vacant', observer: 'relevé' }] });
  await receive({ occupancy: 'vacant', observed_on: '2025-06-01' });
  expect(await seen()).toEqual(['2025-06-01 vacant relevé']);
  await receive({ occupancy: 'occupe', observed_on: '2025-06-01' });
  await receive({ occupancy: 'occupe', observed_on: '2026-01-01' });
  expect(await seen()).toEqual(['2025-06-01 vacant relevé', '2025-06-01 occupe essai', '2026-01-01 occupe essai']);
  // Another who names themselves saw it too.
  await receive({ observations: [{ observed_on: '2026-01-01', occupancy: 'occupe', observer: 'relevé' }] });
  expect(await seen()).toHaveLength(4);
}));

it('a unit without observations has none afterwards either', () => session.rolledBack(async (client) => {
  const id = await addPremises(client, 'jamais-vu', point(2.005, 46.815));
  await client.query('select receive_premises($1)', [JSON.stringify([{ id, occupancy: 'inconnu', observed_on: null, observations: [] }])]);
  expect(await value(client, 'select count(*)::integer from premises_observations where premises_id = $1', [id])).toBe(0);
}));

it('a file without rhythms leaves them, one that says null ends them', () => session.rolledBack(async (client) => {
  const held = () => value<number>(client, 'select count(*)::integer from job_dating_rhythms');
  const before = await held();
  expect(before).toBeGreaterThan(0);
  const venue = await value<number>(client, 'select min(venue_id) from job_dating_rhythms');
  await client.query('select receive_job_datings($1)', [JSON.stringify([{ id: venue }])]);
  expect(await held()).toBe(before);
  await client.query('select receive_job_datings($1)', [JSON.stringify([{ id: venue, rhythm: null }])]);
  expect(await held()).toBe(before - 1);
}));
