// Everything Karter says, in one place, whether the server writes the page or the client does. Data brings its own words (titles,
// codes); these are the sentences around it.
import type { LayerDefinition } from './layer.ts';
import { lowerFirst, number, plural, typeset } from './format.ts';

type Words = Pick<LayerDefinition, 'one' | 'title' | 'gender'>;

/** `3 jardins`, `1 jardin`, `0 jardin`. */
function counted(count: number, layer: Words): string {
  return `${number(count)} ${plural(count, layer.one, lowerFirst(layer.title))}`;
}

const none = (layer: Words): string => `${layer.gender === 'f' ? 'Aucune' : 'Aucun'} ${layer.one}`;

export const messages = typeset({
  brand: 'Karter',
  title: (page: string | null, city: string) => (page ? `${page} – Karter ${city}` : `Karter ${city} – la carte des quartiers`),
  skip: 'Aller à la liste',
  panel: 'Panneau',
  mapName: (city: string) => `Carte de ${city}`,

  problems: {
    unreachable: { title: 'Le serveur ne répond pas', detail: 'Rien n’est perdu. Vérifiez votre connexion, puis réessayez.' },
    missing: { title: 'Introuvable', detail: 'Ce que vous demandez n’existe pas ou n’existe plus.' },
    unexpected: { title: 'Une erreur est survenue', detail: 'Rien n’est perdu. Réessayez dans un instant.' },
    retry: 'Réessayer',
  },
  offline: 'Hors connexion : la carte et les listes montrent ce qui a déjà été chargé. Tout reprendra au retour du réseau.',
  noMap: {
    webgl: 'La carte animée demande WebGL, que votre navigateur ne propose pas. La carte dessinée et les listes restent complètes.',
    api: 'Les données de la carte ne répondent pas. La carte dessinée et les listes restent là.',
  },
  loading: 'Chargement…',

  home: {
    promise: 'Ce qui se passe près de chez vous, et comment y prendre part',
    lead: (city: string) => `Emploi, entraide, projets, commerces, jardins : les cinq engagements de ${city}, quartier par quartier.`,
    themes: 'Cinq thèmes',
    quartiers: 'Votre quartier',
    quartiersLead: 'Les cinq thèmes en chiffres, comparés au reste de la ville.',
    next: 'Et maintenant ?',
    data: 'Données, sources et licences',
  },
  themes: { nav: 'Thèmes' },
  inView: (parts: readonly string[]) => (parts.length === 0 ? 'Rien à signaler dans cette vue.' : `Dans cette vue : ${parts.join(', ')}.`),
  counted,
  countInAll: (count: number) => `${number(count)} en tout`,
  onMap: (parts: readonly string[]) => (parts.length === 0 ? 'Rien à signaler.' : `Sur la carte : ${parts.join(', ')}.`),
  countInView: (count: number) => `${number(count)} dans la vue`,
  atLeast: (count: number) => `plus de ${number(count)}`,

  sheet: {
    up: 'Agrandir le panneau', down: 'Réduire le panneau', width: 'Largeur du panneau',
    collapse: 'Masquer le panneau', expand: 'Afficher le panneau',
  },

  search: {
    label: 'Chercher un lieu, une rue, un quartier',
    placeholder: 'Lieu, rue, quartier…',
    clear: 'Effacer la recherche',
    results: (count: number) => `${number(count)} ${plural(count, 'résultat', 'résultats')}. Flèches pour parcourir, Entrée pour ouvrir.`,
    none: (words: string) => `Rien ne répond à « ${words} ». Essayez un nom de rue, de quartier ou de lieu.`,
    unlocated: 'sans position connue',
  },

  around: {
    title: 'Autour de moi',
    lead: 'Le plus proche de chaque sorte, avec le temps à pied.',
    locate: 'Me localiser',
    centre: 'Depuis le centre de la carte',
    pick: 'Choisir un point',
    picking: 'Touchez la carte à l’endroit voulu…',
    locating: 'Localisation…',
    refused: 'Votre position n’est pas accessible. Choisissez un point sur la carte, ou le centre de la carte.',
    outside: 'Vous êtes hors du territoire de cette carte. Choisissez un point sur la carte.',
    private: 'Votre position reste sur votre appareil, hormis pour ce calcul ; elle n’est pas conservée.',
    nothing: 'Rien de connu autour de ce point.',
    here: 'depuis votre position',
    fromCentre: 'depuis le centre de la carte',
    fromPoint: 'depuis le point choisi',
    close: 'Fermer « autour de moi »',
  },

  list: {
    title: (layer: Words) => layer.title,
    which: 'Quelle liste',
    sort: 'Trier par',
    byOpening: 'ouverts d’abord',
    byName: 'nom', byDistance: 'distance au centre',
    asTable: 'Voir en tableau', asList: 'Voir en liste',
    announce: (count: number, layer: Words) => (count === 0 ? `${none(layer)} dans cette vue.` : `${counted(count, layer)} dans cette vue.`),
    filtered: (count: number, layer: Words) => `${counted(count, layer)} avec ces filtres, dans cette vue.`,
    truncated: (count: number) => `Liste limitée aux ${number(count)} premiers : rapprochez la carte pour les voir tous.`,
    more: (count: number) => `Afficher ${number(count)} de plus`,
    unlocated: (count: number) => `Sans position connue (${number(count)})`,
    unnamed: (layer: Words) => `${layer.one.charAt(0).toUpperCase()}${layer.one.slice(1)}`,
    emptyView: (layer: Words) => `${none(layer)} dans cette vue.`,
    emptyFilter: (layer: Words) => `${none(layer)} ne répond à ces filtres dans cette vue.`,
    emptyAnywhere: (layer: Words) => `${none(layer)} dans les données.`,
    nearest: (away: string, where: string | null) => `Le plus proche est à ${away}${where ? `, ${where}` : ''}.`,
    nearestFeminine: (away: string, where: string | null) => `La plus proche est à ${away}${where ? `, ${where}` : ''}.`,
    go: 'Y aller',
    clearFilters: 'Retirer les filtres',
    caption: (layer: Words) => `${layer.title} dans la vue de la carte`,
    download: 'Télécharger ces données',
    sorted: { ascending: 'tri croissant', descending: 'tri décroissant' },
  },
  filters: { title: 'Filtrer', all: 'Tout', any: 'peu importe' },
  layers: { title: 'Sur la carte', reset: 'Revenir aux couches du thème' },
  density: { title: 'Densité', none: 'Points', count: 'Nombre', vacancy: 'Vacance', note: 'Hexagones : plus la teinte est foncée, plus la valeur est forte.' },
  legend: { title: 'Légende', show: 'Afficher la légende', hide: 'Masquer la légende' },

  figures: {
    title: 'En chiffres',
    asOf: (day: string) => `Au ${day}`,
    source: (source: string) => `Source : ${source}`,
    method: 'Comment ce chiffre est obtenu',
    unknown: 'inconnu',
    demo: 'données de démonstration',
    demoNote: 'Faute de source ouverte, ces chiffres reposent en partie sur des données de démonstration : elles ne décrivent aucun lieu réel.',
    city: (value: string) => `Ville : ${value}`,
    rank: (rank: number, of: number) => `${rank === 1 ? '1er' : `${number(rank)}e`} sur ${number(of)}`,
    table: 'Voir le tableau', chart: 'Voir le graphique', whole: 'Toute la ville',
    quartier: 'Quartier',
  },

  place: {
    back: 'Retour',
    next: 'Prochaines dates',
    noNext: 'Aucune date annoncée pour l’instant.',
    posts: (count: number) => `${number(count)} ${plural(count, 'poste', 'postes')}`,
    companies: (count: number) => `${number(count)} ${plural(count, 'entreprise', 'entreprises')}`,
    calendar: 'Ajouter à mon agenda',
    hours: 'Horaires',
    open: 'Ouvert maintenant', closed: 'Fermé maintenant', usually: 'd’après les horaires habituels, hors jours fériés',
    until: (time: string) => `jusqu’à ${time}`, from: (when: string) => `ouvre ${when}`,
    at: (time: string) => `à ${time}`, tomorrow: 'demain', openShort: 'Ouvert', closedShort: 'Fermé',
    verified: (day: string) => `Horaires vérifiés le ${day}`,
    unverified: 'Horaires à confirmer auprès du lieu',
    history: 'Occupation observée',
    seenSince: (day: string) => `observé ainsi depuis le ${day}, début inconnu`,
    seenBetween: (from: string, last: string, ended: string) => (from === last ? `observé le ${from}, terminé avant le ${ended}` : `observé du ${from} au ${last}, terminé avant le ${ended}`),
    startedBetween: (after: string, by: string) => `a commencé entre le ${after} et le ${by}`,
    about: 'En bref',
    contact: 'Contact',
    website: 'Ouvrir le site',
    where: 'Y aller',
    stop: (name: string, walk: string) => `Arrêt ${name}, ${walk}`,
    stopUnknown: 'Arrêt le plus proche inconnu.',
    route: 'Itinéraire (OpenStreetMap)',
    openInMaps: 'Ouvrir dans mon application de cartes',
    focus: 'Voir sur la carte',
    noPosition: 'Sa position n’est pas connue : ce lieu figure dans les listes, pas sur la carte.',
    accuracy: (words: string, metres: string | null) => (metres ? `${words}, à ${metres} près` : words),
    access: 'Accessibilité',
    wheelchair: { yes: 'Accessible en fauteuil', limited: 'Accessible en partie en fauteuil', no: 'Non accessible en fauteuil', unknown: 'Accès en fauteuil non renseigné' },
    provenance: 'D’où vient cette fiche',
    source: 'Source', licence: 'Licence', dated: 'Date de la donnée', updated: 'Mis à jour', position: 'Position', reference: 'Référence',
    report: 'Signaler une erreur', propose: 'Proposer un lieu', edit: 'Modifier',
    share: 'Partager', copied: 'Lien copié', copyFailed: 'Copiez ce lien :',
    print: 'Imprimer',
    gone: 'Ce lieu n’existe plus dans les données, ou n’y a jamais été.',
    demo: 'Données de démonstration : ce lieu est généré, faute de source ouverte. Il ne décrit aucun lieu réel.',
    inQuartier: 'Quartier',
  },

  quartier: {
    lead: (city: string) => `Les cinq thèmes en chiffres, comparés aux autres quartiers de ${city}.`,
    hall: (name: string) => `Mairie de quartier : ${name}`,
    area: 'Superficie',
    neighbours: 'Quartiers voisins',
    places: 'Les lieux',
    noPlaces: 'Aucun lieu connu dans ce quartier pour ce thème.',
    approximate: 'Limites du quartier : tracé approximatif, non officiel.',
    more: (count: number) => `Voir les ${number(count)} autres`,
  },

  data: { features: 'Les données (GeoJSON)', reportMail: 'Écrire au service qui tient la carte' },

  missing: {
    title: 'Cette page n’existe pas',
    lead: 'L’adresse est peut-être incomplète, ou le lieu a disparu. La carte, elle, est toujours là.',
    home: 'Voir la carte',
  },

  results: {
    title: (words: string) => `Recherche : ${words}`,
    empty: 'Chercher un lieu, une rue, un quartier',
    found: (count: number, words: string) => `${number(count)} ${plural(count, 'réponse', 'réponses')} pour « ${words} »`,
    submit: 'Chercher',
  },
  gone: {
    title: 'Ce lieu a été retiré',
    lead: 'Il figurait dans les données et n’y figure plus : fermé, déplacé ou remplacé. Son adresse ne servira à aucun autre lieu.',
  },
  down: { title: 'Karter est momentanément indisponible', lead: 'Rien n’est perdu. Réessayez dans un instant.' },
  /** What a search engine or a shared link says of each page. */
  about: {
    home: (city: string) => `La carte des quartiers de ${city} : job datings, épiceries solidaires, fonds citoyens, commerces et jardins, avec ce que chacun peut y faire.`,
    quartier: (name: string, city: string) => `${name}, quartier de ${city}, à travers cinq thèmes : emploi, épiceries solidaires, projets citoyens, commerces, jardins.`,
    data: (city: string) => `Les couches de la carte de ${city} : ce qu’elles contiennent, d’où elles viennent, leur licence, et comment les reprendre.`,
    results: (city: string) => `Chercher un lieu, une rue ou un quartier de ${city}.`,
  },
  drawnMap: (page: string) => `Carte dessinée : ${page}`,
  listed: (shown: number, total: number) => (shown < total ? `Les ${number(shown)} premiers sur ${number(total)}, par ordre alphabétique.` : ''),
  legendCells: 'Un disque compte les locaux d’un même endroit ; sa part vide, les locaux vacants. Rapprochez la carte pour voir chaque local.',
  embed: { open: 'Ouvrir dans Karter' },
  print: {
    button: 'Imprimer cette vue', scale: 'Échelle', north: 'Nord', sources: 'Sources', printed: (day: string) => `Imprimé le ${day}`,
    link: 'Retrouver cette carte', demo: 'Comporte des données de démonstration.',
  },
});
