// What the pages of the API say.
const whole = new Intl.NumberFormat('fr-FR');

export const ogcMessages = {
  brand: 'Karter', service: 'Le service de données', map: 'La carte',
  asJson: 'Voir en JSON', trail: 'Vous êtes ici',
  landing: {
    lead: 'Toutes les données de la carte, par les standards ouverts OGC API : entités, filtres et tuiles. QGIS, GDAL ou un programme s’y branchent avec l’adresse de cette page.',
    address: 'Adresse à donner à QGIS ou GDAL', parts: 'Ce qui s’y trouve',
    collections: ['Les collections', 'Une par couche de la carte : entités, schéma, filtres.'],
    tiles: ['Les tuiles vectorielles', 'Les mêmes couches, découpées pour l’affichage.'],
    matrixSets: ['Les grilles de tuiles', 'Où commence et finit chaque tuile.'],
    api: ['La description de l’API', 'Chaque adresse, ses paramètres et ses réponses.'],
    conformance: ['La conformité', 'Les standards suivis, classe par classe.'],
    data: ['Les données expliquées', 'D’où elles viennent et ce qu’elles valent, sur la carte.'],
  },
  conformance: { title: 'Conformité', lead: 'Les classes de conformité que ce service déclare. Chacune est vérifiée par un test.' },
  collections: { title: 'Collections', lead: 'Une collection par couche de la carte.' },
  collection: {
    items: 'Voir les entités', queryables: 'Ce que l’on peut filtrer', schema: 'Le schéma', tiles: 'Les tuiles', extent: 'Étendue (ouest, sud, est, nord)', time: 'Période', open: 'sans borne',
    systems: 'Systèmes de coordonnées', stored: 'de stockage', links: 'Adresses', identifier: 'Identifiant',
  },
  schema: { property: 'Propriété', meaning: 'Sens', type: 'Type', codes: 'Valeurs', geometry: 'géométrie',
    types: { string: 'texte', number: 'nombre', integer: 'nombre entier', boolean: 'oui ou non', date: 'date', 'date-time': 'instant', uri: 'adresse web', email: 'courriel' } as Readonly<Record<string, string>>,
    example: 'Un filtre s’écrit ainsi', try: 'Essayer' },
  items: {
    title: (layer: string) => `${layer} : les entités`, matched: (count: number) => `${whole.format(count)} ${count > 1 ? 'entités correspondent' : 'entité correspond'}`,
    returned: (count: number) => `${whole.format(count)} sur cette page`, next: 'Page suivante', first: 'Première page', none: 'Aucune entité ne correspond.',
    filter: 'Filtre (CQL2)', apply: 'Filtrer', place: 'Voir la fiche', item: (id: number) => `Entité ${id}`, geometry: 'Géométrie', noGeometry: 'sans position connue',
  },
  tiles: { title: 'Tuiles', lead: 'Des tuiles vectorielles Mapbox (MVT), les mêmes que celles de la carte.', template: 'Modèle d’adresse', layers: 'Couches', fields: 'Propriétés', from: 'à partir du zoom', zooms: 'Zooms', tileJson: 'TileJSON', scheme: 'La grille' },
  matrixSets: { title: 'Grilles de tuiles', zoom: 'Zoom', scale: 'Échelle', cell: 'Mètres par pixel', width: 'Tuiles de côté' },
  api: {
    title: 'Description de l’API', lead: 'Chaque adresse du service, écrite d’après ce que le serveur vérifie lui-même.', json: 'OpenAPI 3.0 (JSON)',
    parameters: 'Paramètres', name: 'Nom', where: 'Place', meaning: 'Forme', required: 'obligatoire', body: 'Corps', answers: 'Réponses', ask: 'Ouvrir', collection: (title: string, count: number) => `${title} : ${count} adresses`, none: 'Sans paramètre.', signIn: 'connexion requise',
    places: { path: 'dans l’adresse', query: 'après « ? »', header: 'en-tête', cookie: 'témoin' } as Readonly<Record<string, string>>,
    tags: {
      ogc: 'OGC API – Features', tuiles: 'Tuiles', api: 'La carte et ses chiffres', service: 'Service', compte: 'Comptes', administration: 'Administration',
      contributions: 'Contributions', edition: 'Édition', fonds: 'Fonds citoyens', donnees: 'Données et catalogue', telechargements: 'Téléchargements', imports: 'Imports',
    } as Readonly<Record<string, string>>,
  },
} as const;
