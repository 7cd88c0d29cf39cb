// What each figure is called, counted in, and where it comes from; the values come from karter.figures() in SQL.
import type { ThemeId } from './layer.ts';

export interface FigureDefinition {
  key: string;
  theme: ThemeId;
  title: string;
  unit: string;
  /** Layers the figure is counted from, for its source line. */
  layers: readonly string[];
  /** How an estimate or rate is made; null for a plain count. */
  method: string | null;
  /** A count that is absent is zero; a rate, sum or delay that is absent is unknown. */
  absent: 0 | null;
}

export const figureDefinitions = [
  { key: 'job_datings_12_months', theme: 'emploi', title: 'job datings en 12 mois', unit: '', layers: ['job_datings'], method: null, absent: 0 },
  { key: 'days_to_next', theme: 'emploi', title: 'avant le prochain job dating', unit: 'jours', layers: ['job_datings'], method: null, absent: null },
  { key: 'venues', theme: 'emploi', title: 'lieux d’accueil', unit: '', layers: ['job_datings'], method: null, absent: 0 },
  { key: 'epiceries', theme: 'epiceries', title: 'épiceries solidaires', unit: '', layers: ['epiceries'], method: null, absent: 0 },
  { key: 'ressourceries', theme: 'epiceries', title: 'ressourceries', unit: '', layers: ['ressourceries'], method: null, absent: 0 },
  { key: 'epiceries_beside', theme: 'epiceries', title: 'épiceries à côté d’une ressourcerie', unit: '', layers: ['epiceries', 'ressourceries'], method: 'À moins de 300 m à vol d’oiseau ; les épiceries sans position connue ne sont pas comptées.', absent: 0 },
  { key: 'projects', theme: 'fonds', title: 'projets citoyens', unit: '', layers: ['projects'], method: 'Projets non recevables, refusés ou abandonnés exclus.', absent: 0 },
  { key: 'projects_delivered', theme: 'fonds', title: 'projets réalisés', unit: '', layers: ['projects'], method: null, absent: 0 },
  { key: 'amount_eur', theme: 'fonds', title: 'attribués', unit: '€', layers: ['projects'], method: 'Somme des montants connus des projets financés, en cours ou réalisés.', absent: null },
  { key: 'vacancy_rate', theme: 'commerces', title: 'de locaux vacants', unit: '%', layers: ['premises'], method: 'Locaux vacants ÷ (occupés + vacants), d’après la dernière observation de chaque local ; travaux, hors commerce et inconnus exclus.', absent: null },
  { key: 'vacant', theme: 'commerces', title: 'locaux vacants', unit: '', layers: ['premises'], method: null, absent: 0 },
  { key: 'premises', theme: 'commerces', title: 'locaux occupés ou vacants', unit: '', layers: ['premises'], method: null, absent: 0 },
  { key: 'gardens', theme: 'jardins', title: 'jardins ouverts', unit: '', layers: ['gardens'], method: 'Un jardin dont la date d’ouverture est inconnue est compté ouvert.', absent: 0 },
  { key: 'garden_area', theme: 'jardins', title: 'de jardins', unit: 'm²', layers: ['gardens'], method: 'Somme des surfaces connues.', absent: null },
  { key: 'plots', theme: 'jardins', title: 'parcelles', unit: '', layers: ['gardens'], method: 'Somme des parcelles connues.', absent: null },
] as const satisfies readonly FigureDefinition[];
