import { defineLayer } from '../layer.ts';

export const job_datings = defineLayer({
  id: 'job_datings', theme: 'emploi', public: true, geometry: 'point',
  title: 'Lieux de job dating', one: 'lieu de job dating', gender: 'm',
  description: 'Lieux où se tiennent des rencontres avec des entreprises qui recrutent, avec les prochaines dates.',
  fields: {
    kind: { title: 'Lieu', type: 'code', tileFrom: 9, required: true, codes: {
      mission_locale: 'mission locale', mairie: 'mairie de quartier', centre_social: 'centre social', mediatheque: 'médiathèque', emploi: 'service de l’emploi', autre: 'autre lieu',
    } },
    next_on: { title: 'Prochain job dating', type: 'datetime', tileFrom: 9, derived: true },
    events: { title: 'Dates', type: 'json', derived: true, description: 'Dates à venir : [{id, starts_at, ends_at, title, sectors, companies, posts, demo}].' },
    events_12_months: { title: 'Job datings sur 12 mois', type: 'integer', derived: true },
    rhythm: { title: 'Rythme de démonstration', type: 'json', private: true, description: 'À l’import : {every_weeks, week_offset, weekday, start, end, sectors, companies, posts}.' },
    capacity: { title: 'Capacité', type: 'integer', unit: 'personnes' },
    wheelchair: { title: 'Accès en fauteuil', type: 'code', codes: { yes: 'oui', limited: 'en partie', no: 'non' } },
    phone: { title: 'Téléphone', type: 'phone' },
    website: { title: 'Site', type: 'url' },
  },
  legend: { by: 'kind', classes: [
    { value: 'mission_locale', label: 'mission locale', color: '#3a49c0', mark: 'filled' },
    { value: 'mairie', label: 'mairie de quartier', color: '#3a49c0', mark: 'filled' },
    { value: 'centre_social', label: 'centre social', color: '#3a49c0', mark: 'filled' },
    { value: 'mediatheque', label: 'médiathèque', color: '#3a49c0', mark: 'filled' },
    { value: 'emploi', label: 'service de l’emploi', color: '#3a49c0', mark: 'filled' },
    { value: 'autre', label: 'autre lieu', color: '#3a49c0', mark: 'filled' },
  ] },
  minZoom: 9, selectable: true, searchable: true,
});
