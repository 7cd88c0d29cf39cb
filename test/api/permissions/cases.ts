// How to ask each route of the contract: one request a case, about something own or foreign, here or elsewhere.
//
// A new route takes two things: an entry here and a line a case in expected.txt. The request must get past the contract's own checks
// (a body of the right form), so that what answers is who may, not what is wrong with it: 400 and 500 fail the test.
// What is refused for another reason afterwards (409, 422, 428) has a sign of its own. Make the thing anew when the request uses it up.
import type { RouteId } from '../../../geodata/contract.ts';
import { catalogueCases } from './cases-catalogue.ts';
import { contributionCases } from './cases-contributions.ts';
import { editingCases } from './cases-editing.ts';
import { exportCases } from './cases-export.ts';
import { fundCases } from './cases-fonds.ts';
import { importCases } from './cases-imports.ts';
import { peopleCases } from './cases-people.ts';
import { publicCases } from './cases-public.ts';
import { sourceCases } from './cases-sources.ts';
import type { Actor, World } from './world.ts';

export interface Asked { path: string; body?: unknown; headers?: Record<string, string>; bytes?: Buffer }
export type Case = (world: World, actor: Actor) => Asked | Promise<Asked>;
/** By what is asked about: `tous` where it makes no difference. */
export type Cases = Readonly<Record<string, Case>>;

export const cases: Record<RouteId, Cases> = { ...publicCases, ...catalogueCases, ...peopleCases, ...contributionCases, ...editingCases, ...fundCases, ...sourceCases, ...exportCases, ...importCases };
