// What awaits a person in the funds, by their roles.
import type { Fund, FundProject, FundSession } from '../../geodata/contract/fonds.ts';
import { desk as said } from '../../geodata/messages-fonds.ts';
import type { Action } from '../../geodata/permissions.ts';
import { forget, getJson } from './api.ts';
import type { Me } from './me.svelte.ts';

export interface WaitingComment { id: number; project: number; name: string | null; quartier: string | null; text: string; at: string }
export type ListedSession = Omit<FundSession, 'mine' | 'presences' | 'result'>;
export interface FundDesk { funds: Fund[]; projects: FundProject[]; judge: FundProject[]; decide: FundProject[]; pay: FundProject[]; sessions: ListedSession[]; comments: WaitingComment[] }

/** @throws {ApiError} */
export async function readFundDesk(me: Me): Promise<FundDesk> {
  const fresh = <Result>(url: string) => { forget(url); return getJson<Result>(url); };
  const [funds, projects, sessions, comments] = await Promise.all([
    fresh<Fund[]>('/api/fonds'), fresh<FundProject[]>('/api/fonds/projets'), fresh<ListedSession[]>('/api/fonds/seances'),
    me.may('comment.moderate', { theme: 'fonds' }) ? fresh<WaitingComment[]>('/api/fonds/commentaires') : [],
  ]);
  const mine = (action: Action) => ({ quartier }: { quartier: string | null }) => me.may(action, { theme: 'fonds', quartier });
  return {
    funds, projects, comments,
    judge: projects.filter(({ stage }) => stage === 'depose').filter(mine('project.judge')),
    decide: projects.filter(({ stage }) => stage === 'propose').filter(mine('project.decide')),
    pay: projects.filter(({ stage, awarded_cents: awarded, paid_cents: paid }) => ['finance', 'en_cours', 'realise'].includes(stage) && awarded > paid).filter(mine('project.pay')),
    sessions: sessions.filter(({ state }) => state === 'prevue' || state === 'ouverte').filter((session) => mine('session.hold')(session) || mine('session.vote')(session)),
  };
}

export const awaitingIn = ({ judge, decide, pay, sessions, comments }: FundDesk): number => judge.length + decide.length + pay.length + sessions.length + comments.length;

/** For the desk's door: « 3 choses vous attendent ». */
export async function fundsAwaiting(me: Me): Promise<string | null> {
  const count = awaitingIn(await readFundDesk(me));
  return count > 0 ? said.awaits(count) : null;
}
