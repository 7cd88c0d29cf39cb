// The figures of the five themes, worked out by hand on a handful of features.
import { describe, expect, it } from 'vitest';
import { figureDefinitions } from '../../geodata/figures.ts';
import type { Client } from '../../server/db.ts';
import { openSession, point, value } from './session.ts';

const session = openSession();

/** The figures of a quartier (null: the city) as an object; keys without a row are absent. */
async function figures(client: Client, quartier: string | null, on: string, asOf: string | null = null): Promise<Record<string, number | null>> {
  const { rows } = await client.query<{ key: string; value: number | null }>('select key, value from figures($1, $2) where quartier is not distinct from $3', [on, asOf, quartier]);
  return Object.fromEntries(rows.map(({ key, value: number }) => [key, number]));
}
const insert = (client: Client, table: string, geometry: string, more: Record<string, unknown>, sourceId: string) => {
  const names = Object.keys(more);
  return client.query(`insert into ${table} (source, source_id, licence, vintage, accuracy, geom${names.map((name) => `, ${name}`).join('')})
    values ('essai', $1, 'essai', '2026-01-01', 'exacte', ${geometry}${names.map((_, index) => `, $${index + 2}`).join('')})`, [sourceId, ...Object.values(more)]);
};

it('are those that the interface has words for', () => session.rolledBack(async (client) => {
  const known = figureDefinitions.map(({ key }) => key).toSorted();
  const { rows } = await client.query<{ key: string }>("select distinct key from figures('2026-11-23', null)");
  expect(known).toEqual(expect.arrayContaining(rows.map(({ key }) => key)));
  const { rows: [whole] } = await client.query<{ source: string }>("select string_agg(prosrc, '') as source from pg_proc where pronamespace = 'karter'::regnamespace and proname like 'figures\\_%'");
  for (const key of known) expect(whole!.source, key).toContain(`'${key}'`);
}));

it('count the tiny city', () => session.rolledBack(async (client) => {
  await client.query("select hold_job_datings('2026-11-23', 'Europe/Paris')");
  expect(await figures(client, null, '2026-11-23')).toMatchObject({
    venues: 1, // A year of Tuesdays but 11 November 2025, which is a holiday.
    job_datings_12_months: 51, days_to_next: 1, epiceries: 1, premises: 4, vacant: 1, vacancy_rate: 25, gardens: 1, garden_area: 1000, plots: 12,
  });
  expect(await figures(client, 'sainte-agathe', '2026-11-23')).toMatchObject({ gardens: 1, garden_area: 1000 });
  expect(await figures(client, 'la-cote-aux-oeufs', '2026-11-23')).not.toHaveProperty('gardens');
  expect(await figures(client, 'la-cote-aux-oeufs', '2099-06-01')).toMatchObject({ gardens: 1 });
}));

describe('of the citizens’ funds', () => {
  it('leave out what was given up, and sum what was decided by then', () => session.rolledBack(async (client) => {
    const project = (stage: string, amount: number | null, decided: string | null, delivered: string | null, id: string) =>
      insert(client, 'projects', point(2.005, 46.81), { name: id, stage, amount_eur: amount, decided_on: decided, delivered_on: delivered }, id);
    await project('realise', 1000, '2024-01-01', '2025-01-01', 'banc');
    await project('finance', 500, '2025-06-01', null, 'fontaine');
    await project('abandonne', 9000, '2024-01-01', null, 'statue');
    await project('en_deliberation', 700, null, null, 'balançoire');
    await project('en_cours', null, '2024-02-01', null, 'haie');
    expect(await figures(client, 'le-moulin', '2026-01-01')).toMatchObject({ projects: 4, projects_delivered: 1, amount_eur: 1500 });
    expect(await figures(client, 'le-moulin', '2024-06-01')).toMatchObject({ projects: 4, amount_eur: 1000 });
    expect(await figures(client, 'le-moulin', '2024-06-01')).not.toHaveProperty('projects_delivered');
    expect(await figures(client, 'sainte-agathe', '2026-01-01')).not.toHaveProperty('projects');
  }));
});

describe('of the épiceries', () => {
  it('count those within 300 m of a ressourcerie, in true metres', () => session.rolledBack(async (client) => {
    // A hundredth of a degree of latitude is 1,111 m: 290 m and 310 m to the north.
    await insert(client, 'ressourceries', point(2.02, 46.81), { name: 'Atelier', kind: 'ressourcerie' }, 'atelier');
    await insert(client, 'epiceries', point(2.02, 46.81 + 0.00261), { name: 'Près', kind: 'sociale' }, 'pres');
    expect(await figures(client, 'sainte-agathe', '2026-01-01')).toMatchObject({ epiceries: 1, ressourceries: 1, epiceries_beside: 1 });
    await client.query(`update epiceries set geom = ${point(2.02, 46.81 + 0.00279)} where source_id = 'pres'`);
    expect(await figures(client, 'sainte-agathe', '2026-01-01')).toMatchObject({ epiceries: 1, epiceries_beside: 0 });
    expect(await value(client, "select ressourcerie_m from item_epiceries where source_id = 'pres'")).toBeGreaterThan(300);
  }));
});

it('of the whole are those of its quartiers together', () => session.rolledBack(async (client) => {
  const { rows } = await client.query("select key from figures('2026-11-23', null) where key in ('venues', 'epiceries', 'premises', 'vacant', 'gardens') group by key having sum(value) filter (where quartier is not null) <> max(value) filter (where quartier is null)");
  expect(rows).toEqual([]);
}));
