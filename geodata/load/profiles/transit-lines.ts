// Tram and cable-car lines and stations as networks publish them beside their GTFS: a column `ligne`, or the lines of a station.
import type { Profile } from '../profile.ts';
import { comparable } from '../values.ts';
import { cellsOf, haveColumns } from './cells.ts';

const stationLines = ['lignes', 'lignes_a_moins_de_60_m', 'ligne'];
const slug = (text: string): string => comparable(text).replaceAll(' ', '-');

export const transitLines: Profile = {
  id: 'lignes',
  title: 'Lignes et stations de tram et de téléphérique',
  layer: 'transit',
  recognises: (columns) => haveColumns(columns, 'nom') && stationLines.some((name) => haveColumns(columns, name)),
  usual: true,
  defaults: { source: 'Réseau de transport' },
  read(row) {
    const { text, list } = cellsOf(row);
    const name = text('nom');
    if (name === null) return { problem: 'nom : manque' };
    const line = [...new Set(stationLines.flatMap((column) => list(column)))].join(',') || null;
    if (row.geometry?.type === 'Point') return { properties: { source_id: `station-${slug(name)}`, name, kind: 'station', line } };
    const words = comparable(`${name} ${text('mode', 'type') ?? ''}`);
    const kind = /\btelepherique\b|\bcable\b/.test(words) ? 'telepherique' : /\btram(way)?s?\b/.test(words) ? 'tram' : null;
    if (kind === null) return { skip: 'ligne qui n’est ni de tram ni de téléphérique' };
    return { properties: { source_id: `${kind}-${slug(line ?? name)}`, name, kind, line } };
  },
};
