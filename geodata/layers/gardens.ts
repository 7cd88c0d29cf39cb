import { defineLayer } from '../layer.ts';

export const gardens = defineLayer({
  id: 'gardens', theme: 'jardins', public: true, geometry: 'mixed',
  title: 'Jardins', one: 'jardin', gender: 'm',
  description: 'Jardins partagés et jardins ouvriers ou familiaux.',
  fields: {
    kind: { title: 'Nature', type: 'code', tileFrom: 9, required: true, codes: {
      partage: 'jardin partagé', ouvrier: 'jardin ouvrier ou familial', pedagogique: 'jardin pédagogique', insertion: 'jardin d’insertion',
    } },
    state: { title: 'État', type: 'code', tileFrom: 9, derived: true, codes: { ouvert: 'ouvert', prevu: 'prévu', ferme: 'fermé' } },
    manager: { title: 'Gestionnaire', type: 'text' },
    area_m2: { title: 'Surface', type: 'number', unit: 'm²', tileFrom: 13 },
    plots: { title: 'Parcelles', type: 'integer', unit: 'parcelles' },
    plots_free: { title: 'dont libres', type: 'integer', unit: 'parcelles', tileFrom: 11 },
    opened_on: { title: 'Ouvert le', type: 'date', tileFrom: 9 },
    closed_on: { title: 'Fermé le', type: 'date', tileFrom: 9 },
    access: { title: 'Accès', type: 'text' },
    water: { title: 'Eau', type: 'boolean' },
    compost: { title: 'Compost', type: 'boolean' },
    wheelchair: { title: 'Accès en fauteuil', type: 'code', codes: { yes: 'oui', limited: 'en partie', no: 'non' } },
    how_to_join: { title: 'Pour participer', type: 'text' },
    waiting_list: { title: 'Liste d’attente', type: 'integer', unit: 'personnes' },
    waiting_list_on: { title: 'Liste d’attente relevée le', type: 'date' },
    phone: { title: 'Téléphone', type: 'phone' },
    email: { title: 'Courriel', type: 'email' },
    website: { title: 'Site', type: 'url' },
  },
  legend: { by: 'state', classes: [
    { value: 'ouvert', label: 'ouvert', color: '#22541a', mark: 'filled' },
    { value: 'prevu', label: 'prévu', color: '#22541a', mark: 'dashed' },
    { value: 'ferme', label: 'fermé', color: '#22541a', mark: 'pale' },
  ] },
  minZoom: 9, selectable: true, searchable: true,
});
