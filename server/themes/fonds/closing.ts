// What closing a session computes, from votes or from ballots, and what the committee then decides. Pure: the caller locks and writes.
import type { SessionOutcome } from '../../../geodata/contract/fonds.ts';
import { collegeLabels } from '../../../geodata/fund.ts';
import { eurosAndCents, number, typography } from '../../../geodata/format.ts';
import { colleges, type College } from '../../../geodata/permissions.ts';
import type { Rule } from './awards.ts';
import type { Election } from './ballots.ts';
import { computeAwards } from './compute.ts';
import { explain } from './explain.ts';
import { lot } from './ties.ts';

export interface Examined { id: number; name: string; cents: number }
export interface Tally { project: number; college: College; pour: number; contre: number; abstention: number }
export type ByCollege = Record<College, number>;

export interface Computed { outcomes: SessionOutcome[]; sentences: string[]; approvals?: { project: number; approval: number }[] }

/** Colleges without enough members present; the session then decides nothing. */
export function missingColleges(quorum: ByCollege, present: ByCollege): College[] {
  return colleges.filter((college) => present[college] < quorum[college]);
}

export function adjourned(projects: readonly Examined[], missing: readonly College[]): Computed {
  const reason = typography(`Quorum non atteint : ${missing.map((college) => collegeLabels[college]).join(', ')}.`);
  return { outcomes: projects.map(({ id }) => ({ project: id, to: 'ajourne', cents: null, reason })), sentences: [reason] };
}

/** A fraction from 0 to 1. */
export interface Approval { part: bigint; of: bigint }

/**
 * Weighted approval of a project: in each college the part of votes for among those for or against; colleges in which nobody
 * took a side are left out, and the others weigh as the city set them.
 */
export function approvalOf(project: number, tallies: readonly Tally[], weights: ByCollege): Approval | null {
  // Exact, over one denominator: a half is a half.
  let [sum, weight, common] = [0n, 0n, 1n];
  for (const { college, pour, contre } of tallies.filter((tally) => tally.project === project)) {
    if (pour + contre === 0) continue;
    const sides = BigInt(pour + contre);
    sum = sum * sides + BigInt(weights[college] * pour) * common;
    common *= sides;
    weight += BigInt(weights[college]);
  }
  return weight > 0n ? { part: sum, of: weight * common } : null;
}

/** The greater first; whoever nobody took a side on, last. */
const byApproval = (one: Approval | null, other: Approval | null): number =>
  one && other ? Number(other.part * one.of > one.part * other.of) - Number(other.part * one.of < one.part * other.of) : Number(one === null) - Number(other === null);

/** To a tenth of a percent, for the eye. */
const percent = ({ part, of }: Approval): number => Number(part * 1000n / of) / 10;

/** More than half approves; the best approved first, as far as the envelope goes; equal ones: the cheaper, then by lot. */
export function countVotes(projects: readonly Examined[], tallies: readonly Tally[], weights: ByCollege, budgetCents: number, seed: string): Computed {
  const judged = projects.map((project) => ({ ...project, approval: approvalOf(project.id, tallies, weights) }))
    .toSorted((one, other) => byApproval(one.approval, other.approval) || one.cents - other.cents || lot(seed, String(one.id)).localeCompare(lot(seed, String(other.id))));
  let left = budgetCents;
  const outcomes: SessionOutcome[] = [];
  const sentences: string[] = [typography(`Reste de l’enveloppe : ${eurosAndCents(budgetCents)}.`)];
  for (const { id, name, cents, approval } of judged) {
    const share = approval === null ? 'personne ne s’est prononcé' : `${number(percent(approval), 1)} % d’approbation pondérée`;
    if (approval === null || approval.part * 2n <= approval.of) {
      outcomes.push({ project: id, to: 'refuse', cents: null, reason: typography(`Pas de majorité : ${share}.`) });
      sentences.push(typography(`« ${name} » n’est pas retenu : ${share}.`));
    } else if (cents > left) {
      outcomes.push({ project: id, to: 'ajourne', cents: null, reason: typography(`Approuvé (${share}), mais il ne reste que ${eurosAndCents(left)}.`) });
      sentences.push(typography(`« ${name} » est approuvé (${share}) mais ajourné : il ne reste que ${eurosAndCents(left)}.`));
    } else {
      left -= cents;
      outcomes.push({ project: id, to: 'propose', cents, reason: typography(`Approuvé : ${share}.`) });
      sentences.push(typography(`« ${name} » est proposé pour ${eurosAndCents(cents)} : ${share}.`));
    }
  }
  return { outcomes, sentences, approvals: judged.flatMap(({ id, approval }) => (approval === null ? [] : [{ project: id, approval: percent(approval) / 100 }])) };
}

export function electionOf(projects: readonly Examined[], ballots: readonly { id: string; points: Readonly<Record<string, number>> }[], budgetCents: number, seed: string): Election {
  return {
    budgetCents, seed, voteType: ballots.some(({ points }) => Object.values(points).some((count) => count > 1)) ? 'cumulative' : 'approval',
    projects: projects.map(({ id, name, cents }) => ({ id: String(id), name, costCents: cents })),
    ballots: ballots.map(({ id, points }) => ({ id, points: new Map(Object.entries(points)) })),
  };
}

/** Awards from ballots; a project without room or votes is refused, with what the count says of it. */
export function countBallots(election: Election, rule: Rule): Computed {
  if (election.budgetCents <= 0 || election.ballots.length === 0) {
    const reason = typography(election.ballots.length === 0 ? 'Aucun bulletin n’a été déposé.' : 'L’enveloppe est épuisée.');
    return { outcomes: election.projects.map(({ id }) => ({ project: Number(id), to: 'ajourne', cents: null, reason })), sentences: [reason] };
  }
  const awards = computeAwards(election, rule);
  const told = explain(awards, election);
  return {
    outcomes: election.projects.map(({ id, costCents }) => {
      const won = awards.winners.includes(id);
      const last = told.findLast(({ projectId }) => projectId === id)?.text;
      return { project: Number(id), to: won ? 'propose' : 'refuse', cents: won ? costCents : null, reason: last ?? typography(won ? 'Retenu par le vote.' : 'Non retenu par le vote.') };
    }),
    sentences: told.map(({ text }) => text),
  };
}

/** What is decided: as computed, but for what the committee chose otherwise. */
export function decide(computed: readonly SessionOutcome[], deviations: readonly { project: number; to: SessionOutcome['to']; cents?: number | null | undefined }[], projects: readonly Examined[], why: string | null): SessionOutcome[] {
  return computed.map((outcome) => {
    const other = deviations.find(({ project }) => project === outcome.project);
    if (!other) return outcome;
    const asked = projects.find(({ id }) => id === outcome.project)!.cents;
    return { project: outcome.project, to: other.to, cents: other.to === 'propose' ? other.cents ?? asked : null, reason: typography(`Décision du comité, autre que le calcul : ${why ?? ''}`) };
  });
}
