// A town's administrative quartiers under a field QUARTIERS: spellings mixed (case, accents, hyphens), the town's own name in front or not.
import type { City } from '../../city.ts';
import type { Known, Profile } from '../profile.ts';
import { comparable } from '../values.ts';
import { cellsOf, drawnIn, haveColumns } from './cells.ts';

const columns = ['quartiers', 'nom_quartier', 'nom_quart', 'lib_quartier'];

/** As the database compares: `st` is saint. */
const words = (label: string): string => comparable(label).replaceAll(/\bst\b/g, 'saint').replaceAll(/\bste\b/g, 'sainte');

/** « VILLE QUATRE MOULINS » → « Quatre Moulins »; what has small letters is left as it is written. */
function written(label: string): string {
  if (label !== label.toUpperCase()) return label;
  return label.toLowerCase().replaceAll(/(^|[\s-])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase()).replaceAll(/(?<=\s)(De|Du|Des|La|Le|Les|Et)(?=\s)/g, (word) => word.toLowerCase());
}

/** The quartier that a label means: one that is known, under any spelling; else a new one, without the town's name in front. */
export function quartierOf(label: string, city: City, { quartiers }: Known): { name: string; slug?: string } {
  const prefix = `${words(city.name)} `;
  const bare = (text: string): string => (words(text).startsWith(prefix) ? words(text).slice(prefix.length) : words(text));
  // « Ville-Centre » is one whose own name begins so.
  const known = quartiers.find(({ name, slug }) => words(name) === words(label) || words(slug) === words(label)) ?? quartiers.find(({ name }) => bare(name) === bare(label));
  if (known) return { name: known.name, slug: known.slug };
  const length = words(label).startsWith(prefix) ? city.name.length : 0;
  return { name: written(label.slice(length).replace(/^[\s\-–:,]+/, '')) };
}

export const quartiers: Profile = {
  id: 'quartiers',
  title: 'Quartiers administratifs (champ QUARTIERS)',
  layer: 'quartiers',
  recognises: (names) => columns.some((name) => haveColumns(names, name)) && !haveColumns(names, 'slug'),
  usual: true,
  defaults: { source: 'Quartiers administratifs de la ville' },
  read(row, city, known = { quartiers: [] }) {
    const { text, day } = cellsOf(row);
    const label = text(...columns);
    if (label === null) return { problem: 'QUARTIERS : manque' };
    const insee = text('insee', 'code_insee', 'insee_com', 'code_commune');
    if (insee !== null && insee !== city.insee) return { skip: `quartier d’une autre commune que ${city.name}` };
    const geometry = drawnIn(row);
    if (geometry === null) return { problem: `${label} : sans contour` };
    const quartier = quartierOf(label, city, known);
    const vintage = day('date_maj', 'datemaj', 'maj', 'last_edited_date');
    return { properties: { ...quartier, source_id: quartier.slug ?? words(quartier.name).replaceAll(' ', '-'), ...(vintage === null ? {} : { vintage }) }, geometry };
  },
};
