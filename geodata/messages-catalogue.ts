// What the data pages say: the layers one by one, how to take them away, and what is given back to OpenStreetMap.
import { number, plural, typeset } from './format.ts';

export const catalogue = typeset({
  title: 'Données, sources et licences',
  lead: 'Chaque couche de la carte : ce qu’elle contient, d’où elle vient, ce qu’elle vaut, et comment la reprendre.',
  demo: 'Certaines couches n’ont pas encore de source ouverte. Elles portent alors la mention « données de démonstration » partout où elles apparaissent : elles sont générées, plausibles, et ne décrivent aucun lieu réel. Elles cèdent la place aux données officielles dès qu’elles sont chargées.',
  layers: 'Les couches', ground: 'Le fond de carte',
  all: 'Toutes les données',
  datasetTitle: (layer: string) => `${layer} : les données`,
  features: (count: number) => `${number(count)} ${plural(count, 'entité', 'entités')}`,
  dated: (range: string) => `données ${range}`,
  range: (from: string, to: string) => (from === to ? `du ${from}` : `du ${from} au ${to}`),
  unknown: 'non renseigné', empty: 'Cette couche est vide pour l’instant.',
  demoAll: 'Toutes ces entités sont des données de démonstration : générées, elles ne décrivent aucun lieu réel.',
  demoPart: (demo: number, count: number) => `${number(demo)} de ces ${number(count)} entités sont des données de démonstration : générées, elles ne décrivent aucun lieu réel.`,

  onPage: 'Sur cette page',
  made: 'Comment elle est faite',
  freshness: 'Fraîcheur',
  vintage: 'Les données parlent', changed: 'Dernier changement', imported: 'Dernier import', never: 'aucun : ce sont les données livrées',
  quality: 'Ce qu’elles valent',
  count: 'Entités', ofDemo: 'dont démonstration', unplaced: 'sans position connue',
  sources: 'D’où elles viennent', source: 'Source', licence: 'Licence', number: 'Nombre',
  fields: 'Les champs', fieldsLead: 'Le nom de chaque champ dans les fichiers, et ce qu’il veut dire.',
   computed: 'calculé', required: 'toujours rempli',
  codesCount: (count: number) => `${number(count)} valeurs possibles`,
  types: { text: 'texte', code: 'code', integer: 'nombre entier', number: 'nombre', boolean: 'oui ou non', date: 'date', datetime: 'date et heure', hours: 'horaires', url: 'adresse web', phone: 'téléphone', email: 'courriel', json: 'JSON' } as Readonly<Record<string, string>>,
  sample: 'Un extrait', sampleLead: (shown: number) => `${number(shown)} ${plural(shown, 'entité', 'entités')}, telles qu’elles sont publiées.`, unnamed: 'sans nom',
  download: 'Télécharger', downloadLead: 'Chaque fichier porte sa source, sa licence, sa date et la mention de démonstration.',
  use: 'S’en servir',
  short: { download: 'Télécharger', quality: 'Qualité', sources: 'Sources', sample: 'Extrait', fields: 'Champs', use: 'QGIS, R, API' },
  inQgis: 'Dans QGIS', qgis: {
    add: 'Couche › Ajouter une couche › Ajouter une couche WFS / OGC API – Features.',
    address: 'Nouveau : donnez un nom, et cette adresse :',
    connect: 'Connecter, choisissez la couche, Ajouter.',
  },
  inR: 'Dans R',
  inProgram: 'Par programme',
  items: 'Les entités (OGC API – Features)', collection: 'La collection', schema: 'Le schéma', queryables: 'Ce que l’on peut filtrer', tiles: 'Les tuiles vectorielles',

  reuse: 'Réutiliser',
  service: 'Le service de données (OGC API)', explorer: 'La description de l’API', tileJson: 'Les tuiles vectorielles (TileJSON)', dcat: 'Le catalogue DCAT-AP (JSON-LD), à moissonner',
  report: 'Signaler une erreur',
  reportLead: 'Une adresse fausse, un lieu fermé, un horaire changé ? Ouvrez la fiche du lieu et choisissez « Signaler une erreur ». Une personne relit avant que rien ne change.',
  noContact: 'Aucune adresse de contact n’est encore réglée pour cette ville. Notez la référence du lieu : elle suffit à le retrouver.',
  about: (layer: string, description: string, city: string) => `${layer} de ${city} : ${description} Source, licence, fraîcheur, champs, téléchargements.`,
});

