import { defineLayer } from '../layer.ts';
import { activities } from '../codes/activities.ts';

export const premises = defineLayer({
  id: 'premises', theme: 'commerces', public: true, geometry: 'point',
  title: 'Locaux commerciaux', one: 'local commercial', gender: 'm',
  description: 'Locaux en rez-de-chaussée, avec leur occupation tirée d’observations datées.',
  fields: {
    occupancy: { title: 'Occupation', type: 'code', tileFrom: 14, observed: true, codes: {
      occupe: 'occupé', vacant: 'vacant', travaux: 'en travaux', hors_commerce: 'hors commerce', inconnu: 'inconnu',
    } },
    observed_on: { title: 'Observé le', type: 'date', observed: true },
    vacant_since: { title: 'Vacant depuis le, au plus tard', type: 'date', derived: true, description: 'Première observation de la vacance en cours.' },
    vacant_after: { title: 'Vacant depuis le, au plus tôt', type: 'date', derived: true, description: 'Dernière observation avant la vacance en cours.' },
    activity: { title: 'Activité', type: 'code', tileFrom: 14, observed: true, codes: activities },
    naf: { title: 'Code NAF rév. 2', type: 'text' },
    destination: { title: 'Destination', type: 'code', codes: {
      '31': 'artisanat et commerce de détail', '32': 'restauration', '33': 'commerce de gros',
      '34': 'activités de services avec accueil d’une clientèle', '36': 'cinéma',
      '43': 'enseignement, santé, action sociale', '53': 'bureau',
    } },
    sign: { title: 'Enseigne', type: 'text', tileFrom: 15 },
    surface_m2: { title: 'Surface', type: 'number', unit: 'm²', tileFrom: 15 },
    frontage_m: { title: 'Vitrine', type: 'number', unit: 'm' },
    street: { title: 'Rue', type: 'text' },
    siret: { title: 'Établissement (SIRET)', type: 'text', derived: true, description: 'Établissement du répertoire Sirene rapproché du local, quand il est actif et diffusible.' },
    history: { title: 'Historique', type: 'json', derived: true, description: 'Observations datées : [{observed_on, occupancy, activity, observer}] ; la dernière connue de chaque jour.' },
    observations: { title: 'Observations', type: 'json', private: true, carries: 'history', description: 'À l’import : [{observed_on, occupancy, activity?, observer?, means?}].' },
  },
  legend: { by: 'occupancy', classes: [
    { value: 'occupe', label: 'occupé', color: '#107d8c', mark: 'filled' },
    { value: 'vacant', label: 'vacant', color: '#107d8c', mark: 'hollow' },
    { value: 'travaux', label: 'en travaux', color: '#8a6d1f', mark: 'dashed' },
    { value: 'hors_commerce', label: 'hors commerce', color: '#8b919c', mark: 'pale' },
    { value: 'inconnu', label: 'inconnu', color: '#8b919c', mark: 'pale' },
  ] },
  minZoom: 9, tiled: { name: 15 }, cellsBelow: 14, selectable: true, searchable: true,
});
