import { defineLayer } from '../layer.ts';

export const communes = defineLayer({
  id: 'communes', theme: 'fond', public: true, geometry: 'polygon',
  title: 'Communes', one: 'commune', gender: 'f',
  description: 'Communes du territoire.',
  fields: {
    insee: { title: 'Code INSEE', type: 'text', tileFrom: 0, required: true },
    siren: { title: 'SIREN', type: 'text' },
    population: { title: 'Habitants', type: 'integer', unit: 'habitants' },
  },
  minZoom: 0, tiled: { name: 0, demo: null }, selectable: true, searchable: true, boundary: true,
});
