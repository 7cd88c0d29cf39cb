import { defineLayer } from '../layer.ts';

export const projects = defineLayer({
  id: 'projects', theme: 'fonds', public: true, geometry: 'point',
  title: 'Projets citoyens', one: 'projet', gender: 'm',
  description: 'Projets proposés par les habitants et financés par un fonds citoyen ou un budget participatif.',
  fields: {
    stage: { title: 'Étape', type: 'code', tileFrom: 9, required: true, governed: true, codes: {
      depose: 'déposé', recevable: 'recevable', non_recevable: 'non recevable', en_deliberation: 'en délibération', propose: 'proposé', refuse: 'refusé',
      ajourne: 'ajourné', finance: 'financé', en_cours: 'en cours', realise: 'réalisé', abandonne: 'abandonné',
    } },
    description: { title: 'Le projet', type: 'text' },
    amount_eur: { title: 'Montant', type: 'number', unit: '€', tileFrom: 13, governed: true },
    votes: { title: 'Voix', type: 'integer', unit: 'voix' },
    year: { title: 'Année du fonds', type: 'integer' },
    season: { title: 'Fonds ou saison', type: 'text' },
    decided_on: { title: 'Décidé le', type: 'date' },
    delivered_on: { title: 'Réalisé le', type: 'date' },
    website: { title: 'En savoir plus', type: 'url' },
  },
  legend: { by: 'stage', classes: [
    { value: 'depose', label: 'déposé', color: '#7a2378', mark: 'dashed' },
    { value: 'recevable', label: 'recevable', color: '#7a2378', mark: 'dashed' },
    { value: 'en_deliberation', label: 'en délibération', color: '#7a2378', mark: 'dashed' },
    { value: 'ajourne', label: 'ajourné', color: '#7a2378', mark: 'dashed' },
    { value: 'propose', label: 'proposé', color: '#7a2378', mark: 'hollow' },
    { value: 'finance', label: 'financé', color: '#7a2378', mark: 'hollow' },
    { value: 'en_cours', label: 'en cours', color: '#7a2378', mark: 'hollow' },
    { value: 'realise', label: 'réalisé', color: '#7a2378', mark: 'filled' },
    { value: 'non_recevable', label: 'non recevable', color: '#7a2378', mark: 'pale' },
    { value: 'refuse', label: 'refusé', color: '#7a2378', mark: 'pale' },
    { value: 'abandonne', label: 'abandonné', color: '#7a2378', mark: 'pale' },
  ] },
  minZoom: 9, selectable: true, searchable: true,
});
