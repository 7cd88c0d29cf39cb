// Lists: names, summaries, filters and orders of items.
import { describe, expect, it } from 'vitest';
import { filterFields, boxOf, itemHref, nameOf, summaryOf, type Item } from '../../client/state/item.ts';
import { columnsOf, sorted } from '../../client/state/sorting.ts';

const garden = (id: number, properties: Record<string, unknown>, lon: number | null = 0): Item => ({
  layer: 'gardens', id, properties, box: lon === null ? null : [lon, 48, lon, 48],
});
const ids = (items: readonly Item[]) => items.map((item) => item.id);
const view = [-1, 47, 1, 49] as const;

describe('order', () => {
  const items = [garden(1, { name: 'Éole', area_m2: 900 }, 0.5), garden(2, { name: 'eau vive', area_m2: null }, 0.1), garden(3, { name: 'Zéphyr 10', area_m2: 80 }, -0.9), garden(4, { name: 'Zéphyr 9', area_m2: 100 }, null)];
  it('by name is that of a French dictionary, numbers as numbers', () => expect(ids(sorted(items, 'gardens', { by: 'name', descending: false }, view))).toEqual([2, 1, 4, 3]));
  it('by a number puts the unknown last, either way', () => {
    expect(ids(sorted(items, 'gardens', { by: 'area_m2', descending: false }, view))).toEqual([3, 4, 1, 2]);
    expect(ids(sorted(items, 'gardens', { by: 'area_m2', descending: true }, view))).toEqual([1, 4, 3, 2]);
  });
  it('by distance starts from the middle and ends with what has no place', () => expect(ids(sorted(items, 'gardens', { by: 'distance', descending: false }, view))).toEqual([2, 1, 3, 4]));
  it('by opening puts the unknown last', () => {
    const shops: Item[] = [{ layer: 'epiceries', id: 1, properties: { name: 'a' }, box: null }, { layer: 'epiceries', id: 2, properties: { name: 'b', opening_hours: '24/7' }, box: null }];
    expect(ids(sorted(shops, 'epiceries', { by: 'opening', descending: false }, null))).toEqual([2, 1]);
  });
  it('leaves the given list alone', () => {
    sorted(items, 'gardens', { by: 'name', descending: true }, view);
    expect(ids(items)).toEqual([1, 2, 3, 4]);
  });
});

describe('an item', () => {
  it('is called by its name, its sign, or what it is and where', () => {
    expect(nameOf(garden(1, { name: 'Le Lopin' }))).toBe('Le Lopin');
    expect(nameOf({ layer: 'premises', properties: { name: null, sign: null, street: 'Rue de Siam' } })).toBe('Local commercial, Rue de Siam');
    expect(nameOf({ layer: 'gardens', properties: {} })).toBe('Jardin');
  });
  it('opens its card, a quartier its page', () => {
    expect(itemHref(garden(7, {}))).toBe('/lieux/gardens/7');
    expect(itemHref({ layer: 'quartiers', id: 1, properties: { slug: 'bellevue' } })).toBe('/quartiers/bellevue');
  });
  it('is summed up by its first telling fields', () => {
    expect(summaryOf(garden(1, { kind: 'partage', state: 'ouvert', area_m2: 300 }), 'Europe/Paris')).toEqual(['Jardin partagé', 'Ouvert']);
    expect(summaryOf(garden(1, {}), 'Europe/Paris')).toEqual([]);
  });
  it('has the box of its geometry, however nested', () => {
    expect(boxOf({ type: 'MultiPolygon', coordinates: [[[[0, 1], [2, 3], [0, 3], [0, 1]]], [[[5, -1], [6, 0], [5, 0], [5, -1]]]] })).toEqual([0, -1, 6, 3]);
    expect(boxOf({ type: 'LineString', coordinates: [[3, 4], [1, 2]] })).toEqual([1, 2, 3, 4]);
    expect(boxOf({ type: 'Point', coordinates: [1, 2, 30] })).toEqual([1, 2, 1, 2]);
    expect(boxOf(null)).toBeNull();
  });
});

it('filters by what the legend is cut by and by yes or no, never by the demonstration mark', () => {
  expect(filterFields('premises').map(([name]) => name)).toEqual(['occupancy']);
  expect(filterFields('epiceries').map(([name]) => name)).toEqual(['kind', 'students']);
});

it('gives a table a few columns that can be compared', () => {
  expect(columnsOf('gardens').map(([name]) => name)).toEqual(['kind', 'state', 'area_m2', 'plots']);
  expect(columnsOf('job_datings').map(([name]) => name)).not.toContain('rhythm');
});
