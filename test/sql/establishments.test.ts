// The Sirene register beside the units: what matches and what does not, what a closing asks for, what a refusal takes away, what never shows.
import { describe, expect, it } from 'vitest';
import type { Client } from '../../server/db.ts';
import { addPremises, column, one, openSession, point, refusal, value } from './session.ts';

const session = openSession();

interface Given { siret?: string; sign?: string | null; naf?: string | null; street?: string | null; number?: number | null; state?: string; closed_on?: string | null; diffusion?: string; metresEast?: number; demo?: boolean; opened_on?: string }

/** A shop in Lilliput, 10 rue du Port; metres east of it at this latitude. */
const at = (metres = 0): string => point(2.02 + metres / 76_300, 46.815);

async function addEstablishment(client: Client, given: Given = {}): Promise<number> {
  const { siret = '12345678900011', sign = 'Boulangerie du Port', naf = '10.71C', street = 'Rue du Port', number = 10, state = 'actif', closed_on = null, diffusion = 'O', metresEast = 3, demo = false, opened_on = '2015-03-01' } = given;
  return value<number>(client, `insert into establishments (source, source_id, licence, vintage, accuracy, siret, siren, state, diffusion, sign, naf, street, number, closed_on, opened_on, demo, geom)
    values ('Insee, Sirene', $1, 'LO', '2026-11-01', 'exacte', $1, left($1, 9), $2, $3, $4, $5, $6, $7, $8, $9, $10, ${at(metresEast)}) returning id`, [siret, state, diffusion, sign, naf, street, number, closed_on, opened_on, demo]);
}

const addShop = (client: Client, sourceId = 'port-10', more: Record<string, unknown> = {}, metresEast = 0): Promise<number> =>
  addPremises(client, sourceId, at(metresEast), { name: 'Boulangerie du Port', address: '10 rue du Port', naf: '10.71C', occupancy: 'occupe', observed_on: '2026-01-10', ...more });

const shown = (client: Client, id: number): Promise<string | null> => value(client, 'select siret from item_premises where id = $1', [id]);
const stateOf = (client: Client, id: number): Promise<string[]> => column(client, 'select state from establishment_matches where establishment_id = $1', [id]);

