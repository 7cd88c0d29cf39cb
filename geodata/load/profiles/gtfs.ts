// A network's GTFS: its tram and cable-car lines with their shapes, and the stations they serve. Buses are not a layer.
import type { Profile } from '../profile.ts';
import { comparable } from '../values.ts';
import { cellsOf, haveColumns } from './cells.ts';

export const gtfs: Profile = {
  id: 'gtfs',
  title: 'GTFS : lignes de tram et de téléphérique, stations',
  layer: 'transit',
  recognises: (columns, format) => format === 'GTFS' && haveColumns(columns, 'gtfs'),
  defaults: { source: 'GTFS' },
  read(row) {
    const { text } = cellsOf(row);
    const [kind, line, name] = [text('nature'), text('ligne'), text('nom')];
    if (kind === null) return { skip: text('route_type') === '1' ? 'ligne de métro : la couche n’en a pas la nature' : 'ligne de bus, de train ou de bateau' };
    if (!row.geometry) return { problem: kind === 'station' ? `station « ${name} » sans position` : `ligne « ${line} » sans tracé : ce GTFS n’a pas de shapes.txt pour elle` };
    const [agency, day] = [text('agence'), text('valable_du')];
    // Whatever the ids of a feed are made of, they change with the timetable; names do not.
    const slug = (words: string | null): string => comparable(words ?? '').replaceAll(' ', '-');
    const title = kind === 'tram' ? `Tram ${line}` : `Téléphérique${line !== null && comparable(line) !== 'telepherique' ? ` ${line}` : ''}`;
    return {
      properties: {
        source: agency === null ? 'GTFS' : `${agency}, GTFS`, source_id: kind === 'station' ? ['station', slug(name), text('homonyme')].filter((part) => part !== null).join('-') : `${kind}-${slug(line)}`,
        name: kind === 'station' ? name : title, kind, line, ...(day === null ? {} : { vintage: day }),
      },
    };
  },
};
