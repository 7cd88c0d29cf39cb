// Occupancy as observed: periods with unknown bounds, corrections recorded later, figures that can always be found again.
import { describe, expect, it } from 'vitest';
import type { Client } from '../../server/db.ts';
import { addPremises, one, openSession, point, value } from './session.ts';

const session = openSession();

const observe = (client: Client, id: number, day: string, occupancy: string, recorded = 'now()', more: { observer?: string; activity?: string } = {}) => client.query(
  `insert into premises_observations (premises_id, observed_on, occupancy, recorded_at, observer, activity) values ($1, $2, $3, ${recorded}, $4, $5)`,
  [id, day, occupancy, more.observer ?? 'relevé', more.activity ?? null]);
const at = (moment: string): string => `'${moment}'::timestamptz`;
/** A unit known here since the beginning of 2020, so that earlier moments can be asked for. */
const unit = (client: Client, sourceId: string) => addPremises(client, sourceId, point(2.005, 46.815), { updated_at: '2020-01-01T00:00:00Z' });
const periods = (client: Client, id: number, known = "'infinity'") => client.query(
  `select occupancy, began_after, began_by, last_seen, ended_by from premises_periods(${known}) where premises_id = $1 order by began_by`, [id]).then(({ rows }) => rows);

describe('periods', () => {
  it('keep both bounds of what nobody saw begin', () => session.rolledBack(async (client) => {
    const id = await unit(client, 'bornes');
    for (const [day, occupancy] of [['2022-03-01', 'occupe'], ['2023-03-01', 'occupe'], ['2024-03-01', 'vacant'], ['2025-03-01', 'vacant'], ['2026-03-01', 'occupe']] as const) await observe(client, id, day, occupancy);
    expect(await periods(client, id)).toEqual([
      { occupancy: 'occupe', began_after: null, began_by: '2022-03-01', last_seen: '2023-03-01', ended_by: '2024-03-01' },
      { occupancy: 'vacant', began_after: '2023-03-01', began_by: '2024-03-01', last_seen: '2025-03-01', ended_by: '2026-03-01' },
      { occupancy: 'occupe', began_after: '2025-03-01', began_by: '2026-03-01', last_seen: '2026-03-01', ended_by: null },
    ]);
  }));

  it('place an observation made long ago and told today where it belongs', () => session.rolledBack(async (client) => {
    const id = await unit(client, 'tardive');
    await observe(client, id, '2024-01-01', 'occupe');
    await observe(client, id, '2026-01-01', 'vacant');
    await observe(client, id, '2025-01-01', 'vacant');
    expect(await one(client, 'select occupancy, observed_on, vacant_since, vacant_after from premises where id = $1', [id]))
      .toEqual({ occupancy: 'vacant', observed_on: '2026-01-01', vacant_since: '2025-01-01', vacant_after: '2024-01-01' });
  }));

  it('let a later record of the same day correct it, and show what was known before', () => session.rolledBack(async (client) => {
    const id = await unit(client, 'corrigee');
    await observe(client, id, '2025-06-01', 'vacant', at('2025-06-02'));
    await observe(client, id, '2025-06-01', 'occupe', at('2025-07-01'));
    expect(await periods(client, id)).toMatchObject([{ occupancy: 'occupe' }]);
    expect(await periods(client, id, at('2025-06-15'))).toMatchObject([{ occupancy: 'vacant' }]);
    expect(await value(client, 'select occupancy from premises where id = $1', [id])).toBe('occupe');
  }));

  it('forget the activity with the occupant, and take the latest one seen', () => session.rolledBack(async (client) => {
    const id = await unit(client, 'metier');
    await observe(client, id, '2024-01-01', 'occupe', 'now()', { activity: 'bio' });
    expect(await value(client, 'select activity from premises where id = $1', [id])).toBe('bio');
    await observe(client, id, '2025-01-01', 'vacant');
    expect(await one(client, 'select activity, vacant_since from premises where id = $1', [id])).toEqual({ activity: null, vacant_since: '2025-01-01' });
    await observe(client, id, '2026-01-01', 'occupe', 'now()', { activity: 'culture' });
    expect(await one(client, 'select activity, vacant_since, vacant_after from premises where id = $1', [id])).toEqual({ activity: 'culture', vacant_since: null, vacant_after: null });
  }));

  it('agree with the state on every day', () => session.rolledBack(async (client) => {
    const id = await unit(client, 'accord');
    const occupancies = ['occupe', 'vacant', 'vacant', 'travaux', 'occupe', 'occupe', 'vacant', 'inconnu'];
    for (const [index, occupancy] of occupancies.entries()) await observe(client, id, `2025-0${index + 1}-15`, occupancy);
    const disagreeing = await value(client, `
      select count(*) from generate_series(date '2025-01-01', '2025-12-31', '1 day') day
      left join premises_state(day::date, 'infinity') state on state.premises_id = $1
      left join premises_periods('infinity') period on period.premises_id = $1 and period.began_by <= day and (period.ended_by is null or period.ended_by > day)
      where state.occupancy is distinct from period.occupancy`, [id]);
    expect(disagreeing).toBe(0);
  }));
});

