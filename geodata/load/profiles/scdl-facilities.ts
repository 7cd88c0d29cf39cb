// SCDL « équipements » 0.1.5 (https://schema.data.gouv.fr/scdl/equipements/): public facilities of a local authority, each to the layer that its type is of.
import type { City } from '../../city.ts';
import type { LayerId } from '../../layers.ts';
import type { Profile, Reading } from '../profile.ts';
import { comparable } from '../values.ts';
import { cellsOf, degrees, haveColumns, inseeOf, isOurs, mailAddress, postalAddress, webAddress, type Cells } from './cells.ts';

/** EQUIP_TYPE is free text of a list that is not published with the schema: its words decide. */
const kinds: Readonly<Partial<Record<LayerId, readonly (readonly [words: RegExp, kind: string])[]>>> = {
  job_datings: [
    [/\bmission locale\b/, 'mission_locale'], [/\bfrance travail\b|\bpole emploi\b|\bmaisons? de l emploi\b/, 'emploi'], [/\bmairies?\b|\bhotels? de ville\b/, 'mairie'],
    [/\bcentres? (social|sociaux|socio culturels?)\b|\bmaisons? de quartier\b|\bmaison pour tous\b/, 'centre_social'], [/\bmediatheques?\b|\bbibliotheques?\b/, 'mediatheque'],
    [/\bsalles? (polyvalentes?|des fetes|communales?|municipales?)\b/, 'autre'],
  ],
  gardens: [[/\bjardins? (ouvriers?|famil)/, 'ouvrier'], [/\bjardins? partages?\b/, 'partage'], [/\bjardins? pedagogiques?\b/, 'pedagogique'], [/\bjardins? d insertion\b/, 'insertion']],
};

function readFacility(layer: LayerId, { text, number }: Cells, city: City): Reading {
  const id = text('EQUIP_UID');
  if (id === null) return { problem: 'EQUIP_UID : manque' };
  const insee = inseeOf(/^([\dAB]{4,5})-/i.exec(id)?.[1] ?? null);
  if (insee !== null && !isOurs(insee, city)) return { skip: 'commune hors du territoire' };
  const type = comparable(text('EQUIP_TYPE') ?? '');
  const kind = kinds[layer]?.find(([words]) => words.test(type))?.[1];
  if (kind === undefined) return { skip: 'équipement d’un type qui n’est pas de cette couche' };
  const given = text('ADR_NUMERO');
  return {
    properties: {
      source: text('COLL_NOM') ?? 'SCDL équipements', source_id: id, name: text('EQUIP_NOM'), kind,
      address: postalAddress([given === '99999' ? null : given, text('ADR_NOMVOIE')], [text('ADR_CODEPOSTAL'), text('ADR_COMMUNE')]),
      phone: text('EQUIP_TEL'), email: mailAddress(text('EQUIP_EMAIL')), website: webAddress(text('EQUIP_WEB')),
      ...(layer === 'gardens' ? { manager: text('COLL_NOM'), access: text('EQUIP_OUVERTURE') } : {}),
    },
    ...(degrees(number('EQUIP_LONG'), number('EQUIP_LAT')) ?? { geometry: null }),
  };
}

export const facilityProfiles: readonly Profile[] = (Object.keys(kinds) as LayerId[]).map((layer) => ({
  id: `scdl-equipements-${layer}`,
  title: 'SCDL équipements',
  layer,
  recognises: (columns) => haveColumns(columns, 'EQUIP_UID', 'EQUIP_NOM', 'EQUIP_TYPE'),
  defaults: { source: 'SCDL équipements' },
  read: (row, city) => readFacility(layer, cellsOf(row), city),
}));
