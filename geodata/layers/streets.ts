import { defineLayer } from '../layer.ts';

export const streets = defineLayer({
  id: 'streets', theme: 'fond', public: true, geometry: 'line',
  title: 'Rues', one: 'rue', gender: 'f',
  description: 'Axes commerçants et voies qui aident à se repérer.',
  fields: {
    kind: { title: 'Rang', type: 'code', tileFrom: 10, required: true, codes: { axe: 'axe commerçant', principale: 'voie principale', rue: 'rue' } },
    length_m: { title: 'Longueur', type: 'number', unit: 'm', derived: true },
  },
  legend: { by: 'kind', classes: [
    { value: 'axe', label: 'axe commerçant', color: '#ffffff' },
    { value: 'principale', label: 'voie principale', color: '#ffffff' },
    { value: 'rue', label: 'rue', color: '#ffffff' },
  ] },
  minZoom: 10, tiled: { name: 13, demo: null }, selectable: false, searchable: true,
});
