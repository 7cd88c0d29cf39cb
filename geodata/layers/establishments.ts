import { defineLayer } from '../layer.ts';
import { headcounts } from '../codes/headcounts.ts';

export const establishments = defineLayer({
  id: 'establishments', theme: 'commerces', public: false, geometry: 'point',
  title: 'Établissements', one: 'établissement', gender: 'm',
  description: 'Le répertoire Sirene du territoire. Il ne se publie pas : l’établissement d’un indépendant est souvent son domicile ; seul celui qui est rapproché d’un local se voit, sur la fiche de ce local.',
  fields: {
    siret: { title: 'SIRET', type: 'text', required: true },
    siren: { title: 'SIREN', type: 'text', required: true },
    nic: { title: 'NIC', type: 'text' },
    state: { title: 'État', type: 'code', required: true, codes: { actif: 'actif', ferme: 'fermé' } },
    diffusion: { title: 'Diffusion', type: 'code', required: true, codes: {
      O: 'diffusible', P: 'diffusion partielle : adresse et enseigne masquées', N: 'non diffusible : aussitôt retiré',
    } },
    opened_on: { title: 'Créé le', type: 'date' },
    closed_on: { title: 'Fermé le', type: 'date' },
    state_since: { title: 'Dans cet état depuis le', type: 'date', description: 'Début de la période courante dans le répertoire.' },
    head_office: { title: 'Siège', type: 'boolean' },
    employer: { title: 'Employeur', type: 'boolean' },
    headcount: { title: 'Effectif', type: 'code', codes: headcounts },
    legal_category: { title: 'Catégorie juridique', type: 'text', description: 'Connue seulement si le fichier la joint ; le stock des établissements ne la dit pas.' },
    sign: { title: 'Enseigne', type: 'text' },
    usual_name: { title: 'Dénomination usuelle', type: 'text' },
    naf: { title: 'Code NAF rév. 2', type: 'text' },
    naf_until: { title: 'NAF rév. 2 en vigueur jusqu’au', type: 'date', derived: true },
    naf_2025: { title: 'Code NAF 2025', type: 'text' },
    naf_2025_from: { title: 'NAF 2025 en vigueur depuis le', type: 'date', derived: true },
    number: { title: 'Numéro', type: 'integer' },
    suffix: { title: 'Indice', type: 'text' },
    street: { title: 'Voie', type: 'text' },
    postcode: { title: 'Code postal', type: 'text' },
    city: { title: 'Commune', type: 'text' },
    insee: { title: 'Code INSEE de la commune', type: 'text' },
  },
  minZoom: 14, selectable: false, searchable: false,
});
