// What we export we import without loss: out, in again and out, to the byte; and into a city that had nothing. Every layer in every format: round-trip.long.ts.
import { expect, it } from 'vitest';
import { layerById, type LayerId } from '../../geodata/layers.ts';
import { createTestDatabase } from '../database.ts';
import { bringIn, comesBack, download, featuresOf, publicIds, tripFormats } from './round-trip-case.ts';
import { serve, serveCity } from './serve.ts';

const served = serveCity();

/** Points with a past, shapes of several kinds, features without a place, long outlines, lines. */
const telling: readonly LayerId[] = ['premises', 'gardens', 'projects', 'land', 'plu_frontages'];
it.each(tripFormats.flatMap((format) => telling.filter((layer) => layer !== 'premises' || format === 'csv' || format === 'gpkg' || format === 'shp').map((layer) => [layer, format] as const)))('%s as %s comes back as it went', async (layer, format) => {
  await comesBack(served, layer, format);
}, 60_000);

it('fills a city that had nothing with the same', async () => {
  await using empty = await createTestDatabase({ city: null });
  const other = await serve(empty.url);
  try {
    const inOrder = publicIds.toSorted((one, two) => Number(layerById[two].boundary ?? false) - Number(layerById[one].boundary ?? false));
    for (const layer of inOrder) {
      const report = await bringIn(empty.url, layer, `${layer}.geojson`, await download(served, layer, 'geojson'));
      expect(report, layer).toMatchObject({ refused: 0, new: report.features });
    }
    // Derived from what is not published (the demonstration's rhythms), or counted with the time that passes.
    const passing = ['events', 'next_on', 'events_12_months'];
    const told = (bytes: Buffer) => featuresOf(bytes).map(({ properties, geometry }) => ({ geometry, properties: Object.fromEntries(Object.entries(properties).filter(([name]) => !passing.includes(name))) }));
    for (const layer of publicIds) {
      const [here, there] = [await download(served, layer, 'geojson'), await download(other, layer, 'geojson')];
      if (layer === 'job_datings') expect(told(there)).toEqual(told(here));
      else expect(there.equals(here), layer).toBe(true);
    }
  } finally {
    await other.close();
  }
}, 180_000);
