// Who is signed in and what they may do: asked when a page or a button needs it, never of a reader who did not sign in here.
import type { GrantRow, Me as MeDocument } from '../../geodata/contract/people.ts';
import { may, mayAnywhere, type Action, type Subject } from '../../geodata/permissions.ts';
import type { Problem } from '../../geodata/contract.ts';
import { ApiError, forget, getJson } from './api.ts';

const url = '/api/me';
/** The session's cookie is HttpOnly; this says that one may be there, so that it is worth asking. */
const hint = 'karter.connexion';

function hinted(): boolean {
  try {
    return localStorage.getItem(hint) === '1';
  } catch {
    return false;
  }
}

function remember(signedIn: boolean): void {
  try {
    if (signedIn) localStorage.setItem(hint, '1');
    else localStorage.removeItem(hint);
  } catch {
    // Storage may be forbidden: the sign-in page and the desks ask all the same.
  }
}

export class Me {
  #document: MeDocument | null = $state.raw(null);
  #asking: Promise<void> | null = null;
  /** Asking; `document` is what was last known. */
  busy = $state(false);
  problem: Problem | null = $state.raw(null);
  /** Whether a session may be open, before it was asked. */
  expected = $state(hinted());

  /** Whether the server has answered. */
  get known(): boolean { return this.#document !== null; }
  get person(): MeDocument['person'] { return this.#document?.person ?? null; }
  get signedIn(): boolean { return this.person !== null; }
  get grants(): readonly GrantRow[] { return this.#document?.grants ?? []; }
  get organisations(): MeDocument['organisations'] { return this.#document?.organisations ?? []; }
  get providers(): MeDocument['providers'] { return this.#document?.providers ?? []; }
  /** Whether a desk has something for them: a role beyond everyone's. */
  get hasDesk(): boolean { return this.grants.some(({ role }) => role !== 'resident'); }

  /** What the permissions table allows; the server decides. */
  may(action: Action, subject?: Subject): boolean {
    return subject ? may(this.grants, action, subject) : mayAnywhere(this.grants, action);
  }

  /** Asks once; what went wrong is in `problem`. */
  load(): Promise<void> {
    if (this.#document) return Promise.resolve();
    return (this.#asking ??= this.#ask());
  }

  /** Asks again: after signing in or out, or a change of one's account. */
  refresh(): Promise<void> {
    return (this.#asking = this.#ask());
  }

  /** Asks only where a session may be open: for what stands on pages that everyone reads. */
  loadIfExpected(): Promise<void> {
    return this.expected ? this.load() : Promise.resolve();
  }

  /** Takes the document an answer carried. */
  take(document: MeDocument): void {
    this.#document = document;
    this.problem = null;
    this.expected = document.person !== null;
    remember(this.expected);
  }

  async #ask(): Promise<void> {
    this.busy = true;
    forget(url);
    try {
      this.take(await getJson<MeDocument>(url));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.problem = error.problem;
    } finally {
      // Never answered from memory: another tab may sign out.
      forget(url);
      this.busy = false;
      this.#asking = null;
    }
  }
}
