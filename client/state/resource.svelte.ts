// One thing asked of the server: loading, error or ready, the earlier data kept while the next is on its way.
import { untrack } from 'svelte';
import type { Problem } from '../../geodata/contract.ts';
import { ApiError, forget, getJson, remembered } from './api.ts';

export type Loadable<Data> =
  | { status: 'idle'; data: null; problem: null }
  | { status: 'loading'; data: Data | null; problem: null }
  | { status: 'ready'; data: Data; problem: null }
  | { status: 'error'; data: Data | null; problem: Problem };

export class Resource<Data> {
  #state: Loadable<Data> = $state.raw({ status: 'idle', data: null, problem: null });
  #url: string | null = null;
  #controller: AbortController | null = null;

  get status(): Loadable<Data>['status'] { return this.#state.status; }
  get data(): Data | null { return this.#state.data; }
  get problem(): Problem | null { return this.#state.problem; }

  /** For an effect: starts asking and returns the clean-up, which aborts. */
  load(url: string | null, delay = 0): () => void {
    const timer = setTimeout(() => void this.#ask(url), delay);
    // What was known of this very question shows at once.
    untrack(() => {
      if (url === null) this.#state = { status: 'idle', data: null, problem: null };
      else if (url !== this.#url) this.#state = { status: 'loading', data: remembered<Data>(url), problem: null };
    });
    this.#url = url;
    return () => {
      clearTimeout(timer);
      this.#controller?.abort();
    };
  }

  retry(): void {
    if (this.#url !== null) forget(this.#url);
    void this.#ask(this.#url);
  }

  async #ask(url: string | null): Promise<void> {
    this.#controller?.abort();
    if (url === null) return;
    const controller = (this.#controller = new AbortController());
    this.#state = { status: 'loading', data: this.#state.data, problem: null };
    try {
      const data = await getJson<Data>(url, controller.signal);
      if (!controller.signal.aborted) this.#state = { status: 'ready', data, problem: null };
    } catch (error) {
      if (controller.signal.aborted) return;
      if (!(error instanceof ApiError)) throw error;
      this.#state = { status: 'error', data: this.#state.data, problem: error.problem };
    }
  }
}
