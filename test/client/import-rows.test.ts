// What the import desk tells of a record, in the list and on the map.
import { expect, it } from 'vitest';
import { changesIn, previewOf, rowName } from '../../client/state/import-rows.ts';
import type { ImportRow } from '../../geodata/contract/imports.ts';

const point = (lon: number, lat: number) => ({ type: 'Point', coordinates: [lon, lat] });
const row = (given: Partial<ImportRow>): ImportRow => ({ rank: 1, line: 2, outcome: 'changee', problem: null, remark: null, after: null, feature: 7, before: null, geometry: null, former: null, likely: null, ...given });
const told = (given: Partial<ImportRow>) => changesIn('gardens', row(given), 'Europe/Paris').map(({ name, before, after }) => [name, before, after]);

it('only what differs is told, as a person reads it; the quartier follows from the position', () => {
  expect(told({
    before: { name: 'Jardin', kind: 'ouvrier', plots: 24, compost: null, quartier: 'bellevue' }, after: { name: 'Jardin', kind: 'partage', plots: 1250, compost: true },
  })).toEqual([['kind', 'jardin ouvrier ou familial', 'jardin partagé'], ['plots', '24\u00a0parcelles', '1\u202f250\u00a0parcelles'], ['compost', null, 'oui']]);
});

it('a move is told in metres; a place found or lost too', () => {
  const both = { before: { name: 'Jardin' }, after: { name: 'Jardin' } };
  expect(told({ ...both, former: point(-4.49, 48.39), geometry: point(-4.488, 48.39) })).toEqual([['geometry', null, 'déplacé de 150\u00a0m']]);
  expect(told({ ...both, former: null, geometry: point(-4.49, 48.39) })).toEqual([['geometry', null, 'position trouvée']]);
  expect(told({ ...both, former: point(-4.49, 48.39), geometry: point(-4.49, 48.39) })).toEqual([]);
});

it('the map draws what is taken, what is refused and where a moved place was', () => {
  const roles = (given: Partial<ImportRow>) => previewOf([row(given)]).map(({ properties }) => properties?.role as string);
  expect(roles({ former: point(-4.49, 48.39), geometry: point(-4.488, 48.39) })).toEqual(['former', 'taken']);
  expect(roles({ outcome: 'refusee', geometry: point(2, 48) })).toEqual(['refused']);
  expect(roles({ outcome: 'nouvelle' })).toEqual([]);
});

it('a record without a name is called by its address, else by what it is', () => {
  expect(rowName('gardens', row({ after: { address: '2 rue de Siam' } }))).toBe('2 rue de Siam');
  expect(rowName('gardens', row({ after: {} }))).toBe('Jardin sans nom');
});
