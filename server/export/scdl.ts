// SCDL « équipements » 0.1.5 (https://schema.data.gouv.fr/scdl/equipements/): real public facilities whose type the schema names, each row valid or left out.
import type { FileParts, Order } from './about.ts';
import { csvLines } from './csv-lines.ts';
import { facilities, scdlAddress, scdlPhone } from './national-schemas.ts';
import { places } from './snapshot.ts';

const header = [
  'COLL_NOM', 'COLL_SIRET', 'EQUIP_UID', 'EQUIP_THEME', 'EQUIP_CODE', 'EQUIP_TYPE', 'EQUIP_NOM', 'ADR_NUMERO', 'ADR_NOMVOIE', 'ADR_CODEPOSTAL', 'ADR_COMMUNE', 'ADR_CLE_INTEROP',
  'ERP_ID', 'ERP_TYPE', 'ERP_CATEGORIE', 'EQUIP_LAT', 'EQUIP_LONG', 'EQUIP_OUVERTURE', 'EQUIP_TEL', 'EQUIP_EMAIL', 'EQUIP_WEB',
];

export async function* writeScdl({ selection: { layer, definition }, snapshot, city }: Order): FileParts {
  const known = facilities[layer] ?? {};
  const has = (name: string) => (Object.hasOwn(definition.fields, name) ? `item.${name}::text` : 'null');
  const communes = await snapshot.communes();
  /** Facilities of one code in one commune are numbered from 001 on. */
  const numbers = new Map<string, number>();
  yield csvLines([header]);
  // The schema has no mark for what is made up: it stays out.
  for await (const rows of snapshot.rows(['item.kind', 'item.name', 'item.address', 'item.commune', places.latitude, places.longitude, has('opening_hours'), has('phone'), has('email'), has('website')], 'not item.demo and item.geom is not null')) {
    yield csvLines(rows.flatMap(([kind, name, address, commune, latitude, longitude, hours, phone, email, website]) => {
      const facility = known[kind ?? ''];
      const street = scdlAddress(address ?? null);
      const [postcode, town] = [city.postcodes?.[commune ?? ''], communes.get(commune ?? '')];
      if (!facility || !name || !street || !commune || !postcode || !town) return [];
      const counted = `${commune}-${facility.code}`;
      const number = (numbers.get(counted) ?? 0) + 1;
      if (number > 999) return [];
      numbers.set(counted, number);
      const code = `${facility.code}-${String(number).padStart(3, '0')}`;
      return [[
        `Ville de ${city.name}`, city.siret, `${commune}-${code}`, facility.theme, code, facility.type, name.slice(0, 256), street.number, street.street, postcode, town.replaceAll('’', ' '), '',
        '', '', '', latitude, longitude, hours, scdlPhone(phone ?? null), email, website,
      ]];
    }));
  }
}
