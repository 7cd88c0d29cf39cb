import { defineLayer } from '../layer.ts';

export const plu_zones = defineLayer({
  id: 'plu_zones', theme: 'commerces', public: true, geometry: 'polygon',
  title: 'Zones du PLU', one: 'zone du PLU', gender: 'f',
  description: 'Zonage du plan local d’urbanisme (CNIG : ZONE_URBA).',
  fields: {
    libelle: { title: 'Zone', type: 'text', tileFrom: 13, required: true },
    libelong: { title: 'Intitulé', type: 'text' },
    typezone: { title: 'Type', type: 'code', tileFrom: 11, required: true, codes: {
      U: 'urbaine', AU: 'à urbaniser', AUc: 'à urbaniser, constructible', AUs: 'à urbaniser, bloquée',
      A: 'agricole', Ah: 'agricole habitée', N: 'naturelle', Nh: 'naturelle habitée',
      // CNIG 2024-01 adds the constructible sectors of A and N.
      Nd: 'naturelle, loisirs', STECAL: 'secteur de taille et de capacité d’accueil limitées',
    } },
    idurba: { title: 'Document d’urbanisme', type: 'text' },
  },
  legend: { by: 'typezone', classes: [
    { value: 'U', label: 'zone urbaine', color: '#c9cfd6' },
    { value: 'AU', label: 'zone à urbaniser', color: '#e2d3c0' },
    { value: 'AUc', label: 'à urbaniser, constructible', color: '#e2d3c0' },
    { value: 'AUs', label: 'à urbaniser, bloquée', color: '#ece3d6' },
    { value: 'A', label: 'zone agricole', color: '#efe9c7' },
    { value: 'N', label: 'zone naturelle', color: '#d6e3cf' },
  ] },
  minZoom: 11, tiled: { name: null, demo: null }, selectable: true, searchable: false,
});
