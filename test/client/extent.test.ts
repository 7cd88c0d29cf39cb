// What a map shows around a position, and distances.
import { describe, expect, it } from 'vitest';
import { boundsAround, centreOf, contains, metresBetween, metresPerPixel, overlaps, pointAt, roundScale } from '../../client/state/extent.ts';

const brest = { lat: 48.3985, lon: -4.4925, zoom: 12 };

describe('extent', () => {
  const bounds = boundsAround(brest, 800, 600);
  it('is centred on the position, in Mercator', () => {
    expect((bounds[0] + bounds[2]) / 2).toBeCloseTo(brest.lon, 9);
    const middle = pointAt(bounds, 0.5, 0.5);
    expect(middle.lon).toBeCloseTo(brest.lon, 9);
    expect(middle.lat).toBeCloseTo(brest.lat, 9);
  });
  it('is as wide as its pixels', () => {
    const width = metresBetween({ lon: bounds[0], lat: brest.lat }, { lon: bounds[2], lat: brest.lat });
    // Half a hundredth for the difference between the sphere of distances and that of the projection.
    expect(width / (800 * metresPerPixel(brest))).toBeCloseTo(1, 2);
  });
  it('halves with each zoom', () => {
    const nearer = boundsAround({ ...brest, zoom: 13 }, 800, 600);
    expect((nearer[2] - nearer[0]) * 2).toBeCloseTo(bounds[2] - bounds[0], 9);
  });
  it('knows what it holds', () => {
    expect(contains(bounds, brest.lon, brest.lat)).toBe(true);
    expect(contains(bounds, 2, 48)).toBe(false);
    expect(overlaps([0, 0, 1, 1], [1, 1, 2, 2])).toBe(true);
    expect(overlaps([0, 0, 1, 1], [1.1, 0, 2, 1])).toBe(false);
    expect(centreOf([0, 0, 2, 4])).toEqual({ lon: 1, lat: 2 });
  });
});

it('measures one minute of latitude as a nautical mile', () => expect(metresBetween({ lon: 0, lat: 48 }, { lon: 0, lat: 48 + 1 / 60 })).toBeCloseTo(1853.2, 0));
it.each([[999, 500], [1000, 1000], [240, 200], [73, 50], [1.4, 1]])('the round length within %d m is %d', (metres, round) => expect(roundScale(metres)).toBe(round));