export const correcting = typeset({
  title: 'Corrections à reporter dans OpenStreetMap',
  lead: 'Des habitants ont corrigé des lieux qui viennent d’OpenStreetMap, et une personne a relu. Karter n’écrit rien dans OpenStreetMap : qui y contribue peut reprendre cette liste, après avoir vérifié sur place.',
  privacy: 'La liste ne dit ni qui a envoyé la correction, ni qui l’a acceptée.',
  none: 'Aucune correction de ce genre n’est acceptée pour l’instant.',
  entry: (count: number) => (count === 0 ? 'Aucune correction acceptée pour l’instant.' : `${number(count)} ${plural(count, 'correction acceptée', 'corrections acceptées')} à reporter.`),
  link: 'Voir les corrections à reporter',
  decided: (day: string) => `acceptée le ${day}`,
  gone: 'Signalé fermé ou disparu : à vérifier sur place.',
  moved: 'Déplacé : la position donnée est la nouvelle.',
  remove: 'Attribut à retirer.',
  byHand: (title: string) => `${title} : aucun attribut unique ne le dit, à reporter à la main.`,
  key: 'Attribut', before: 'Avant', after: 'Après', nothing: 'rien',
  open: 'Ouvrir dans OpenStreetMap', csv: 'La liste (CSV)', geojson: 'La liste (GeoJSON)',
  about: (city: string) => `Les corrections acceptées de lieux de ${city} qui viennent d’OpenStreetMap, à y reporter.`,
});

/** Three lines of R: GDAL pages through the service by itself. */
export const inR = (service: string, layer: string): string => `library(sf)\n${layer} <- st_read("OAPIF:${service}", "${layer}")\nplot(st_geometry(${layer}))`;

/** The catalogue's own words, for portals. */
export const dcatWords = typeset({
  catalogueTitle: (city: string) => `Karter ${city} : les données de la carte des quartiers`,
  catalogueDescription: (city: string) => `Les couches de la carte des quartiers de ${city} : emploi, épiceries solidaires, fonds citoyens, commerces, jardins, et le fond de carte.`,
  datasetTitle: (title: string, city: string, demo: number, count: number) => `${title} – ${city}${demo === 0 ? '' : demo === count ? ' (données de démonstration)' : ' (en partie de démonstration)'}`,
  demo: (demo: number, count: number) => (demo === count
    ? 'Données de démonstration : elles sont générées, faute de source ouverte, et ne décrivent aucun lieu réel.'
    : `${number(demo)} des ${number(count)} entités sont des données de démonstration : générées faute de source ouverte, elles ne décrivent aucun lieu réel. Le champ « demo » les distingue.`),
  outlines: (count: number, of: number) => `${count === of ? 'Les tracés sont approximatifs et non officiels.' : `${number(count)} des ${number(of)} tracés sont approximatifs et non officiels.`}`,
  demoKeyword: 'données de démonstration',
  sources: (sources: readonly string[]) => `Sources : ${sources.join(' ; ')}.`,
  rights: (parts: readonly { licence: string; count: number }[]) => (parts.length === 1 ? parts[0]!.licence : `Plusieurs licences, dites par le champ « licence » de chaque entité : ${parts.map(({ licence, count }) => `${licence} (${number(count)})`).join(', ')}.`),
  schema: (title: string) => `${title} : le schéma des propriétés`,
  themes: 'Thèmes de données de l’Union européenne',
  serviceTitle: (city: string) => `Karter ${city} : OGC API – Features et Tiles`,
  serviceDescription: 'Toutes les couches par les standards OGC API : entités, filtres CQL2, systèmes de coordonnées, tuiles vectorielles.',
});
