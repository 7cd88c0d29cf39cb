// What is said of downloads: on the page, in problem documents, and inside the files themselves.
import { typeset } from './format.ts';

/** Inside files: plain text that other programs read, without typographic spaces. */
export const fileMessages = {
  demo: 'données de démonstration',
  allDemo: 'Données de démonstration : générées faute de source ouverte, elles ne décrivent aucun lieu réel.',
  someDemo: (count: number, of: number) => `${count} entités sur ${of} sont des données de démonstration : générées faute de source ouverte, elles ne décrivent aucun lieu réel (colonne « demo »).`,
  none: 'aucune : ce sont des données réelles ou publiées comme telles',
  labels: {
    title: 'Titre', description: 'Description', city: 'Ville', sources: 'Sources', licences: 'Licence', vintage: 'Date des données', exported: 'Fichier écrit le',
    count: 'Nombre d’entités', demo: 'Données de démonstration', filter: 'Filtre', system: 'Coordonnées', identity: 'Identité',
  },
  counted: (name: string, count: number) => `${name} (${count})`,
  range: (first: string, last: string) => (first === last ? first : `du ${first} au ${last}`),
  system: 'WGS 84, longitude et latitude en degrés (EPSG:4326)',
  identity: 'Une entité se reconnaît à « source » et « source_id » ; ce fichier se réimporte tel quel.',
  about: 'À propos',
  columns: { name: 'Colonne', short: 'Nom court', title: 'Titre', type: 'Type', unit: 'Unité', meaning: 'Sens et codes' },
  types: {
    text: 'texte', code: 'code', integer: 'nombre entier', number: 'nombre', boolean: 'vrai ou faux', date: 'date AAAA-MM-JJ', datetime: 'instant ISO 8601',
    hours: 'horaires (syntaxe opening_hours d’OpenStreetMap)', url: 'adresse web', phone: 'téléphone', email: 'courriel', json: 'JSON',
  },
  place: {
    longitude: 'Longitude, degrés', latitude: 'Latitude, degrés', wkt: 'Géométrie (WKT), longitude puis latitude', mention: 'Rappel, en mots, de ce que dit « demo »',
  } as Readonly<Record<string, string>>,
  tooLongForCell: (length: number) => `[géométrie de ${length} caractères : une cellule en tient 32767 ; prenez GeoPackage ou GeoJSON]`,
  unplaced: (count: number) => `${count} entités sans position connue n’y figurent pas : FlatGeobuf ne les tient pas.`,
  readme: {
    heading: (title: string, city: string) => `${title} – ${city}`,
    limits: 'Limites du format shapefile',
    names: 'Un nom de colonne tient 10 caractères. La correspondance est ci-dessous ; un import dans Karter la connaît.',
    left: (names: readonly string[]) => `Les colonnes structurées n’y entrent pas : ${names.join(', ')}.`,
    cut: (cells: number, names: readonly string[]) => `Un texte tient 254 octets. Ici, ${cells} textes ont été coupés, dans : ${names.join(', ')}. Ne réimportez pas ce fichier sur des données plus complètes.`,
    uncut: 'Un texte tient 254 octets. Ici, aucun n’a été coupé.',
    booleans: 'Vrai et faux y sont écrits 1 et 0.',
    better: 'GeoPackage n’a aucune de ces limites.',
    files: 'Fichiers',
    kinds: { point: 'points', line: 'lignes', polygon: 'surfaces', multipoint: 'groupes de points', collection: 'géométries mêlées, sans leur forme', none: 'sans position connue' } as Readonly<Record<string, string>>,
    columns: 'Colonnes',
  },
} as const;

/** On the page and in problem documents. */
export const exportMessages = typeset({
  scope: 'Ce qui est téléchargé',
  scopes: { view: 'Ce que montre la liste', filtered: 'Partout, avec ces filtres', whole: 'Toute la couche' },
  inside: 'Chaque fichier dit sa source, sa licence, sa date et ce qui est de démonstration.',
  problems: {
    gdal: (others: string) => `Ce serveur n’a pas GDAL (paquet gdal-bin), qui écrit ce format. La personne qui tient le serveur peut l’installer. En attendant : ${others}.`,
    busy: 'Ce serveur écrit déjà autant de fichiers qu’il peut. Réessayez dans un instant.',
    yours: 'Vous téléchargez déjà deux fichiers. Le suivant pourra partir quand l’un sera fini.',
    long: 'L’écriture de ce fichier a pris trop de temps et a été arrêtée. Resserrez la demande, ou prenez CSV ou GeoJSON.',
    disk: 'Ce serveur n’a plus la place d’écrire ce fichier. Prenez CSV, GeoJSON ou XLSX, qui n’en demandent pas.',
    failed: 'L’écriture de ce fichier a échoué. La cause est enregistrée ; les autres formats restent.',
    rows: (count: number) => `Une feuille de tableur tient 1 048 575 lignes, et il y en a ${count}. Prenez CSV ou GeoPackage, ou resserrez la demande.`,
    layer: (format: string, layers: string) => `Le format ${format} ne convient pas à cette couche ; il convient à : ${layers}.`,
    separator: 'le séparateur ne se choisit que pour le CSV',
    siret: 'Le SIRET de la ville (siret) manque dans city.json : le fichier ne serait pas valide.',
    postcodes: 'Les codes postaux (postcodes) manquent dans city.json : le fichier ne serait pas valide.',
  },
});