describe('a match', () => {
  it('is kept where address and sign agree, and shows on the unit’s card alone', () => session.rolledBack(async (client) => {
    const shop = await addShop(client);
    const id = await addEstablishment(client);
    expect(await stateOf(client, id)).toEqual(['retenue']);
    expect(await shown(client, shop)).toBe('12345678900011');
    const { score, metres } = await one<{ score: number; metres: number }>(client, 'select score, metres from establishment_matches where establishment_id = $1', [id]);
    expect(score).toBeGreaterThan(0.9);
    expect(metres).toBeCloseTo(3, 0);
  }));

  it('waits for the unit: one that comes later is matched too', () => session.rolledBack(async (client) => {
    const id = await addEstablishment(client);
    expect(await stateOf(client, id)).toEqual([]);
    await addShop(client);
    expect(await stateOf(client, id)).toEqual(['retenue']);
  }));

  it.each([
    ['a flat above the shop: same door, other trade, no sign', { sign: null, naf: '62.01Z' }],
    ['a trade of its own name at the same door', { sign: 'Conseil Dupuis', naf: '70.22Z' }],
    ['another number of the street with another sign', { number: 24, sign: 'Le Fournil', metresEast: 40 }],
    ['the same chain too far away', { metresEast: 90 }],
  ] satisfies [string, Given][])('is not kept for %s', (_, given) => session.rolledBack(async (client) => {
    const shop = await addShop(client);
    const id = await addEstablishment(client, given);
    expect(await stateOf(client, id)).not.toContain('retenue');
    expect(await shown(client, shop)).toBeNull();
  }));

  it('is never kept with a vacant unit, nor with the demonstration', () => session.rolledBack(async (client) => {
    await addShop(client, 'vide', { occupancy: 'vacant' });
    await addShop(client, 'essai', { demo: true });
    const id = await addEstablishment(client);
    expect(await stateOf(client, id)).toEqual(['proposee']);
    expect(await value(client, 'select unit.demo from establishment_matches join premises unit on unit.id = premises_id')).toBe(false);
  }));

  it('is one for a unit and one for an establishment; twins are for a person to tell apart', () => session.rolledBack(async (client) => {
    const shop = await addShop(client);
    await addEstablishment(client, { siret: '12345678900011' });
    await addEstablishment(client, { siret: '99945678900011', sign: 'Boulangerie', naf: '10.71C', metresEast: 12 });
    expect(await column(client, "select siret from establishment_matches join establishments item on item.id = establishment_id where establishment_matches.state = 'retenue'")).toEqual(['12345678900011']);
    expect(await shown(client, shop)).toBe('12345678900011');
  }));

  it('makes no unit and changes no occupancy', () => session.rolledBack(async (client) => {
    const shop = await addShop(client, 'port-10', { occupancy: 'travaux' });
    const before = await value(client, 'select count(*) from premises');
    await addEstablishment(client);
    await addEstablishment(client, { siret: '99945678900011', street: 'Rue Seule', number: 1, metresEast: 400 });
    await client.query("update establishments set state = 'ferme', closed_on = '2026-10-01'");
    expect(await value(client, 'select count(*) from premises')).toBe(before);
    expect(await one(client, 'select occupancy, observed_on::text from premises where id = $1', [shop])).toEqual({ occupancy: 'travaux', observed_on: '2026-01-10' });
    expect(await value(client, 'select count(*) from feature_versions where layer = \'premises\' and id = $1', [shop])).toBe(0);
  }));

  it('follows what a person decided', () => session.rolledBack(async (client) => {
    const shop = await addShop(client);
    const id = await addEstablishment(client, { sign: null, naf: '62.01Z' });
    const person = '11111111-1111-1111-1111-111111111111';
    await client.query('select decide_match($1, $2, true, $3)', [id, shop, person]);
    expect(await shown(client, shop)).toBe('12345678900011');
    await client.query('select match_establishments()');
    expect(await shown(client, shop)).toBe('12345678900011');
    await client.query('select decide_match($1, $2, false, $3)', [id, shop, person]);
    await client.query('select match_establishments()');
    expect(await stateOf(client, id)).toEqual([]);
    expect(await shown(client, shop)).toBeNull();
  }));

  it('tells those who keep pages that a card changed, and where no establishment is', () => session.rolledBack(async (client) => {
    await addShop(client);
    await client.query('delete from changes');
    await addEstablishment(client);
    expect(await column(client, "select layer || coalesce(ST_AsText(bounds), '') from changes")).toEqual(['premises']);
  }, 'karter_owner'));
});

describe('a closed SIRET', () => {
  const tasks = (client: Client) => column<string>(client, "select reason || ' ' || signal || ' ' || state from survey_tasks order by id");

  it('opens one task, once, and shows no more', () => session.rolledBack(async (client) => {
    const shop = await addShop(client);
    await addEstablishment(client);
    const close = "update establishments set state = 'ferme', closed_on = '2026-10-01', vintage = ";
    await client.query(`${close}'2026-11-02'`);
    expect(await tasks(client)).toEqual(['siret_ferme 12345678900011 2026-10-01 ouverte']);
    expect(await shown(client, shop)).toBeNull();
    await client.query(`${close}'2026-11-03'`);
    await client.query('select match_establishments()');
    await client.query("update survey_tasks set state = 'faite', closed_at = now()");
    await client.query(`${close}'2026-11-04'`);
    await client.query('select match_establishments()');
    expect(await tasks(client)).toEqual(['siret_ferme 12345678900011 2026-10-01 faite']);
  }));

  it('opens one too when it was never seen open here; none after a visit, nor where another works', () => session.rolledBack(async (client) => {
    await addShop(client);
    await addEstablishment(client, { state: 'ferme', closed_on: '2026-10-01' });
    expect(await tasks(client)).toHaveLength(1);
    await client.query('truncate survey_tasks');
    await client.query("update premises set observed_on = '2026-10-20' where source_id = 'port-10'");
    await client.query('select match_establishments()');
    expect(await tasks(client)).toEqual([]);
  }, 'karter_owner'));
});

