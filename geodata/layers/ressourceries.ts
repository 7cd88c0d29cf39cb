import { defineLayer } from '../layer.ts';

export const ressourceries = defineLayer({
  id: 'ressourceries', theme: 'epiceries', public: true, geometry: 'point',
  title: 'Ressourceries', one: 'ressourcerie', gender: 'f',
  description: 'Lieux qui collectent, réparent et revendent des objets donnés.',
  fields: {
    kind: { title: 'Nature', type: 'code', tileFrom: 9, required: true, codes: {
      ressourcerie: 'ressourcerie', materiaux: 'matériaux de réemploi', velo: 'atelier vélo', textile: 'textile',
    } },
    manager: { title: 'Gestionnaire', type: 'text' },
    surface_m2: { title: 'Surface', type: 'number', unit: 'm²' },
    opening_hours: { title: 'Horaires', type: 'hours' },
    hours_verified_on: { title: 'Horaires vérifiés le', type: 'date' },
    wheelchair: { title: 'Accès en fauteuil', type: 'code', codes: { yes: 'oui', limited: 'en partie', no: 'non' } },
    phone: { title: 'Téléphone', type: 'phone' },
    website: { title: 'Site', type: 'url' },
    opened_on: { title: 'Ouverte le', type: 'date' },
  },
  legend: { by: 'kind', classes: [
    { value: 'ressourcerie', label: 'ressourcerie', color: '#b5480a', mark: 'hollow' },
    { value: 'materiaux', label: 'matériaux de réemploi', color: '#b5480a', mark: 'hollow' },
    { value: 'velo', label: 'atelier vélo', color: '#b5480a', mark: 'hollow' },
    { value: 'textile', label: 'textile', color: '#b5480a', mark: 'hollow' },
  ] },
  minZoom: 9, selectable: true, searchable: true,
});
