// The small pure parts of the map: names of images, places of names, the drawn map's following, scales, pages of features.
import { describe, expect, it } from 'vitest';
import { densityClasses, densityColor, densityLegend, densityValue, fewestForShare } from '../../client/map/deck-scale.ts';
import { beyondCells } from '../../client/map/filters.ts';
import { hatchColor, hatchId } from '../../client/map/hatch-id.ts';
import { emphasisFilters } from '../../client/map/emphasis-style.ts';
import { pageOf } from '../../client/map/page-of.ts';
import { pointedOut } from '../../client/map/pointed-out.ts';
import { readSymbolId, writeSymbolId, type SymbolImage } from '../../client/map/symbol-id.ts';
import { labelPoint } from '../../client/map/whole-feature.ts';

describe('names of images', () => {
  it('come back as they were written', () => {
    const image: SymbolImage = { size: 'selected', demo: true, shape: 'leaf', icon: 'sprout', color: '#22541a', mark: 'dashed' };
    expect(readSymbolId(writeSymbolId(image))).toEqual(image);
    expect(hatchColor(hatchId('#3a49c0'))).toBe('#3a49c0');
  });

  it('are not read out of other names', () => {
    expect(readSymbolId('marker')).toBeNull();
    expect(readSymbolId('')).toBeNull();
    expect(hatchColor('place icon')).toBeNull();
  });
});

describe('the place of a name', () => {
  it('is in the roomiest part of an area, inside it', () => {
    const small = [[[0, 0], [0.01, 0], [0.01, 0.01], [0, 0.01], [0, 0]]];
    const large = [[[1, 0], [2, 0], [2, 1], [1, 1], [1, 0]]];
    const [lon, lat] = labelPoint({ type: 'MultiPolygon', coordinates: [small, large] })!;
    expect(lon).toBeCloseTo(1.5, 1);
    expect(lat).toBeCloseTo(0.5, 1);
  });

  it('is none for an empty area', () => {
    expect(labelPoint({ type: 'MultiPolygon', coordinates: [] })).toBeNull();
  });
});

describe('density', () => {
  it('has five classes of one hue each, that the hexagons take their colour from', () => {
    for (const kind of ['count', 'vacancy'] as const) {
      expect(densityLegend[kind].classes).toHaveLength(5);
      expect(densityLegend[kind].classes).toEqual(densityClasses(kind));
      const [first] = densityClasses(kind);
      const [red] = densityColor(kind, { lon: 0, lat: 0, total: fewestForShare - 1 + (kind === 'count' ? 0 : 1), vacant: 0 });
      expect(red).toBe(Number.parseInt(first!.color.slice(1, 3), 16));
    }
  });

  it('gives no share of a handful', () => {
    expect(densityValue('vacancy', { lon: 0, lat: 0, total: fewestForShare - 1, vacant: 2 })).toBeNull();
    expect(densityValue('vacancy', { lon: 0, lat: 0, total: 10, vacant: 1 })).toBe(10);
    expect(densityValue('count', { lon: 0, lat: 0, total: 1, vacant: 0 })).toBe(1);
  });

  it('puts a value on the edge of two classes into the upper one, as its label says', () => {
    const [, second] = densityClasses('count');
    expect(second!.label).toBe('5 à 9');
    expect(densityColor('count', { lon: 0, lat: 0, total: 5, vacant: 0 })[0]).toBe(Number.parseInt(second!.color.slice(1, 3), 16));
  });
});

describe('what a feature opens', () => {
  it('is its own page for a quartier, its card otherwise', () => {
    expect(pageOf({ layer: 'quartiers', id: 1 }, { slug: 'bellevue' })).toEqual({ kind: 'quartier', slug: 'bellevue' });
    expect(pageOf({ layer: 'gardens', id: 2 }, {})).toEqual({ kind: 'place', layer: 'gardens', id: 2 });
  });
});

describe('what is pointed at', () => {
  const square = { type: 'Polygon' as const, coordinates: [[[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]] };

  it('keeps its sign and name even as an area', () => {
    const [outline, sign] = pointedOut('selected', { layer: 'gardens', id: 3 }, { type: 'Feature', geometry: square, properties: { state: 'prevu', name: 'Le Jardin' } });
    expect(outline!.geometry).toBe(square);
    expect(sign!.geometry.type).toBe('Point');
    expect(readSymbolId(String(sign!.properties!.image))).toMatchObject({ shape: 'leaf', mark: 'dashed', size: 'selected' });
    expect(sign!.properties!.name).toBe('Le Jardin');
  });

  it('is its outline alone when it has no sign', () => {
    expect(pointedOut('hovered', { layer: 'qpv', id: 4 }, { type: 'Feature', geometry: square, properties: {} })).toHaveLength(1);
  });
});

describe('an emphasised quartier', () => {
  it('is spared by every veil, and nothing is veiled without one', () => {
    const filters = Object.fromEntries(emphasisFilters({ slug: 'bellevue', insee: '29019' }).map(({ id, filter }) => [id, filter]));
    expect(filters['emphasis-veil']).toEqual(['!=', ['get', 'slug'], 'bellevue']);
    expect(filters['emphasis-veil-communes']).toEqual(['!=', ['get', 'insee'], '29019']);
    expect(new Set(emphasisFilters(null).map(({ filter }) => JSON.stringify(filter)))).toEqual(new Set(['["literal",false]']));
  });
});

it('a filter that cells cannot honour says from which zoom it holds', () => {
  expect(beyondCells({ 'premises.activity': ['pharmacie'] })).toEqual({ layer: 'premises', zoom: 14 });
  expect(beyondCells({ 'premises.occupancy': ['vacant'], 'gardens.kind': ['partage'] })).toBeNull();
});
