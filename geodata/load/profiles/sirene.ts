// Sirene, stock of establishments (StockEtablissement, https://www.data.gouv.fr/datasets/base-sirene-des-entreprises-et-de-leurs-etablissements-siren-siret/),
// alone or joined to its geolocation (x, y, epsg or x_longitude, y_latitude). What is masked stays masked; nobody's name is kept.
import type { City } from '../../city.ts';
import type { Profile, Reading } from '../profile.ts';
import { cellsOf, degrees, haveColumns, isOurs, lambert93, type Cells } from './cells.ts';

/** Establishments closed for longer say nothing about a unit any more. */
const yearsAfterClosing = 3;

/** The register writes kinds of way shortly; the geocoder and people read them either way. */
const ways: Readonly<Record<string, string>> = {
  ALL: 'allée', AV: 'avenue', BD: 'boulevard', CHE: 'chemin', CRS: 'cours', ESP: 'esplanade', FG: 'faubourg', IMP: 'impasse', LOT: 'lotissement', PAS: 'passage', PL: 'place', PRO: 'promenade',
  QUAI: 'quai', RES: 'résidence', RPT: 'rond-point', RTE: 'route', RUE: 'rue', SQ: 'square', VEN: 'venelle', HAM: 'hameau', LD: '', ZA: 'ZA', ZI: 'ZI', ZAC: 'ZAC',
};

function addressOf({ text, number }: Cells): { number: number | null; suffix: string | null; street: string | null } {
  const name = text('libelleVoieEtablissement');
  if (name === null) return { number: null, suffix: null, street: null };
  const way = text('typeVoieEtablissement');
  return {
    number: number('numeroVoieEtablissement'), suffix: text('indiceRepetitionEtablissement')?.toLowerCase() ?? null,
    street: [way === null ? '' : ways[way] ?? way, name].filter((part) => part !== '').join(' '),
  };
}

/** Both nomenclatures: until 2027 the first column is NAF rév. 2, after it may be NAF 2025; older ones are not kept. */
function activitiesOf({ text }: Cells): { naf: string | null; naf_2025: string | null } {
  const code = text('activitePrincipaleEtablissement');
  const nomenclature = text('nomenclatureActivitePrincipaleEtablissement') ?? 'NAFRev2';
  return {
    naf: nomenclature === 'NAFRev2' ? code : null,
    naf_2025: text('activitePrincipaleNAF25Etablissement') ?? (nomenclature === 'NAF2025' ? code : null),
  };
}

function positionOf({ number, text }: Cells): ReturnType<typeof degrees> {
  const known = degrees(number('x_longitude', 'longitude'), number('y_latitude', 'latitude'));
  if (known) return known;
  const epsg = text('epsg');
  return epsg !== null && epsg !== '2154' ? null : lambert93(number('coordonneeLambertAbscisseEtablissement', 'x'), number('coordonneeLambertOrdonneeEtablissement', 'y'));
}

function readEstablishment(cells: Cells, city: City, siret: string, today: Date): Reading {
  const { text, day } = cells;
  const insee = text('codeCommuneEtablissement', 'plg_code_commune');
  if (insee === null || !isOurs(insee, city)) return { skip: 'commune hors du territoire' };
  const state = text('etatAdministratifEtablissement') === 'F' ? 'ferme' : 'actif';
  const since = day('dateDebut');
  const longAgo = `${today.getUTCFullYear() - yearsAfterClosing}${today.toISOString().slice(4, 10)}`;
  if (state === 'ferme' && (since === null || since < longAgo)) return { skip: `fermé depuis plus de ${yearsAfterClosing} ans` };
  const diffusion = text('statutDiffusionEtablissement') ?? 'O';
  const identity = { source_id: siret, siret, siren: siret.slice(0, 9), nic: siret.slice(9), state, diffusion };
  // Who refuses is named to the database only for it to be taken out of it, with all that was known.
  if (diffusion === 'N') return { properties: identity };
  const shared = {
    ...identity, opened_on: day('dateCreationEtablissement'), closed_on: state === 'ferme' ? since : null, state_since: since,
    head_office: text('etablissementSiege')?.toLowerCase() === 'true', employer: text('caractereEmployeurEtablissement') === 'O',
    headcount: text('trancheEffectifsEtablissement'), legal_category: text('categorieJuridiqueUniteLegale'), ...activitiesOf(cells),
    postcode: text('codePostalEtablissement'), city: text('libelleCommuneEtablissement'), insee,
  };
  // Some fields of a partial diffusion have come through unmasked before: none is taken.
  if (diffusion !== 'O') return { properties: shared };
  const { number, suffix, street } = addressOf(cells);
  const signs = [...new Set(['enseigne1Etablissement', 'enseigne2Etablissement', 'enseigne3Etablissement'].flatMap((column) => text(column) ?? []))];
  const sign = signs.length > 0 ? signs.join(' / ') : null;
  const usual = text('denominationUsuelleEtablissement');
  const address = street === null ? null : [[number, suffix, street].filter((part) => part !== null).join(' '), [shared.postcode, shared.city].filter((part) => part !== null).join(' ')].filter((part) => part !== '').join(', ');
  return { properties: { ...shared, name: sign ?? usual, sign, usual_name: usual, number, suffix, street, address }, ...positionOf(cells) };
}

export const sirene: Profile = {
  id: 'sirene',
  title: 'Sirene, stock des établissements (seul ou géolocalisé)',
  layer: 'establishments',
  recognises: (columns) => haveColumns(columns, 'siret', 'etatAdministratifEtablissement', 'statutDiffusionEtablissement'),
  defaults: { source: 'Insee, Sirene', licence: 'Licence Ouverte 2.0' },
  read(row, city) {
    const cells = cellsOf(row);
    const siret = cells.text('siret');
    // Spreadsheets turn it into a number and shear its zeros: it is no longer one that can be trusted.
    if (siret === null || !/^\d{14}$/.test(siret)) return { problem: `siret : « ${siret ?? ''} » n’a pas 14 chiffres` };
    return readEstablishment(cells, city, siret, new Date());
  },
};
