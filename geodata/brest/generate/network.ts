// Streets, tram and cable car: lines simplified from open data, with how far each may be off.
import streetTable from './tables/streets.json' with { type: 'json' };
import transitTable from './tables/transit.json' with { type: 'json' };
import { feature, line, point, provenance, slug, type Feature } from './feature.ts';
import type { Line, Position } from './plane.ts';

export interface Street { name: string; kind: 'axe' | 'principale' | 'rue'; from: keyof typeof origins; accuracy_m: number; line: Line }

const origins = {
  tram: { ...provenance.bibus, source: 'Bibus, GTFS : rue empruntée par le tram', accuracy: 'approchee' },
  gtfs: { ...provenance.bibus, accuracy: 'approchee' },
  adresses: { ...provenance.sirene, accuracy: 'approchee' },
  rev: { ...provenance.rev, accuracy: 'approchee' },
  trace: { ...provenance.karter, accuracy: 'trace_approximatif' },
} as const;

export const streetsOfTable = streetTable as unknown as Street[];

export function streets(): Feature[] {
  return streetsOfTable.map((street) =>
    feature(line(street.line), { name: street.name, kind: street.kind, ...origins[street.from], source_id: slug(street.name), accuracy_m: street.accuracy_m, demo: false }));
}

export function transit(): Feature[] {
  const courses = (transitTable.lines as unknown as { id: string; name: string; line: string; kind: string; from: 'gtfs' | 'trace'; path: Line }[]).map((course) =>
    feature(line(course.path), { name: course.name, kind: course.kind, line: course.line, ...origins[course.from], source_id: course.id, accuracy_m: course.from === 'gtfs' ? 15 : 100, demo: false }));
  const stations = (transitTable.stations as unknown as { name: string; line: string; at: Position; accuracy_m?: number }[]).map((station) =>
    feature(point(station.at), { name: station.name, kind: 'station', line: station.line, ...provenance.bibus, source_id: `station-${slug(station.name)}`, accuracy: station.accuracy_m ? 'approchee' : 'exacte', accuracy_m: station.accuracy_m ?? 10, demo: false }));
  return [...courses, ...stations];
}
