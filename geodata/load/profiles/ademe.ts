// ADEME, « Longue vie aux objets » (Que faire de mes objets et déchets), actors of the circular economy: https://data.ademe.fr/datasets/longue-vie-aux-objets-acteurs-de-leconomie-circulaire,
// columns of the version of 2026-01-24. Kept: places that give objects a second life; not shops, repairers, bins and tips.
import type { City } from '../../city.ts';
import type { Profile, Reading } from '../profile.ts';
import { comparable } from '../values.ts';
import { cellsOf, degrees, haveColumns, inseeOf, mayBeOurs, postalAddress, webAddress, type Cells } from './cells.ts';

/** What one acts on, where an actor acts on nothing else. */
const textile = new Set(['vetement', 'chaussures', 'linge de maison', 'maroquinerie', 'textile']);
const materials = new Set(['materiau du batiment', 'materiaux du batiment', 'materiaux', 'menuiserie', 'bois', 'quincaillerie', 'pmcb', 'sanitaire']);

function thingsOf({ text, list }: Cells): { actions: Set<string>; things: Set<string> } {
  const [actions, things] = [new Set<string>(), new Set<string>()];
  const told = text('propositions_de_services');
  if (told !== null) {
    try {
      for (const { action, sous_categories: kinds } of JSON.parse(told) as { action?: unknown; sous_categories?: unknown[] }[]) {
        actions.add(String(action));
        for (const kind of kinds ?? []) things.add(comparable(String(kind)));
      }
    } catch { /* The columns of actions say the same. */ }
  }
  for (const action of ['donner', 'acheter', 'revendre', 'reparer', 'trier', 'echanger']) {
    const kinds = list(action);
    if (kinds.length > 0) actions.add(action);
    for (const kind of kinds) things.add(comparable(kind));
  }
  return { actions, things };
}

function kindOf(words: string, things: ReadonlySet<string>): string {
  const only = (kinds: ReadonlySet<string>) => things.size > 0 && [...things].every((thing) => kinds.has(thing));
  if (/\bvelos?\b|\bcycles?\b/.test(words) || only(new Set(['velo', 'velos']))) return 'velo';
  if (/\bmateriaux?\b/.test(words) || only(materials)) return 'materiaux';
  return only(textile) ? 'textile' : 'ressourcerie';
}

function readActor(cells: Cells, city: City): Reading {
  const { text, number, day, list } = cells;
  const id = text('identifiant');
  if (id === null) return { problem: 'identifiant : manque' };
  const name = text('nom_commercial') ?? text('nom');
  if (name === null) return { problem: `nom : manque (${id})` };
  if (!mayBeOurs(inseeOf(text('code_commune')), text('code_postal'), city)) return { skip: 'commune hors du territoire' };
  const [type, services] = [text('type_dacteur') ?? '', list('type_de_services')];
  if (type === 'acteur_digital' || text('lieu_prestation') === 'A_DOMICILE') return { skip: 'en ligne ou à domicile : pas de lieu où aller' };
  if (/^(pav_|decheterie|plateforme_inertes|ets_sante)/.test(type)) return { skip: 'borne, déchèterie ou point de collecte' };
  const social = type === 'ess' || list('qualites_et_labels').includes('ess');
  if (!social && !services.includes('recyclerie')) return { skip: 'commerce, artisan ou réparateur hors de l’économie sociale et solidaire' };
  const { actions, things } = thingsOf(cells);
  if (!services.includes('recyclerie') && !['donner', 'acheter'].some((action) => actions.has(action))) return { skip: 'ne reprend ni ne revend d’objets' };
  const place = degrees(number('longitude'), number('latitude'));
  const changed = day('date_de_derniere_modification');
  return {
    properties: {
      source_id: id, name, kind: kindOf(comparable(name), things), address: postalAddress([text('adresse')], [text('code_postal'), text('ville')]),
      opening_hours: text('horaires_osm'), phone: text('telephone'), website: webAddress(text('site_web')), ...(changed === null ? {} : { vintage: changed }),
    },
    ...(place ?? { geometry: null }),
  };
}

export const ademe: Profile = {
  id: 'ademe',
  title: 'ADEME, Longue vie aux objets (Que faire de mes objets et déchets)',
  layer: 'ressourceries',
  recognises: (columns) => haveColumns(columns, 'identifiant', 'nom', 'type_dacteur') && (haveColumns(columns, 'propositions_de_services') || haveColumns(columns, 'type_de_services')),
  // The licence asks that the contributors be named; each record says its own.
  defaults: { source: 'Longue vie aux objets, ADEME et contributeurs', licence: 'Licence Ouverte 2.0' },
  read: (row, city) => readActor(cellsOf(row), city),
};
