// Outlines of communes: IGN Admin Express (shapefile, GeoPackage, all its spellings), geo.api.gouv.fr, gregoiredavid/france-geojson. The territory's alone: city.json says which.
import type { Profile } from '../profile.ts';
import { cellsOf, drawnIn, haveColumns, inseeOf, isOurs } from './cells.ts';

const codes = ['insee_com', 'code_insee', 'code_commune', 'com', 'code'];
const names = ['nom_officiel', 'nom_com', 'nom', 'nom_m', 'libelle', 'nom_commune'];

export const communes: Profile = {
  id: 'communes',
  title: 'Communes (IGN Admin Express, API Découpage administratif, france-geojson)',
  layer: 'communes',
  recognises: (columns) => codes.some((code) => haveColumns(columns, code)) && names.some((name) => haveColumns(columns, name)),
  usual: true,
  defaults: { source: 'IGN Admin Express', licence: 'Licence Ouverte 2.0' },
  read(row, city) {
    const { text, number } = cellsOf(row);
    const insee = inseeOf(text(...codes));
    if (insee === null || !/^(\d\d|2[AB])\d{3}$/.test(insee)) return { problem: `code de commune : « ${insee ?? ''} » n’en est pas un` };
    if (!isOurs(insee, city)) return { skip: 'commune hors du territoire' };
    // Former and delegated communes carry the same names and codes as those that took them in.
    const type = text('type', 'typecom', 'nature');
    if (type !== null && /^(COMA|COMD|ARM|commune-(associee|deleguee)|arrondissement-municipal)$/i.test(type)) return { skip: 'commune associée ou déléguée' };
    const geometry = drawnIn(row);
    if (geometry === null) return { problem: `${insee} : sans contour ; une liste de communes (COG) ne dit pas où elles sont` };
    return { properties: { source_id: insee, insee, name: text(...names), siren: text('siren', 'code_siren'), population: number('population') }, geometry };
  },
};
