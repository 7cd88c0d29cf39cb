import { defineLayer } from '../layer.ts';

export const addresses = defineLayer({
  id: 'addresses', theme: 'fond', public: false, geometry: 'point',
  title: 'Adresses', one: 'adresse', gender: 'f',
  description: 'La Base Adresse Nationale, ou la base adresse locale d’une commune : ce qui situe une adresse sans coordonnées. Elle ne se montre pas, elle sert.',
  fields: {
    number: { title: 'Numéro', type: 'integer', description: 'Vide pour une voie ou un lieu-dit sans numéro.' },
    suffix: { title: 'Indice', type: 'text', description: 'bis, ter, a…' },
    street: { title: 'Voie ou lieu-dit', type: 'text', required: true },
    postcode: { title: 'Code postal', type: 'text' },
    city: { title: 'Commune', type: 'text', required: true },
    insee: { title: 'Code INSEE de la commune', type: 'text', required: true },
    place: { title: 'Lieu-dit', type: 'text', description: 'Complément de la voie.' },
    position: { title: 'Type de position', type: 'text', description: 'entrée, bâtiment, segment…' },
    certified: { title: 'Certifiée par la commune', type: 'boolean' },
  },
  minZoom: 14, selectable: false, searchable: false,
});
