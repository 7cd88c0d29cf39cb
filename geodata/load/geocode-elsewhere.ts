// The national geocoder, only where an operator names one (GEOCODER_URL): its addresses leave the city's own machine, so nothing asks it by default.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { FetchProblem, type FetchRules } from './fetch/fetch-rules.ts';
import { safeFetch } from './fetch/safe-fetch.ts';

/** What karter.geocode() answers, in degrees. */
export interface Geocoded { lon: number; lat: number; score: number; kind: 'numéro' | 'voie' | 'lieu-dit' | 'commune'; label: string }

/** addok and the Géoplateforme answer alike (https://github.com/addok/addok, geocodejson). */
const Answer = z.object({
  features: z.array(z.object({
    geometry: z.object({ coordinates: z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]) }),
    properties: z.object({ label: z.string().max(300), score: z.number(), type: z.string() }),
  })).max(50),
});

const kinds: Readonly<Record<string, Geocoded['kind']>> = { housenumber: 'numéro', street: 'voie', locality: 'lieu-dit', municipality: 'commune' };

/** Where to ask, or null: GEOCODER_URL is the address of its search, such as https://data.geopf.fr/geocodage/search. Raises an Error for what is no address. */
export function geocoderUrl(env: NodeJS.ProcessEnv = process.env): string | null {
  const text = env.GEOCODER_URL?.trim();
  if (!text) return null;
  if (!URL.canParse(text) || !/^https?:/.test(text)) throw new Error(`GEOCODER_URL=${text} : une adresse http(s) est attendue.`);
  return text;
}

function questionOf(url: string, address: string, insee: string | null): string {
  const question = new URL(url);
  question.searchParams.set('q', address.slice(0, 200));
  question.searchParams.set('limit', '1');
  question.searchParams.set('autocomplete', '0');
  if (insee !== null) question.searchParams.set('citycode', insee);
  return question.href;
}

/**
 * Asks for each address in turn, as those services want it; null where nothing is answered or what is answered makes no sense.
 * Raises FetchProblem when the service itself cannot be reached: the rest is not tried.
 */
export async function geocodeElsewhere(addresses: readonly { address: string; insee: string | null }[], url: string, rules: FetchRules, signal?: AbortSignal): Promise<(Geocoded | null)[]> {
  const folder = await mkdtemp(join(tmpdir(), 'karter-geocode-'));
  // An answer is a few hundred bytes.
  const small: FetchRules = { ...rules, mostBytes: 262_144, wholeMilliseconds: 20_000 };
  try {
    const answers: (Geocoded | null)[] = [];
    for (const [index, { address, insee }] of addresses.entries()) {
      const path = join(folder, String(index));
      try {
        await safeFetch({ url: questionOf(url, address, insee), path, ...(signal ? { signal } : {}) }, small);
        answers.push(readAnswer(await readFile(path, 'utf8')));
        await rm(path);
      } catch (error) {
        // One question it does not like (400) is one address without an answer.
        if (!(error instanceof FetchProblem) || error.fault !== 'status' || index === 0) throw error;
        answers.push(null);
      }
    }
    return answers;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function readAnswer(text: string): Geocoded | null {
  let parsed: unknown;
  try { parsed = JSON.parse(text); } catch { return null; }
  const reading = Answer.safeParse(parsed);
  const best = reading.success ? reading.data.features[0] : undefined;
  const kind = best ? kinds[best.properties.type] : undefined;
  if (!best || !kind) return null;
  const [lon, lat] = best.geometry.coordinates;
  return { lon, lat, score: Math.min(1, Math.max(0, best.properties.score)), kind, label: best.properties.label };
}
