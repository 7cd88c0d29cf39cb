// A GTFS becomes lines and stations; buses, runs to the depot and the other direction do not.
import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { branches, type Path } from '../../../../geodata/load/read/gtfs-shapes.ts';
import { zipParts } from '../../../../server/export/zip.ts';
import { counts, importingIntoBrest } from './importing.ts';

const { path, bring, ask } = importingIntoBrest();

const west: Path = [[-4.55, 48.39], [-4.52, 48.39], [-4.5, 48.39]];
const shapes: Record<string, Path> = {
  a1: [...west, [-4.47, 48.40], [-4.44, 48.41]], a2: [...west, [-4.47, 48.38], [-4.45, 48.37]], back: [[-4.44, 48.41], [-4.47, 48.40], ...west.toReversed()], depot: [[-4.55, 48.39], [-4.6, 48.35]], c: [[-4.497, 48.387], [-4.505, 48.389]],
};
const trips = [...Array.from({ length: 30 }, (_, index) => ['A', `A${index}`, index % 3 === 0 ? 'a2' : index % 3 === 1 ? 'a1' : 'back']), ['A', 'Adepot', 'depot'], ['C', 'C1', 'c'], ['12', 'B1', '']];
const stops = [['s1a', 'Liberté', '48.3900', '-4.5000', '', ''], ['s1b', 'Liberté', '48.3902', '-4.5002', '', ''], ['s2', 'Porte', '48.41', '-4.44', 'P2', ''], ['P2', 'Porte de Gouesnou', '48.4101', '-4.4401', '', '1'], ['s3', 'Jean Moulin', '48.387', '-4.497', '', ''], ['s4', 'Arrêt de bus', '48.4', '-4.4', '', '']];

const tables: Record<string, string[]> = {
  agency: ['agency_id,agency_name,agency_url,agency_timezone', '1,Bibus,https://exemple.fr,Europe/Paris'],
  feed_info: ['feed_publisher_name,feed_publisher_url,feed_lang,feed_start_date', 'Bibus,https://exemple.fr,fr,20260928'],
  routes: ['route_id,agency_id,route_short_name,route_long_name,route_type', 'A,1,A,Porte de Plouzané - Porte de Gouesnou,0', 'C,1,C,Téléphérique,6', '12,1,12,Bus,3', 'M,1,M,Métro,1'],
  trips: ['route_id,service_id,trip_id,shape_id', ...trips.map(([route, trip, shape]) => [route, 'semaine', trip, shape].join(','))],
  shapes: ['shape_id,shape_pt_lat,shape_pt_lon,shape_pt_sequence', ...Object.entries(shapes).flatMap(([id, points]) => points.map(([lon, lat], index) => [id, lat, lon, index + 1].join(',')).toReversed())],
  stops: ['stop_id,stop_name,stop_lat,stop_lon,parent_station,location_type', ...stops.map((stop) => stop.join(','))],
  stop_times: ['trip_id,arrival_time,departure_time,stop_id,stop_sequence', 'A0,8:00:00,8:00:00,s1a,1', 'A0,8:10:00,8:10:00,s2,2', 'A1,8:00:00,8:00:00,s1b,1', 'C1,8:00:00,8:00:00,s3,1', 'C1,8:05:00,8:05:00,s1a,2', 'B1,8:00:00,8:00:00,s4,1'],
};

async function zip(name: string, without: readonly string[] = []): Promise<string> {
  const parts: Uint8Array[] = [];
  const files = Object.entries(tables).filter(([table]) => !without.includes(table)).map(([table, lines]) => [`${table}.txt`, Buffer.from(`${lines.join('\r\n')}\r\n`)] as [string, Buffer]);
  for await (const part of zipParts(files, '2026-11-24')) parts.push(typeof part === 'string' ? Buffer.from(part) : part);
  writeFileSync(path(name), Buffer.concat(parts));
  return path(name);
}

describe('GTFS', () => {
  it('gives trams and cable cars with their branches, and the stations they serve', async () => {
    const report = await bring('transit', await zip('gtfs.zip'), { licence: 'Licence Ouverte 2.0', dryRun: false });
    expect(report.rejected).toEqual([]);
    expect(counts(report)).toEqual({ features: 7, new: 5, skipped: 2, refused: 0 });
    expect(report.remarks.join('\n')).toMatch(/1 laissées de côté : ligne de bus/);
    expect(await ask("select source_id, name, kind, line, vintage::text, GeometryType(geom) as drawn from transit where source = 'Bibus, GTFS' order by 1")).toEqual([
      { source_id: 'station-jean-moulin', name: 'Jean Moulin', kind: 'station', line: 'C', vintage: '2026-09-28', drawn: 'POINT' },
      { source_id: 'station-liberte', name: 'Liberté', kind: 'station', line: 'A,C', vintage: '2026-09-28', drawn: 'POINT' },
      { source_id: 'station-porte-de-gouesnou', name: 'Porte de Gouesnou', kind: 'station', line: 'A', vintage: '2026-09-28', drawn: 'POINT' },
      { source_id: 'telepherique-c', name: 'Téléphérique C', kind: 'telepherique', line: 'C', vintage: '2026-09-28', drawn: 'LINESTRING' },
      { source_id: 'tram-a', name: 'Tram A', kind: 'tram', line: 'A', vintage: '2026-09-28', drawn: 'MULTILINESTRING' },
    ]);
  });

  it('says which line has no shape', async () => {
    const report = await bring('transit', await zip('sans-traces.zip', ['shapes']), { licence: 'Licence Ouverte 2.0' });
    expect(report.rejected.map(({ reason }) => reason)).toEqual(['ligne « A » sans tracé : ce GTFS n’a pas de shapes.txt pour elle', 'ligne « C » sans tracé : ce GTFS n’a pas de shapes.txt pour elle']);
  });

  it('is of no other layer', async () => {
    await expect(bring('streets', await zip('rues.zip'))).rejects.toThrow(/GTFS.*« Tram et téléphérique » \(transit\)/);
  });
});

describe('branches', () => {
  it('what paths share is drawn once, the other direction not at all', () => {
    const [trunk, branch, ...more] = branches([shapes.a1!, shapes.a2!, shapes.back!]);
    expect(trunk).toHaveLength(5);
    expect(branch![0]).toEqual([-4.5, 48.39]);
    expect(branch!.at(-1)).toEqual([-4.45, 48.37]);
    expect(more).toEqual([]);
  });
});
