// Priority neighbourhoods, generation 2024 (ANCT, https://www.data.gouv.fr/datasets/quartiers-prioritaires-de-la-politique-de-la-ville-qpv/): GeoJSON, shapefile, or CSV with a shape.
import type { Profile } from '../profile.ts';
import { drawnIn, cellsOf, haveColumns, isOurs } from './cells.ts';

const names = ['lib_qp', 'nom_qp', 'noms_des_quartiers_prioritaires'];

export const qpv: Profile = {
  id: 'qpv',
  title: 'Quartiers prioritaires de la politique de la ville 2024 (ANCT)',
  layer: 'qpv',
  recognises: (columns) => haveColumns(columns, 'code_qp') && names.some((name) => haveColumns(columns, name)),
  defaults: { source: 'ANCT, QPV 2024', licence: 'Licence Ouverte 2.0' },
  read(row, city) {
    const { text, number } = cellsOf(row);
    const code = text('code_qp');
    if (code === null) return { problem: 'code_qp : manque' };
    // Several communes share one; a spreadsheet writes ="01001".
    const communes = text('insee_com', 'code_insee', 'codes_insee', 'cod_com', 'insee_code')?.match(/[\dAB]{5}/g) ?? [];
    if (communes.length > 0 ? !communes.some((insee) => isOurs(insee, city)) : !code.slice(2).startsWith(`0${city.insee.slice(0, 2)}`)) return { skip: 'commune hors du territoire' };
    const geometry = drawnIn(row);
    if (geometry === null) return { problem: `${code} : sans contour ; prenez le GeoJSON ou le shapefile` };
    // Published once in each commune that it lies in.
    const apart = communes.length === 1 && communes[0] !== city.insee;
    return { properties: { source_id: apart ? `${code} ${communes[0]}` : code, code, name: text(...names), population: number('population', 'pop_mun', 'pmun') }, geometry };
  },
};
