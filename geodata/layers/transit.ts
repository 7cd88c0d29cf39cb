import { defineLayer } from '../layer.ts';

export const transit = defineLayer({
  id: 'transit', theme: 'fond', public: true, geometry: 'mixed',
  title: 'Tram et téléphérique', one: 'arrêt', gender: 'm',
  description: 'Lignes de tram et de téléphérique, et leurs stations.',
  fields: {
    kind: { title: 'Nature', type: 'code', tileFrom: 9, required: true, codes: { tram: 'ligne de tram', telepherique: 'téléphérique', station: 'station' } },
    line: { title: 'Ligne', type: 'text', tileFrom: 9, description: 'A, B, C ; une station peut en porter plusieurs, séparées par une virgule.' },
  },
  legend: { by: 'kind', classes: [
    { value: 'tram', label: 'tram', color: '#4b5563' },
    { value: 'telepherique', label: 'téléphérique', color: '#4b5563', mark: 'dashed' },
    { value: 'station', label: 'station', color: '#ffffff', mark: 'hollow' },
  ] },
  minZoom: 9, tiled: { demo: null }, selectable: false, searchable: true,
});