describe('figures', () => {
  const vacancy = async (client: Client, on: string, asOf: string | null) => {
    const { rows } = await client.query<{ key: string; value: number | null }>("select key, value from figures_commerces($1, $2) where quartier = 'le-moulin' order by key", [on, asOf]);
    return Object.fromEntries(rows.map(({ key, value: number }) => [key, number]));
  };

  it('are found again with the day and the moment they were published with', () => session.rolledBack(async (client) => {
    await client.query('delete from premises');
    const units = [];
    for (const name of ['a', 'b', 'c', 'd']) units.push(await unit(client, name));
    for (const id of units) await observe(client, id, '2025-01-10', 'occupe', at('2025-01-11'));
    await observe(client, units[0]!, '2025-02-10', 'vacant', at('2025-02-11'));
    const published = await vacancy(client, '2025-02-28', '2025-03-01T00:00:00Z');
    expect(published).toEqual({ premises: 4, vacant: 1, vacancy_rate: 25 });
    // Recorded later: a correction of that day, a visit made before it, and a unit that is no more.
    await observe(client, units[0]!, '2025-02-10', 'occupe', at('2025-04-01'));
    await observe(client, units[1]!, '2025-02-20', 'vacant', at('2025-04-02'));
    await observe(client, units[2]!, '2025-02-20', 'travaux', at('2025-04-02'));
    expect(await vacancy(client, '2025-02-28', '2025-03-01T00:00:00Z')).toEqual(published);
    expect(await vacancy(client, '2025-02-28', null)).toEqual({ premises: 3, vacant: 1, vacancy_rate: 100 / 3 });
    expect(await vacancy(client, '2025-01-31', null)).toEqual({ premises: 4, vacant: 0, vacancy_rate: 0 });
    expect(await vacancy(client, '2024-12-31', null)).toEqual({});
    await client.query('update premises set street = \'ailleurs\'');
    expect(await vacancy(client, '2025-02-28', '2025-03-01T00:00:00Z')).toEqual(published);
  }));
});

it('regression: figures of a unit that was since removed', () => session.rolledBack(async (client) => {
  await client.query('delete from premises');
  const [kept, removed] = [await unit(client, 'reste'), await unit(client, 'parti')];
  for (const id of [kept, removed]) await observe(client, id, '2025-01-10', id === kept ? 'occupe' : 'vacant', at('2025-01-11'));
  const vacant = (asOf: string | null) => value(client, "select value from figures_commerces('2025-02-28', $1) where quartier is null and key = 'vacancy_rate'", [asOf]);
  expect(await vacant('2025-03-01T00:00:00Z')).toBe(50);
  await client.query('delete from premises where id = $1', [removed]);
  expect(await vacant('2025-03-01T00:00:00Z')).toBe(50);
  expect(await vacant(null)).toBe(0);
}));
