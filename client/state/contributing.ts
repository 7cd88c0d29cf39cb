// Sending a contribution: the form's token, taken when the form opens and spent no sooner than a person could fill it.
import { ApiError, forget, getJson, sendJson } from './api.ts';
import type { ContributionBody } from '../../geodata/contract/contributions.ts';

const url = '/api/contributions/token';

export class TokenHolder {
  #coming: Promise<{ token: string; ready: number }> | null = null;

  /** Takes a token; what goes wrong shows when the form is sent. */
  take(): void {
    forget(url);
    this.#coming = getJson<{ token: string; wait: number }>(url).then(({ token, wait }) => ({ token, ready: performance.now() + wait * 1000 + 200 }));
    forget(url);
    this.#coming.catch(() => {});
  }

  /** Sends, a moment later where it was quick. Raises ApiError; a token that was refused is replaced for the next attempt. */
  async send(body: Omit<ContributionBody, 'token'>): Promise<number> {
    if (!this.#coming) this.take();
    try {
      const { token, ready } = await this.#coming!;
      await new Promise((resolve) => { setTimeout(resolve, Math.max(0, ready - performance.now())); });
      return (await sendJson<{ id: number }>('POST', '/api/contributions', { ...body, token })).id;
    } catch (error) {
      if (error instanceof ApiError && (error.problem.status === 0 || error.problem.errors?.some(({ parameter }) => parameter === 'token'))) this.take();
      throw error;
    } finally {
      forget(url);
    }
  }
}
