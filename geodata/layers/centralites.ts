import { defineLayer } from '../layer.ts';

export const centralites = defineLayer({
  id: 'centralites', theme: 'commerces', public: true, geometry: 'polygon',
  title: 'Centralités', one: 'centralité', gender: 'f',
  description: 'Centres où commerces et services se regroupent, et pôles périphériques qui les attirent.',
  fields: {
    kind: { title: 'Nature', type: 'code', tileFrom: 0, required: true, codes: {
      centre_ville: 'centre-ville', centre_quartier: 'centre de quartier',
      centre_bourg: 'centre-bourg', pole_peripherique: 'pôle périphérique',
    } },
    area_m2: { title: 'Surface', type: 'number', unit: 'm²', derived: true },
    premises: { title: 'Locaux commerciaux', type: 'integer', derived: true },
    vacant: { title: 'dont vacants', type: 'integer', derived: true },
  },
  legend: { by: 'kind', classes: [
    { value: 'centre_ville', label: 'centre-ville', color: '#0b5560', mark: 'filled' },
    { value: 'centre_quartier', label: 'centre de quartier', color: '#107d8c', mark: 'filled' },
    { value: 'centre_bourg', label: 'centre-bourg', color: '#5aa9b4', mark: 'filled' },
    { value: 'pole_peripherique', label: 'pôle périphérique', color: '#6b7280', mark: 'dashed' },
  ] },
  minZoom: 9, tiled: { demo: null }, selectable: true, searchable: true,
});
