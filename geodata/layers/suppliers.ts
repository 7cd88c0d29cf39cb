import { defineLayer } from '../layer.ts';

export const suppliers = defineLayer({
  id: 'suppliers', theme: 'epiceries', public: true, geometry: 'point',
  title: 'Sources d’invendus', one: 'source d’invendus', gender: 'f',
  description: 'Industries, grossistes, supermarchés, marchés et cantines qui peuvent donner leurs invendus.',
  fields: {
    kind: { title: 'Nature', type: 'code', tileFrom: 11, required: true, codes: {
      industrie: 'industrie agroalimentaire', grossiste: 'grossiste', supermarche: 'supermarché',
      marche: 'marché ou halles', cantine: 'restauration collective', jardin: 'jardin',
    } },
    surface_m2: { title: 'Surface de vente', type: 'number', unit: 'm²' },
    days: { title: 'Jours de collecte', type: 'hours' },
    cold_chain: { title: 'Chaîne du froid', type: 'boolean' },
  },
  legend: { by: 'kind', classes: [
    { value: 'supermarche', label: 'supermarché', color: '#8a5a3b' },
    { value: 'marche', label: 'marché ou halles', color: '#8a5a3b' },
    { value: 'grossiste', label: 'grossiste', color: '#8a5a3b' },
    { value: 'industrie', label: 'industrie agroalimentaire', color: '#8a5a3b' },
    { value: 'cantine', label: 'restauration collective', color: '#8a5a3b' },
    { value: 'jardin', label: 'jardin', color: '#8a5a3b' },
  ] },
  minZoom: 11, selectable: true, searchable: true,
});
