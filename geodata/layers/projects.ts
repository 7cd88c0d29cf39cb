import { defineLayer } from '../layer.ts';

export const projects = defineLayer({
  id: 'projects', theme: 'fonds', public: true, geometry: 'point',
  title: 'Projets citoyens', one: 'projet', gender: 'm',
  description: 'Projets proposés par les habitants et financés par un fonds citoyen ou un budget participatif.',
  fields: {
    stage: { title: 'Étape', type: 'code', tileFrom: 9, required: true, codes: {
      idee: 'idée déposée', etude: 'à l’étude', vote: 'soumis au vote', retenu: 'retenu', en_cours: 'en cours', realise: 'réalisé', abandonne: 'abandonné',
    } },
    description: { title: 'Le projet', type: 'text' },
    amount_eur: { title: 'Montant', type: 'number', unit: '€', tileFrom: 13 },
    votes: { title: 'Voix', type: 'integer', unit: 'voix' },
    season: { title: 'Fonds ou saison', type: 'text' },
    decided_on: { title: 'Décidé le', type: 'date' },
    delivered_on: { title: 'Réalisé le', type: 'date' },
    website: { title: 'En savoir plus', type: 'url' },
  },
  legend: { by: 'stage', classes: [
    { value: 'idee', label: 'idée déposée', color: '#7a2378', mark: 'dashed' },
    { value: 'etude', label: 'à l’étude', color: '#7a2378', mark: 'dashed' },
    { value: 'vote', label: 'soumis au vote', color: '#7a2378', mark: 'dashed' },
    { value: 'retenu', label: 'retenu', color: '#7a2378', mark: 'hollow' },
    { value: 'en_cours', label: 'en cours', color: '#7a2378', mark: 'hollow' },
    { value: 'realise', label: 'réalisé', color: '#7a2378', mark: 'filled' },
    { value: 'abandonne', label: 'abandonné', color: '#7a2378', mark: 'pale' },
  ] },
  minZoom: 9, selectable: true, searchable: true,
});
