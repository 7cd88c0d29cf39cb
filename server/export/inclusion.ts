// Structures in the schema of data.inclusion, version 1 (https://github.com/gip-inclusion/data-inclusion-schema): an array, real places only.
import type { FileParts, Order } from './about.ts';
import { networks } from './national-schemas.ts';
import { places } from './snapshot.ts';

const isWebAddress = (text: string | null) => text !== null && URL.canParse(text) && text.length <= 2083;

export async function* writeInclusion({ selection: { layer, definition }, snapshot, city }: Order): FileParts {
  const has = (name: string) => (Object.hasOwn(definition.fields, name) ? `item.${name}::text` : 'null');
  const communes = await snapshot.communes();
  const source = `karter-${city.id}`;
  let between = '';
  yield '[';
  // The schema has no mark for what is made up: it stays out.
  for await (const rows of snapshot.rows(['item.id::text', 'item.name', 'item.kind', 'item.address', 'item.commune', 'item.vintage::text', places.longitude, places.latitude, has('opening_hours'), has('phone'), has('email'), has('website')], 'not item.demo')) {
    for (const [id, name, kind, address, commune, vintage, longitude, latitude, hours, phone, email, website] of rows) {
      const title = (name ?? '').trim().replace(/\.+$/, '').slice(0, 150).trim();
      if (title.length < 3) continue;
      const network = networks[layer]?.[kind ?? ''];
      yield `${between}\n${JSON.stringify({
        source, id: `${source}--${layer}-${id}`, nom: title, date_maj: vintage, siret: null, description: null,
        adresse: address, complement_adresse: null, code_postal: city.postcodes?.[commune ?? ''] ?? null, code_insee: commune, commune: communes.get(commune ?? '') ?? null,
        longitude: longitude === null ? null : Number(longitude), latitude: latitude === null ? null : Number(latitude),
        telephone: phone, courriel: email, site_web: isWebAddress(website ?? null) ? website : null, horaires_accueil: hours, lien_source: null, accessibilite_lieu: null,
        reseaux_porteurs: network ? [network] : null,
      })}`;
      between = ',';
    }
  }
  yield '\n]\n';
}
