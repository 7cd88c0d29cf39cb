import { defineLayer } from '../layer.ts';

export const qpv = defineLayer({
  id: 'qpv', theme: 'emploi', public: true, geometry: 'polygon',
  title: 'Quartiers prioritaires', one: 'quartier prioritaire', gender: 'm',
  description: 'Quartiers prioritaires de la politique de la ville (QPV), génération 2024.',
  fields: {
    code: { title: 'Code', type: 'text' },
    population: { title: 'Habitants', type: 'integer', unit: 'habitants' },
  },
  minZoom: 10, tiled: { demo: null }, selectable: true, searchable: true,
});
