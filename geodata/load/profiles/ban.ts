// Base Adresse Nationale as departmental CSV (https://adresse.data.gouv.fr/outils/telechargements/format-csv): numbers, and places in a file apart.
import type { Profile } from '../profile.ts';
import { cellsOf, degrees, haveColumns, inseeOf, isOurs, lambert93 } from './cells.ts';

export const ban: Profile = {
  id: 'ban',
  title: 'Base Adresse Nationale (CSV départemental : adresses ou lieux-dits)',
  layer: 'addresses',
  recognises: (columns) => haveColumns(columns, 'id', 'code_insee', 'nom_commune', 'source_position') && (haveColumns(columns, 'nom_voie', 'numero') || haveColumns(columns, 'nom_lieu_dit')),
  defaults: { source: 'Base Adresse Nationale', licence: 'Licence Ouverte 2.0' },
  read(row, city) {
    const { text, number } = cellsOf(row);
    const insee = inseeOf(text('code_insee'));
    if (insee === null) return { problem: 'code_insee : manque' };
    if (!isOurs(insee, city)) return { skip: 'commune hors du territoire' };
    const street = text('nom_voie', 'nom_lieu_dit');
    if (street === null) return { problem: 'nom_voie : manque' };
    const place = degrees(number('lon'), number('lat')) ?? lambert93(number('x'), number('y'));
    if (!place) return { problem: 'ni lon et lat, ni x et y : une adresse sans position ne situe rien' };
    return {
      properties: {
        source_id: text('id'), number: number('numero'), suffix: text('rep')?.toLowerCase() ?? null, street, postcode: text('code_postal'), city: text('nom_commune'), insee,
        place: text('nom_ld'), position: text('type_position'), certified: text('certification_commune') === '1',
      },
      ...place,
    };
  },
};