describe('a refusal of publication', () => {
  it('that is partial masks what was known, in the past too', () => session.rolledBack(async (client) => {
    const shop = await addShop(client);
    const id = await addEstablishment(client);
    await client.query("update establishments set naf = '47.24Z'");
    await client.query("update establishments set naf = '10.71C'");
    expect(await value(client, "select count(*) from feature_versions where layer = 'establishments' and feature ->> 'sign' is not null")).toBe(2);
    await client.query("insert into geocode_reviews (layer, source, source_id, address) values ('establishments', 'Insee, Sirene', '12345678900011', '10 rue du Port')");
    await client.query("update establishments set diffusion = 'P'");
    expect(await one(client, 'select name, address, sign, usual_name, number, street, geom, quartier, naf from establishments where id = $1', [id]))
      .toEqual({ name: null, address: null, sign: null, usual_name: null, number: null, street: null, geom: null, quartier: null, naf: '10.71C' });
    expect(await value(client, "select count(*) from feature_versions where layer = 'establishments' and (feature::text ilike '%boulangerie%' or feature::text ilike '%rue du port%' or feature -> 'geom' <> 'null')")).toBe(0);
    expect(await value(client, "select count(*) from feature_versions where layer = 'establishments'")).toBeGreaterThan(0);
    expect(await value(client, 'select count(*) from geocode_reviews')).toBe(0);
    expect(await shown(client, shop)).toBeNull();
    expect(await stateOf(client, id)).toEqual([]);
  }));

  it('that is whole leaves nothing, whether the file says so or no longer holds it', () => session.rolledBack(async (client) => {
    const shop = await addShop(client);
    for (const leave of ["update establishments set diffusion = 'N'", 'delete from establishments']) {
      await addEstablishment(client);
      await client.query("update establishments set naf = '10.71D'");
      await client.query(leave);
      expect(await value(client, 'select count(*) from establishments')).toBe(0);
      expect(await value(client, "select count(*) from feature_versions where layer = 'establishments'")).toBe(0);
      expect(await shown(client, shop)).toBeNull();
    }
  }));

  it('holds against a file that gives more than it should', () => session.rolledBack(async (client) => {
    await addEstablishment(client, { diffusion: 'P' });
    expect(await one(client, 'select sign, street, geom from establishments')).toEqual({ sign: null, street: null, geom: null });
  }));
});

it('both nomenclatures stand side by side with the days on which they hold', () => session.rolledBack(async (client) => {
  await addEstablishment(client);
  expect(await one(client, 'select naf, naf_until::text, naf_2025, naf_2025_from::text from item_establishments')).toEqual({ naf: '10.71C', naf_until: '2026-12-31', naf_2025: null, naf_2025_from: '2027-01-01' });
  expect(await column(client, "select id from nomenclatures where in_force @> date '2027-01-01'")).toEqual(['NAF2025']);
}));

it('the public reader sees the SIRET of a matched unit, and of no other', async () => {
  await session.rolledBack(async (client) => {
    await addShop(client);
    await addEstablishment(client);
    await addEstablishment(client, { siret: '55545678900011', street: 'Rue Seule', number: 4, sign: 'Chez Moi', metresEast: 300 });
    await client.query('set local role karter_reader');
    expect(await column(client, 'select siret from item_premises where siret is not null')).toEqual(['12345678900011']);
    expect(await refusal(client, 'select * from establishments')).toBe('42501');
    expect(await refusal(client, 'select * from premises_establishments')).toBe('42501');
    for (const table of ['search_entries', 'changes', 'feature_versions', 'retired_features']) expect(await value(client, `select count(*) from ${table} where layer = 'establishments'`), table).toBe(0);
  });
});
