// Every layer in every format: out, in again and out, to the byte.
import { describe, it } from 'vitest';
import { comesBack, publicIds, tripFormats } from './round-trip-case.ts';
import { serveCity } from './serve.ts';

const served = serveCity();

describe.each(tripFormats)('%s', (format) => {
  it.each(publicIds)('%s comes back as it went', (layer) => comesBack(served, layer, format));
});
