// data.inclusion, schema v1 (https://github.com/gip-inclusion/data-inclusion-schema): structures, and services where the service itself is a place of ours. JSON or CSV.
import type { City } from '../../city.ts';
import { networkCodes, topicCodes } from '../../codes/inclusion.ts';
import { layerById, type LayerId } from '../../layers.ts';
import type { Profile, Reading } from '../profile.ts';
import { comparable } from '../values.ts';
import { cellsOf, degrees, haveColumns, inseeOf, mailAddress, mayBeOurs, postalAddress, webAddress, type Cells } from './cells.ts';

/** Networks whose every member is such a place. */
const venues: Readonly<Record<string, string>> = {
  'mission-locale': 'mission_locale', communes: 'mairie', fcsf: 'centre_social',
  'france-travail': 'emploi', 'cap-emploi-reseau-cheops': 'emploi', 'maisons-de-l-emploi': 'emploi', plie: 'emploi',
};

const says = (words: string, pattern: RegExp): boolean => pattern.test(words);

/** Which kind of the layer a structure is; null for none. `own` is a structure of this layer that a map like this one gave out. */
function kindOf(layer: LayerId, words: string, networks: readonly string[], own: boolean): string | null {
  if (layer === 'job_datings') return networks.map((network) => venues[network]).find((kind) => kind !== undefined) ?? (own ? 'autre' : null);
  if (layer === 'ressourceries') return networks.includes('ressourceries') || says(words, /\b(ressourcerie|recyclerie)s?\b/) ? (says(words, /\bvelos?\b/) ? 'velo' : 'ressourcerie') : own ? 'ressourcerie' : null;
  if (!own && !says(words, /\bepiceries?\b/) && !says(words, /\bagoraes?\b/)) return null;
  if (says(words, /\betudiante?s?\b|\bagoraes?\b/)) return 'etudiante';
  return networks.includes('ccas-cias') || says(words, /\bsociale\b|\bccas\b/) ? 'sociale' : 'solidaire';
}

function unknownCode({ list }: Cells): string | null {
  const network = list('reseaux_porteurs').find((code) => !networkCodes.has(code));
  if (network !== undefined) return `reseaux_porteurs : code inconnu « ${network} » (data.inclusion v1)`;
  const topic = list('thematiques').find((code) => !topicCodes.has(code));
  return topic === undefined ? null : `thematiques : code inconnu « ${topic} » (data.inclusion v1)`;
}

function readPlace(layer: LayerId, cells: Cells, city: City): Reading {
  const { text, number, day, list } = cells;
  const [id, name] = [text('id'), text('nom')];
  if (id === null) return { problem: 'id : manque' };
  if (name === null) return { problem: `nom : manque (${id})` };
  const insee = inseeOf(text('code_insee'));
  if (!mayBeOurs(insee, text('code_postal'), city)) return { skip: 'commune hors du territoire' };
  const wrong = unknownCode(cells);
  if (wrong !== null) return { problem: wrong };
  const isService = text('structure_id') !== null;
  if (isService && layer === 'job_datings') return { skip: 'service : le lieu est celui de sa structure' };
  const ownLayer = /^karter-[^-].*--([a-z_]+)-\d+$/.exec(id)?.[1];
  const networks = list('reseaux_porteurs');
  const kind = ownLayer !== undefined && ownLayer !== layer ? null : kindOf(layer, comparable(name), networks, ownLayer === layer);
  if (kind === null) return { skip: `structure qui n’est pas un lieu de la couche « ${layerById[layer].title} »` };
  const date = day('date_maj');
  return {
    properties: {
      source: `data.inclusion (${text('source') ?? 'source non dite'})`, source_id: id, name, kind,
      address: postalAddress([text('adresse')], [text('code_postal'), text('commune')]),
      opening_hours: text('horaires_accueil'), phone: text('telephone'), email: mailAddress(text('courriel')), website: webAddress(text('site_web')),
      ...(layer === 'epiceries' ? { admission: text('conditions_acces') } : {}), ...(date === null ? {} : { vintage: date }),
    },
    ...(degrees(number('longitude'), number('latitude')) ?? { geometry: null }),
  };
}

const layers: readonly LayerId[] = ['job_datings', 'epiceries', 'ressourceries'];

export const inclusionProfiles: readonly Profile[] = layers.map((layer) => ({
  id: `inclusion-${layer}`,
  title: 'data.inclusion v1 (structures ou services, JSON ou CSV)',
  layer,
  recognises: (columns) => haveColumns(columns, 'source', 'id', 'nom', 'date_maj', 'code_insee') && (haveColumns(columns, 'reseaux_porteurs') || haveColumns(columns, 'structure_id', 'thematiques')),
  defaults: { source: 'data.inclusion', licence: 'Licence Ouverte 2.0' },
  read: (row, city) => readPlace(layer, cellsOf(row), city),
}));
