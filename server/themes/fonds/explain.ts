// The steps of a count as sentences for residents, in the order in which they happened.
import { eurosAndCents, number, plural, typography } from '../../../geodata/format.ts';
import type { Awards, Step, Tie } from './awards.ts';
import type { Election, VoteType } from './ballots.ts';

export interface Sentence {
  kind: Step['kind'];
  projectId?: string;
  text: string;
}

const votes = (count: number, type: VoteType): string => (type === 'approval' ? `${number(count, 2)} voix` : `${number(count, 2)} ${plural(count, 'point', 'points')}`);
const people = (count: number): string => `${number(count)} ${plural(count, 'personne', 'personnes')}`;

class Telling {
  readonly #awards: Awards;
  readonly #names: ReadonlyMap<string, string>;
  readonly #type: VoteType;

  constructor(awards: Awards, { projects, voteType }: Pick<Election, 'projects' | 'voteType'>) {
    this.#awards = awards;
    this.#names = new Map(projects.map(({ id, name }) => [id, name]));
    this.#type = voteType;
  }

  #name(id: string): string {
    return `« ${this.#names.get(id) ?? id} »`;
  }

  #list(ids: readonly string[]): string {
    const names = ids.map((id) => this.#name(id));
    return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} et ${names.at(-1)}`;
  }

  #tie(tie: Tie | undefined): string {
    if (!tie) return '';
    const what = this.#type === 'approval' ? 'de voix' : 'de points';
    const why = {
      cost: 'il passe devant parce qu’il coûte moins cher',
      votes: `à coût égal, il passe devant parce qu’il a reçu plus ${what}`,
      lot: `tout étant égal, le tirage au sort l’a désigné (graine publiée : « ${this.#awards.seed} »)`,
    }[tie.by];
    return ` À égalité avec ${this.#list(tie.with)} : ${why}.`;
  }

  #start({ voters, projects, budgetCents, shareCents, rule }: Extract<Step, { kind: 'start' }>): string {
    const first = `${people(voters)} ${plural(voters, 'a voté', 'ont voté')} sur ${number(projects)} ${plural(projects, 'projet', 'projets')} pour une enveloppe de ${eurosAndCents(budgetCents)}.`;
    if (rule === 'greedy') return `${first} Les projets sont pris dans l’ordre ${this.#type === 'approval' ? 'des voix' : 'des points'} ; ceux qui ne tiennent pas dans ce qui reste sont passés.`;
    return shareCents === undefined ? first : `${first} L’enveloppe est partagée à égalité : chaque votant décide de ${eurosAndCents(shareCents)}, qui ne paient que des projets pour lesquels il a voté.`;
  }

  #completion({ raises, shareCents, before, stop, overspendCents }: Extract<Step, { kind: 'completion' }>): string {
    const first = before.winners.length === 0 ? 'Avec ces parts, aucun projet ne peut être payé par ses seuls soutiens.'
      : `Ces parts paient ${number(before.winners.length)} ${plural(before.winners.length, 'projet', 'projets')}, pour ${eurosAndCents(before.spentCents)}.`;
    const raised = raises === 0 ? '' : ` Pour que l’enveloppe serve, la part de chacun est augmentée de 1 € à la fois, ${number(raises)} fois, et le calcul repris : avec ${eurosAndCents(shareCents)} chacun, on obtient ce qui suit.`;
    const end = {
      'all-fit': ' Tous les projets soutenus tiennent dans l’enveloppe : il n’y a pas à choisir.',
      exhaustive: raises === 0 ? ' Aucun autre projet soutenu ne tient dans ce qui reste : les parts ne sont pas augmentées.' : ' Aucun autre projet soutenu ne tient alors dans ce qui reste.',
      'would-overspend': ` Un euro de plus pour chacun ferait dépenser ${eurosAndCents(overspendCents ?? 0)}, plus que l’enveloppe : on s’arrête là.`,
    }[stop];
    return `${first}${raised}${end}`;
  }

  #shared(step: Extract<Step, { kind: 'shared' }>): string {
    const { effectiveVotes, short, spent } = step;
    const effective = this.#type === 'approval' ? 'voix effectives' : 'points effectifs';
    const counted = short + spent === 0 ? `${votes(step.votes, this.#type)}, le plus grand nombre`
      : `${number(effectiveVotes, 2)} ${effective} sur ${number(step.votes)}, le plus grand nombre`;
    return [
      `Le projet ${this.#name(step.projectId)} (${eurosAndCents(step.costCents)}) est financé : ${counted}.`,
      `${this.#type === 'approval' ? 'Chaque voix' : 'Chaque point'} paie ${eurosAndCents(step.priceCents)}.`,
      ...short > 0 ? [`${people(short)} ${plural(short, 'n’avait plus assez : elle donne ce qui lui reste et compte', 'n’avaient plus assez : elles donnent ce qui leur reste et comptent')} pour une partie seulement.`] : [],
      ...spent > 0 ? [`${people(spent)} ${plural(spent, 'avait déjà tout donné à d’autres projets et ne compte', 'avaient déjà tout donné à d’autres projets et ne comptent')} plus.`] : [],
      `Il reste ${eurosAndCents(step.leftCents)} de l’enveloppe.`,
    ].join(' ') + this.#tie(step.tie);
  }

  #lost(step: Extract<Step, { kind: 'lost' }>): string {
    const first = `Le projet ${this.#name(step.projectId)} (${eurosAndCents(step.costCents)}, ${votes(step.votes, this.#type)}) n’est pas financé :`;
    if (step.reason === 'supporters-short') return `${first} les parts de ses soutiens ne faisaient plus ensemble que ${eurosAndCents(step.supportersHaveCents)}, et il ne restait à la fin que ${eurosAndCents(step.leftCents)} de l’enveloppe.`;
    return step.reason === 'does-not-fit' ? `${first} à son tour, il ne restait que ${eurosAndCents(step.leftCents)}.` : `${first} ${this.#aside(step.reason)}.`;
  }

  #aside(reason: 'no-votes' | 'over-envelope'): string {
    return reason === 'no-votes' ? 'personne n’a voté pour lui' : 'il coûte plus que l’enveloppe entière';
  }

  sentence(step: Step): string {
    switch (step.kind) {
      case 'start': return this.#start(step);
      case 'set-aside': return `Le projet ${this.#name(step.projectId)} (${eurosAndCents(step.costCents)}) est écarté : ${this.#aside(step.reason)}.`;
      case 'completion': return this.#completion(step);
      case 'shared': return this.#shared(step);
      case 'most-votes': {
        const first = this.#awards.rule === 'equal-shares' ? 'Ce qui reste va au projet le plus soutenu parmi ceux qui tiennent encore : ' : '';
        const funded = `${this.#name(step.projectId)} (${eurosAndCents(step.costCents)}) est financé avec ${votes(step.votes, this.#type)}. Il reste ${eurosAndCents(step.leftCents)}.`;
        return `${first === '' ? 'Le projet ' : first}${funded}${this.#tie(step.tie)}`;
      }
      case 'lost': return this.#lost(step);
      case 'end': return `En tout, ${eurosAndCents(step.spentCents)} sont attribués ; il reste ${eurosAndCents(step.leftCents)}.`;
    }
  }
}

/** One sentence or a few for each step; project names are as written, so a page must escape them. */
export function explain(awards: Awards, election: Pick<Election, 'projects' | 'voteType'>): Sentence[] {
  const telling = new Telling(awards, election);
  return awards.steps.map((step) => ({ kind: step.kind, ...('projectId' in step ? { projectId: step.projectId } : {}), text: typography(telling.sentence(step)) }));
}
