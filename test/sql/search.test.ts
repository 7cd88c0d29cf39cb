// Search as people type: without accents, in any case, shortened, mistyped; the thing itself before what is near it.
import { describe, expect, it } from 'vitest';
import { query } from '../../server/db.ts';
import { publicLayers } from '../../geodata/layers.ts';
import { column, openSession, value } from './session.ts';

const session = openSession('brest');
const searchable = publicLayers.filter((layer) => layer.searchable).map(({ id }) => id);

async function find(typed: string, layers: readonly string[] = searchable): Promise<{ layer: string; name: string }[]> {
  let rows: { layer: string; name: string }[] = [];
  await session.rolledBack(async (client) => { ({ rows } = await client.query(query('search'), [typed, 10, layers, ['quartiers', 'communes', 'streets', 'transit']])); }, 'karter_reader');
  return rows;
}

describe('the first hit', () => {
  it.each([
    ['Bellevue', 'quartiers', 'Bellevue'], ['bellevu', 'quartiers', 'Bellevue'], ['BELLEVUE', 'quartiers', 'Bellevue'], ['belevue', 'quartiers', 'Bellevue'],
    ['st pierre', 'quartiers', 'Saint-Pierre'], ['St-Pierre', 'quartiers', 'Saint-Pierre'], ['saint marc', 'quartiers', 'Saint-Marc'],
    ['lambezelec', 'quartiers', 'Lambézellec'], ['lambézellec', 'quartiers', 'Lambézellec'], ['Lambezellec ', 'quartiers', 'Lambézellec'],
    ['rue de siam', 'streets', 'Rue de Siam'], ['rue siam', 'streets', 'Rue de Siam'], ['siam', 'transit', 'Siam'],
    ['plouzane', 'communes', 'Plouzané'], ['capucins', 'transit', 'Capucins'],
  ])('of « %s » is in %s', async (typed, layer, name) => {
    const [first] = await find(typed);
    expect(first).toMatchObject({ layer, name: expect.stringContaining(name) });
  });
});

it('puts what is called so before what begins so, and that before what holds the word', async () => {
  const names = (await find('bellevue')).map(({ name }) => name);
  expect(names[0]).toBe('Bellevue');
  const exact = names.filter((name) => name === 'Bellevue').length;
  expect(names.slice(0, exact)).toEqual(Array(exact).fill('Bellevue'));
  expect(names.some((name) => name !== 'Bellevue' && /bellevue/i.test(name))).toBe(true);
});

it('finds nothing for nothing, and nothing for what is no word', async () => {
  for (const typed of ['', '   ', '%', '_', "' or 1=1 --", '\\', '日本', '…', 'zzzzqqqqxxxx']) expect(await find(typed), typed).toEqual([]);
});

it('keeps to the layers it was given', async () => {
  expect(new Set((await find('bellevue', ['qpv'])).map(({ layer }) => layer))).toEqual(new Set(['qpv']));
});

it('follows a new name, and forgets the former one', () => session.rolledBack(async (client) => {
  await client.query("update quartiers set name = 'Quartier-des-Étoiles' where slug = 'bellevue'");
  expect(await column(client, "select name from search_entries where layer = 'quartiers' and words = 'quartier des etoiles'")).toEqual(['Quartier-des-Étoiles']);
  expect(await value(client, "select count(*) from search_entries where layer = 'quartiers' and words = 'bellevue'")).toBe(0);
}));

it('compares without case, accents, hyphens, apostrophes; St is Saint', () => session.rolledBack(async (client) => {
  for (const [label, words] of [['Île-d’Œuf', 'ile d oeuf'], ['Sainte-Anne-du-Portzic', 'sainte anne du portzic'], ['Ste Anne', 'sainte anne'], ['St. Marc', 'saint marc'], ['Estran', 'estran'], ['  ', '']]) {
    expect(await value(client, 'select comparable($1)', [label])).toBe(words);
  }
  expect(await value(client, 'select slug($1)', ['L’Arc’hantel'])).toBe('l-arc-hantel');
}));
