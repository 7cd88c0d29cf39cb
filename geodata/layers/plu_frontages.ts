import { defineLayer } from '../layer.ts';

export const plu_frontages = defineLayer({
  id: 'plu_frontages', theme: 'commerces', public: true, geometry: 'line',
  title: 'Linéaires commerciaux protégés', one: 'linéaire commercial', gender: 'm',
  description: 'Rez-de-chaussée où le plan local d’urbanisme préserve la diversité commerciale (CNIG : PRESCRIPTION, type 22 ; code de l’urbanisme, L151-16).',
  fields: {
    stypepsc: { title: 'Protection', type: 'code', tileFrom: 12, required: true, codes: {
      '00': 'diversité commerciale', '01': 'diversité à protéger', '02': 'diversité à développer',
      '03': 'linéaire commercial protégé', '04': 'linéaire commercial protégé renforcé',
    } },
    rule: { title: 'Règle', type: 'text' },
    street: { title: 'Voie', type: 'text' },
    idurba: { title: 'Document d’urbanisme', type: 'text' },
    length_m: { title: 'Longueur', type: 'number', unit: 'm', derived: true },
  },
  legend: { by: 'stypepsc', classes: [
    { value: '03', label: 'linéaire protégé', color: '#c2410c', mark: 'filled' },
    { value: '04', label: 'linéaire protégé renforcé', color: '#7c1d0b', mark: 'filled' },
    { value: '01', label: 'diversité à protéger', color: '#d9925f', mark: 'dashed' },
    { value: '02', label: 'diversité à développer', color: '#d9b48f', mark: 'dashed' },
  ] },
  minZoom: 12, tiled: { name: null, demo: null }, selectable: true, searchable: false,
});
