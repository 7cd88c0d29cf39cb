// Base Adresse Locale, formats 1.1 to 1.5 of the AITF (https://aitf-sig-topo.github.io/voies-adresses/): what communes publish themselves.
import type { Profile } from '../profile.ts';
import { cellsOf, degrees, haveColumns, inseeOf, isOurs, lambert93 } from './cells.ts';

/** A street or place that has no numbers. */
const unnumbered = 99999;

export const bal: Profile = {
  id: 'bal',
  title: 'Base Adresse Locale (1.1 à 1.5)',
  layer: 'addresses',
  // Columns that passed through a shapefile keep ten letters.
  recognises: (columns) => (haveColumns(columns, 'cle_interop') || haveColumns(columns, 'cle_intero')) && haveColumns(columns, 'numero') && (haveColumns(columns, 'voie_nom') || haveColumns(columns, 'toponyme')),
  defaults: { source: 'Base Adresse Locale', licence: 'Licence Ouverte 2.0' },
  read(row, city) {
    const { text, number, day } = cellsOf(row);
    const key = text('cle_interop', 'cle_intero');
    if (key === null) return { problem: 'cle_interop : manque' };
    // Before 1.2 only the key says the commune.
    const insee = inseeOf(text('commune_insee', 'commune_in') ?? /^(\d[\dAB]\d{3})_/.exec(key)?.[1] ?? null);
    if (insee === null) return { problem: `cle_interop : « ${key} » ne commence pas par un code de commune` };
    if (!isOurs(insee, city)) return { skip: 'commune hors du territoire' };
    const street = text('voie_nom', 'toponyme');
    if (street === null) return { problem: 'voie_nom : manque' };
    const given = number('numero');
    if (given === null || !Number.isInteger(given) || given < 0 || given > unnumbered) return { problem: `numero : « ${text('numero') ?? ''} » n’est pas un numéro` };
    const place = degrees(number('long', 'long_wgs84'), number('lat', 'lat_wgs84')) ?? lambert93(number('x', 'x_l93'), number('y', 'y_l93'));
    if (!place) return { problem: 'ni long et lat, ni x et y : une adresse sans position ne situe rien' };
    const position = text('position')?.toLowerCase() ?? null;
    const vintage = day('date_der_maj', 'date_der_m');
    return {
      properties: {
        // One address may stand there several times, each with another position.
        source_id: position === null ? key : `${key} ${position}`, number: given === unnumbered ? null : given, suffix: text('suffixe')?.toLowerCase() ?? null, street,
        postcode: null, city: text('commune_nom', 'commune_no') ?? city.name, insee, place: text('lieudit_complement_nom', 'lieudit_co'), position,
        certified: text('certification_commune', 'certificat') === '1', ...(vintage === null ? {} : { vintage }),
      },
      ...place,
    };
  },
};
