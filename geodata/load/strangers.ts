// Published standards that are recognised to say why they do not become a layer.
import { haveColumns } from './profiles/cells.ts';

interface Stranger { title: string; recognises(columns: readonly string[], format: string): boolean; reason: string }

export const strangers: readonly Stranger[] = [
  { title: 'SCDL subventions', recognises: (columns) => haveColumns(columns, 'nomAttribuant', 'idBeneficiaire', 'montant'), reason: 'des subventions ne sont pas une couche de la carte ; les projets financés s’importent dans « projects »' },
  { title: 'SCDL budget', recognises: (columns) => haveColumns(columns, 'BGT_NATDEC') || haveColumns(columns, 'BGT_ANNEE'), reason: 'un budget n’est pas une couche de la carte' },
  { title: 'Filosofi (Insee)', recognises: (columns) => haveColumns(columns, 'IRIS') && columns.some((column) => /^DISP_|^DEC_/i.test(column)), reason: 'des revenus par IRIS ne se placent qu’avec les contours des IRIS, qui ne sont pas une couche de la carte' },
  { title: 'Contours IRIS', recognises: (columns) => haveColumns(columns, 'code_iris') && (haveColumns(columns, 'nom_iris') || haveColumns(columns, 'typ_iris')), reason: 'les IRIS ne sont pas une couche de la carte' },
  { title: 'CNIG sites économiques', recognises: (columns) => haveColumns(columns, 'site_id') && (haveColumns(columns, 'site_type') || haveColumns(columns, 'terr_id')), reason: 'les zones d’activité et leurs terrains ne sont pas une couche de la carte' },
  { title: 'acceslibre', recognises: (columns) => haveColumns(columns, 'entree_plain_pied', 'entree_largeur_mini', 'cheminement_ext_presence'), reason: 'il décrit l’accès de lieux qui sont déjà dans d’autres fichiers et n’en ajoute aucun ; ce qu’il en dit ne se rapproche pas encore des lieux de la carte' },
  { title: 'ROME', recognises: (columns) => haveColumns(columns, 'Rome1', 'Rome2', 'Rome3'), reason: 'une nomenclature de métiers n’a pas de lieux' },
];
