import { defineLayer } from '../layer.ts';

export const land = defineLayer({
  id: 'land', theme: 'fond', public: true, geometry: 'polygon',
  title: 'Terres et eaux', one: 'terre', gender: 'f',
  description: 'Terre émergée, plans d’eau et grands parcs : le fond de carte propre à Karter.',
  fields: {
    kind: { title: 'Nature', type: 'code', tileFrom: 0, required: true, codes: { terre: 'terre', eau: 'eau', parc: 'parc ou bois' } },
  },
  legend: { by: 'kind', classes: [
    { value: 'terre', label: 'terre', color: '#f7f4ee' },
    { value: 'eau', label: 'eau', color: '#cfe2ea' },
    { value: 'parc', label: 'parc ou bois', color: '#e6ebda' },
  ] },
  minZoom: 0, tiled: { name: null, demo: null }, selectable: false, searchable: false,
});
