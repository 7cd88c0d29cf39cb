// What the data page says of the sources that keep themselves fresh.
import type { SourceState } from './contract/sources.ts';
import { day, number, plural, typeset } from './format.ts';

export const sourceWords = typeset({
  title: 'Les sources qui se tiennent à jour',
  lead: 'Karter va chercher ces fichiers chez leur producteur, vérifie ce qui arrive, et garde la dernière bonne version quand quelque chose ne va pas.',
  none: 'Aucune source ne s’actualise encore d’elle-même : la carte montre les données qui y ont été chargées.',
  declared: (count: number) => `${number(count)} ${plural(count, 'source déclarée, pas encore activée', 'sources déclarées, pas encore activées')}`,
  declaredLead: 'Leur adresse n’a pas encore été éprouvée depuis ce serveur, ou la ville ne les a pas encore choisies.',
  page: 'Chez le producteur',
  rhythm: { quotidien: 'chaque jour', hebdomadaire: 'chaque semaine', mensuel: 'chaque mois' } as Readonly<Record<string, string>>,
  planned: 'à dates fixes',
  running: 'Actualisation en cours.',
  asked: 'Actualisation demandée : elle commence dans un instant.',
  never: 'Pas encore actualisée.',
  good: (checked: string, features: string) => `À jour, vérifiée le ${checked}${features ? ` : ${features}` : ''}.`,
  features: (count: number) => `${number(count)} ${plural(count, 'entité', 'entités')}`,
  received: (changed: string) => `Données reçues le ${changed}.`,
  failing: (since: string) => `En échec depuis le ${since}.`,
  held: (since: string) => `En attente depuis le ${since}.`,
  lastGood: (good: string) => `Dernière bonne version : ${good}.`,
  neverGood: 'Aucune bonne version n’est encore arrivée.',
  next: (due: string) => `Prochaine vérification le ${due}.`,
  retry: (due: string) => `Nouvel essai le ${due}.`,
  refresh: 'Actualiser maintenant', stop: 'Arrêter', enable: 'Activer', disable: 'Désactiver', accept: 'Importer quand même',
  ofSource: (title: string) => ` : ${title}`,
});

/** How a source stands, as sentences: the first says whether it is well. */
export function sourceSentences(source: SourceState, timeZone: string): { well: boolean; sentences: string[] } {
  const words = sourceWords;
  const on = (moment: string) => day(moment, timeZone);
  const due = source.next_due && new Date(source.next_due).getTime() > Date.now() ? source.next_due : null;
  const present = source.running ? [words.running] : source.asked ? [words.asked] : [];
  if (source.failing_since) {
    return { well: false, sentences: [
      ...present, (source.held ? words.held : words.failing)(on(source.failing_since)), ...(source.failure ? [source.failure] : []),
      source.good_at ? words.lastGood(on(source.good_at)) : words.neverGood, ...(due ? [words.retry(on(due))] : []),
    ] };
  }
  if (!source.good_at) return { well: true, sentences: present.length > 0 ? present : [words.never] };
  return { well: true, sentences: [
    ...present, words.good(on(source.good_at), source.good_features === null ? '' : words.features(source.good_features)),
    ...(source.changed_at && on(source.changed_at) !== on(source.good_at) ? [words.received(on(source.changed_at))] : []), ...(due ? [words.next(on(due))] : []),
  ] };
}

/** `Insee · Licence Ouverte 2.0 · chaque mois`. */
export const sourceFacts = ({ producer, licence, schedule }: SourceState): string => [producer, licence, sourceWords.rhythm[schedule] ?? sourceWords.planned].join(' · ');
