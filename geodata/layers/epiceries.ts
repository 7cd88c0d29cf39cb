import { defineLayer } from '../layer.ts';

export const epiceries = defineLayer({
  id: 'epiceries', theme: 'epiceries', public: true, geometry: 'point',
  title: 'Épiceries solidaires', one: 'épicerie solidaire', gender: 'f',
  description: 'Épiceries ouvertes sous conditions de ressources, fournies en partie par des invendus.',
  fields: {
    kind: { title: 'Nature', type: 'code', tileFrom: 9, required: true, codes: {
      solidaire: 'épicerie solidaire (association)', sociale: 'épicerie sociale (CCAS)', etudiante: 'épicerie étudiante',
    } },
    manager: { title: 'Gestionnaire', type: 'text' },
    students: { title: 'Ouverte aux étudiants', type: 'boolean', tileFrom: 9 },
    opening_hours: { title: 'Horaires', type: 'hours' },
    hours_verified_on: { title: 'Horaires vérifiés le', type: 'date' },
    admission: { title: 'Pour en bénéficier', type: 'text' },
    wheelchair: { title: 'Accès en fauteuil', type: 'code', codes: { yes: 'oui', limited: 'en partie', no: 'non' } },
    phone: { title: 'Téléphone', type: 'phone' },
    website: { title: 'Site', type: 'url' },
    opened_on: { title: 'Ouverte le', type: 'date' },
    ressourcerie_m: { title: 'Ressourcerie la plus proche', type: 'number', unit: 'm', derived: true, description: 'Distance à vol d’oiseau (Lambert-93).' },
  },
  legend: { by: 'kind', classes: [
    { value: 'solidaire', label: 'épicerie solidaire', color: '#b5480a', mark: 'filled' },
    { value: 'sociale', label: 'épicerie sociale', color: '#b5480a', mark: 'filled' },
    { value: 'etudiante', label: 'épicerie étudiante', color: '#b5480a', mark: 'filled' },
  ] },
  minZoom: 9, selectable: true, searchable: true,
});
