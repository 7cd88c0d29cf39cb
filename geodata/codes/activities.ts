// Groups of activities over NAF rév. 2: the professions the city wants to keep in its centre, and what surrounds them.
// Source: INSEE, nomenclature NAF rév. 2 (2008); grouping by Karter.

export const activities = {
  alimentation: 'alimentation de proximité',
  bio: 'alimentation biologique',
  supermarche: 'supermarché',
  equipement: 'équipement de la personne et de la maison',
  culture: 'culture et loisirs',
  occasion: 'seconde main',
  restauration: 'bar, café ou restaurant',
  pharmacie: 'pharmacie',
  medical: 'profession médicale',
  paramedical: 'profession paramédicale',
  juridique: 'profession juridique',
  banque: 'banque ou assurance',
  services: 'services à la personne',
  autre: 'autre activité',
} as const;

export type Activity = keyof typeof activities;
