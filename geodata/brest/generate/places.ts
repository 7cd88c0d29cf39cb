// Places that exist, as public pages name them: facts only. What a page does not say (hours, amounts, dates) is absent here.
import { feature, point, type Feature } from './feature.ts';
import type { Position } from './plane.ts';
import { rhythmOf } from './rhythm.ts';

interface Place {
  layer: 'job_datings' | 'epiceries' | 'ressourceries' | 'gardens' | 'projects' | 'suppliers';
  id: string;
  name: string;
  address?: string;
  source: string;
  /** Position and the radius, in metres, within which the place lies; absent: nothing says where. */
  at?: Position;
  radius?: number;
  /** Where the position comes from, in words. */
  placed?: string;
  /** Known quartier of a place without position. */
  quartier?: string;
  /** A venue where even the demonstration holds nothing. */
  quiet?: true;
  own: Record<string, unknown>;
  licence?: string;
}

const jaures: Position = [-4.46944, 48.40078];
const keredern: Position = [-4.4793, 48.4128];
const branches = 'adresses publiées des antennes de la Mission locale du Pays de Brest';
const insee = 'Insee, SIRENE';

const places: Place[] = [
  { layer: 'job_datings', id: 'mission-locale-siege', name: 'Mission locale du Pays de Brest – siège', address: '7 rue Keravel', source: branches, at: [-4.4915, 48.3887], radius: 300, own: { kind: 'mission_locale' } },
  { layer: 'job_datings', id: 'mission-locale-jaures', name: 'Mission locale – antenne Jaurès', address: '253 rue Jean Jaurès', source: branches, at: jaures, radius: 60, own: { kind: 'mission_locale' } },
  { layer: 'job_datings', id: 'mission-locale-rive-droite', name: 'Mission locale – antenne Rive droite', address: '45 rue Dupuy de Lôme', source: branches, at: [-4.510132, 48.390572], radius: 300, own: { kind: 'mission_locale' } },
  { layer: 'job_datings', id: 'mission-locale-bellevue', name: 'Mission locale – antenne Bellevue', address: 'Place Napoléon III, centre commercial, B2', source: branches, at: [-4.507852, 48.40371], radius: 100, own: { kind: 'mission_locale' } },
  { layer: 'job_datings', id: 'mission-locale-cej', name: 'Mission locale – contrat d’engagement jeune', address: '9 rue de Vendée', source: branches, quiet: true, own: { kind: 'mission_locale' } },
  { layer: 'job_datings', id: 'mission-locale-entreprises', name: 'Mission locale – service emploi entreprises', address: '7 rue de Vendée', source: branches, own: { kind: 'mission_locale' } },
  { layer: 'job_datings', id: 'mairie-quatre-moulins', name: 'Mairie de quartier des Quatre-Moulins', address: 'Manoir de Kerber, 200 rue Anatole France', source: 'page publique echodestpierre', at: [-4.518374, 48.38291], radius: 250, own: { kind: 'mairie' } },
  { layer: 'job_datings', id: 'france-services-quatre-moulins', name: 'France services – Pimms Quatre-Moulins', address: '198 rue Anatole France', source: 'page publique didierlegac.bzh', at: [-4.518374, 48.38291], radius: 250, own: { kind: 'emploi' } },
  { layer: 'job_datings', id: 'mediatheque-capucins', name: 'Médiathèque François-Mitterrand – Les Capucins', address: '25 rue de Pontaniou', source: 'page publique (copie de Wikipédia)', at: [-4.498056, 48.389167], radius: 40, own: { kind: 'mediatheque' } },
  { layer: 'job_datings', id: 'mediatheque-jo-fourn', name: 'Médiathèque Jo Fourn – Europe', address: '9 rue Sisley', source: 'page publique memoiresdeponta.fr', at: [-4.473401, 48.412384], radius: 150, own: { kind: 'mediatheque' } },
  { layer: 'job_datings', id: 'espace-pierre-perret', name: 'Espace Pierre Perret', address: '7 rue Watteau', source: 'page publique brest.fr', quiet: true, own: { kind: 'centre_social' } },
  { layer: 'job_datings', id: 'centre-social-kerangoff', name: 'Centre social de Kérangoff', address: 'Rue Franchet d’Esperey', source: 'page publique brest.fr', at: [-4.5105, 48.3808], radius: 400, own: { kind: 'centre_social' } },
  { layer: 'job_datings', id: 'centre-social-horizons', name: 'Centre social Horizons (Pontanézen)', source: 'page publique sillage.brest.fr', at: [-4.471622, 48.415054], radius: 300, own: { kind: 'centre_social' } },
  { layer: 'job_datings', id: 'centre-social-pen-ar-creach', name: 'Centre social de Pen ar Créac’h', source: 'page publique brest.fr', quiet: true, own: { kind: 'centre_social' } },
  { layer: 'job_datings', id: 'centre-social-bellevue', name: 'Centre social de Bellevue (Kanaveden)', source: 'page publique brest.fr', at: [-4.5095, 48.405], radius: 1000, own: { kind: 'centre_social' } },
  { layer: 'job_datings', id: 'centre-social-amarres', name: 'Centre social Les Amarres (Keredern)', source: 'page publique brest.fr', at: keredern, radius: 500, own: { kind: 'centre_social' } },

  { layer: 'epiceries', id: 'quizac', name: 'Épicerie solidaire de Quizac (Secours catholique)', address: 'Rue de Gascogne', source: 'pages publiques secours-catholique.org et brest.fr', at: [-4.5118, 48.4022], radius: 600, own: { kind: 'solidaire', manager: 'Secours catholique', opened_on: '2021-01-09' } },
  { layer: 'epiceries', id: 'secours-catholique-jaures', name: 'Épicerie solidaire du Secours catholique, Jaurès', address: '214 rue Jean Jaurès', source: 'page publique brest.fr, 20 janvier 2024', at: [-4.47183, 48.39958], radius: 60, own: { kind: 'solidaire', manager: 'Secours catholique' } },
  { layer: 'epiceries', id: 'ponta', name: 'Épicerie solidaire Ponta', address: 'Rue Sisley, dans le centre social Horizons', source: 'pages publiques jnews et sillage.brest.fr, 30 janvier 2025', at: [-4.473401, 48.412384], radius: 250, own: { kind: 'solidaire' } },
  { layer: 'epiceries', id: 'agorae-ubo', name: 'AGORAé de l’UBO', address: 'Faculté des sciences, Bouguen', source: 'page publique, 2012', at: [-4.500669, 48.40096], radius: 400, own: { kind: 'etudiante', students: true } },

  { layer: 'ressourceries', id: 'un-peu-d-r', name: 'Un peu d’R', address: 'Keredern', source: 'pages publiques e-mag-pennarbed et jnews, 2023', at: keredern, radius: 500, own: { kind: 'ressourcerie', surface_m2: 2300 } },
  { layer: 'ressourceries', id: 'reserve-des-materiaux', name: 'La Réserve des matériaux', address: '251 bis chemin de Goarem ar Zant', source: 'page publique bretagnecirculaire', own: { kind: 'materiaux' } },
  { layer: 'ressourceries', id: 'recycle-bike', name: 'Recycle-Bike', source: insee, licence: 'Licence Ouverte 2.0', at: [-4.473041, 48.398785], radius: 30, own: { kind: 'velo' } },

  { layer: 'gardens', id: 'rond-de-jardin', name: 'Rond de Jardin', address: 'Place Nicolas Appert', source: 'page publique wiki-brest', at: [-4.484149, 48.397333], radius: 40, own: { kind: 'partage', area_m2: 100 } },
  { layer: 'gardens', id: 'kerbernier', name: 'Jardin de Kerbernier', source: 'page publique bretagne-creative, 2012', at: [-4.5045, 48.4042], radius: 1000, own: { kind: 'partage' } },
  { layer: 'gardens', id: 'armagnac', name: 'Maison et jardin d’Armagnac', address: '1 rue d’Armagnac', source: 'page publique brest-bellevue.net', at: [-4.5122, 48.4058], radius: 1000, own: { kind: 'partage' } },
  { layer: 'gardens', id: 'petit-jardin-du-bonheur', name: 'Le petit jardin du bonheur', source: 'page publique du budget participatif', at: [-4.474, 48.4175], radius: 1500, own: { kind: 'partage', area_m2: 1500 } },
  { layer: 'gardens', id: 'kerampere', name: 'Jardin de Kerampéré', source: 'pages publiques, bulletin municipal de 2018', at: [-4.4535, 48.393], radius: 1200, own: { kind: 'partage' } },

  { layer: 'projects', id: 'jardins-extraordinaires', name: 'Jardins extraordinaires (falaises du port de commerce)', address: 'Rue Poullic-al-Lor', source: 'page publique du budget participatif', at: [-4.4795, 48.3866], radius: 300, own: { stage: 'finance', amount_eur: 120000, season: 'Budget participatif' } },
  { layer: 'projects', id: 'petit-jardin-du-bonheur', name: 'Le petit jardin du bonheur', source: 'page publique du budget participatif', at: [-4.474, 48.4175], radius: 1500, own: { stage: 'finance', amount_eur: 55000, season: 'Budget participatif' } },
  { layer: 'projects', id: 'verger-keredern', name: 'Verger de Keredern', source: 'page publique du budget participatif', at: [-4.4803, 48.4134], radius: 500, own: { stage: 'finance', amount_eur: 10000, season: 'Budget participatif' } },
  { layer: 'projects', id: 'city-stade-pontanezen', name: 'City stade de Pontanézen', source: 'page publique du budget participatif', at: [-4.471622, 48.415054], radius: 300, own: { stage: 'finance', amount_eur: 120000, season: 'Budget participatif' } },
  { layer: 'projects', id: 'boitatoit', name: 'La BoitàToit', source: 'page publique du budget participatif', own: { stage: 'finance', amount_eur: 34000, season: 'Budget participatif' } },

  { layer: 'suppliers', id: 'halles-saint-louis', name: 'Halles Saint-Louis', source: insee, licence: 'Licence Ouverte 2.0', at: [-4.489407, 48.38938], radius: 60, own: { kind: 'marche' } },
  { layer: 'suppliers', id: 'halles-saint-martin', name: 'Halles Saint-Martin', source: insee, licence: 'Licence Ouverte 2.0', at: [-4.481376, 48.396053], radius: 30, own: { kind: 'marche' } },
  { layer: 'suppliers', id: 'halles-recouvrance', name: 'Halles de Recouvrance', source: insee, licence: 'Licence Ouverte 2.0', at: [-4.503551, 48.385063], radius: 30, own: { kind: 'marche' } },
];

export function placesOf(layer: Place['layer']): Feature[] {
  return places.filter((place) => place.layer === layer).map((place) => feature(place.at ? point(place.at) : null, {
    name: place.name, ...place.own,
    ...(layer === 'job_datings' ? { rhythm: place.quiet ? null : rhythmOf(place.id) } : {}),
    address: place.address, quartier: place.quartier,
    source: place.source, source_id: place.id, licence: place.licence ?? 'faits publics', vintage: '2026-11-01',
    accuracy: place.at ? 'approchee' : 'inconnue', accuracy_m: place.radius, demo: false,
  }));
}
