// A form that is sent: busy, what was refused and beside which field; nothing typed is ever lost.
import { tick } from 'svelte';
import type { Problem } from '../../geodata/contract.ts';
import { ApiError } from './api.ts';

export class Form {
  busy = $state(false);
  problem: Problem | null = $state.raw(null);
  /** Said when it went well, until the next attempt. */
  done = $state('');

  /** Why a field was refused. */
  reason(name: string): string | null {
    return this.problem?.errors?.find(({ parameter }) => parameter === name || parameter.startsWith(`${name}.`))?.reason ?? null;
  }

  /** Refuses before anything is sent. */
  refuse(element: HTMLFormElement, title: string, errors: NonNullable<Problem['errors']>): void {
    this.problem = { type: 'about:blank', title, status: 0, errors };
    void this.#lead(element);
  }

  /** Sends once at a time; `done` is the sentence for success. Resolves to whether it went well. */
  async send(element: HTMLFormElement, work: () => Promise<unknown>, done = ''): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.problem = null;
    this.done = '';
    try {
      await work();
      this.done = done;
      return true;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.problem = error.problem;
      void this.#lead(element);
      return false;
    } finally {
      this.busy = false;
    }
  }

  /** To the first field that was refused, else to the sentence that says why. */
  async #lead(element: HTMLFormElement): Promise<void> {
    await tick();
    (element.querySelector<HTMLElement>('[aria-invalid="true"]') ?? element.querySelector<HTMLElement>('[role="alert"]'))?.focus();
  }
}
