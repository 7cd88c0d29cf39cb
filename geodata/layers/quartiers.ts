import { defineLayer } from '../layer.ts';

export const quartiers = defineLayer({
  id: 'quartiers', theme: 'fond', public: true, geometry: 'polygon',
  title: 'Quartiers', one: 'quartier', gender: 'm',
  description: 'Quartiers administratifs de la ville, chacun avec sa mairie de quartier.',
  fields: {
    slug: { title: 'Code', type: 'text', tileFrom: 0, description: 'Nom court et stable, employé dans les adresses : /quartiers/{slug} ; tiré du nom quand un import ne le dit pas.' },
    town_hall: { title: 'Mairie de quartier', type: 'text' },
    area_km2: { title: 'Superficie', type: 'number', unit: 'km²', derived: true },
  },
  minZoom: 0, tiled: { name: 0, demo: null }, selectable: true, searchable: true, boundary: true,
});
