// What each parameter of the API means, in the description and its explorer. A route's own meaning comes before the general one.
import { typeset } from './format.ts';

export const parameterMeanings: Readonly<Record<string, string>> = typeset({
  layer: 'Nom de la couche.', id: 'Identifiant, tel que l’API le donne.', person: 'Identifiant de la personne.', project: 'Identifiant du projet.',
  quartier: 'Code du quartier, comme dans l’adresse de sa page.', year: 'Année.',
  z: 'Niveau de zoom.', x: 'Colonne de la tuile.', y: 'Ligne de la tuile, depuis le nord.',
  tileMatrixSetId: 'Grille de tuiles.', tileMatrix: 'Niveau de zoom.', tileRow: 'Ligne de la tuile, depuis le nord.', tileCol: 'Colonne de la tuile.',
  layers: 'Noms de couches, séparés par des virgules ; toutes, sans ce paramètre.',
  bbox: 'Rectangle : ouest, sud, est, nord, séparés par des virgules.', 'bbox-crs': 'Système de coordonnées du rectangle.',
  datetime: 'Instant ou intervalle du temps dont parle la donnée : 2026-11-24, 2026-01-01/2026-12-31, ../2026-06-30.',
  crs: 'Système de coordonnées de la réponse.',
  filter: 'Condition en CQL2.', 'filter-lang': 'Écriture de la condition : texte ou JSON.', 'filter-crs': 'Système de coordonnées des géométries de la condition.',
  limit: 'Combien de lignes au plus.', after: 'Curseur, tiré d’un lien « next ».',
  f: 'Forme de la réponse : données, ou page à lire.', format: 'Format du fichier.', separator: 'Séparateur des colonnes, pour le CSV.',
  q: 'Mots cherchés.', lon: 'Longitude, en degrés.', lat: 'Latitude, en degrés.', cell: 'Taille des hexagones, en mètres.',
  on: 'Jour dont on veut les chiffres ; aujourd’hui, sinon.', as_of: 'Tels qu’on les connaissait à cet instant ; maintenant, sinon.',
  since: 'Seulement depuis ce jour.', before: 'Lignes d’avant celle-ci, pour tourner les pages.',
  stage: 'Étape du projet.', state: 'État.', theme: 'Thème.', mine: 'Seulement les siens.', kind: 'Sorte.', description: 'Description.', object: 'Table.', key: 'Clé de la ligne.',
  outcome: 'Ce que deviendrait l’entité : nouvelle, changée, inchangée, rattachée, refusée.', likely: '1 : celles-là seules qui sont peut-être un lieu déjà connu.', one: 'Le premier des deux lieux.', other: 'Le second des deux lieux.',
  'POST /api/imports name': 'Nom du fichier.',
  'GET /api/quartiers/{id} id': 'Code ou identifiant du quartier.',
  'GET /api/audit person': 'Qui a fait le changement.',
  'POST /api/fonds/projets/{id}/photos kind': 'Ce que la photo montre : l’idée, avant, après.',
  'POST /api/fonds/projets/{id}/photos description': 'Ce que l’on voit, pour qui ne la voit pas.',
});

export const explorer = typeset({
  meaning: 'Sens', name: 'Nom', form: 'Forme', otherFilters: (count: number) => `et ${count} champs de la couche`,
  otherMeaning: 'Chacun garde les entités dont ce champ a exactement cette valeur ; d’un champ à codes, l’un des codes donnés, séparés par des virgules.',
  filterOn: (title: string) => `Valeur exacte du champ « ${title} ».`,
  example: 'Exemple', bodyExample: 'Exemple de corps', result: 'Forme de la réponse', list: 'liste', of: 'de', object: 'objet', either: 'ou', or: 'sinon', any: 'JSON', empty: 'vide',
  required: 'obligatoire',
  types: { string: 'texte', number: 'nombre', integer: 'nombre entier', boolean: 'vrai ou faux', date: 'date AAAA-MM-JJ', 'date-time': 'instant ISO 8601', uri: 'adresse', email: 'courriel', uuid: 'identifiant UUID', binary: 'octets' } as Readonly<Record<string, string>>,
});
