// What the printed record of a session says.
import { typeset } from './format.ts';

export const messagesRecord = typeset({
  title: (quartier: string, year: number) => `Fonds d’initiative citoyenne ${quartier} ${year} : relevé de décisions`,
  demo: 'Données de démonstration.',
  held: (moment: string, place: string) => `Séance du ${moment}, ${place}.`,
  closed: (moment: string) => `Vote clos le ${moment}.`,
  mode: ({ mode, electorate, rule, votes_each: each }: { mode: string; electorate: string; rule: string; votes_each: number }) => (mode === 'vote'
    ? 'Chaque membre a voté pour, contre ou s’est abstenu sur chaque projet ; les collèges pèsent comme la ville l’a fixé.'
    : `${electorate === 'habitants' ? 'Les habitants du quartier' : 'Les membres du comité'} ont réparti ${each} voix ; le compte est fait ${rule === 'greedy' ? 'par nombre de voix' : 'par la méthode des parts égales'}.`),
  budget: (left: string) => `Reste de l’enveloppe à la clôture : ${left}.`,
  decisions: 'Décisions',
  outcome: { propose: 'Proposé au conseil municipal', refuse: 'Refusé', ajourne: 'Ajourné' },
  deviation: 'Écart avec le calcul',
  how: 'Comment le compte a été fait',
  map: 'Où sont les projets',
  mapAlt: (names: readonly string[]) => `Carte du quartier et des projets examinés : ${names.join(', ')}.`,
  legal: 'Le comité propose ; la subvention est décidée par le conseil municipal (article L2311-7 du code général des collectivités territoriales).',
});
