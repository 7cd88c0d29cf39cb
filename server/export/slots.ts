// How many files are written at once: a few a process, fewer for one reader, and an honest refusal beyond.
import { exportMessages } from '../../geodata/messages-export.ts';
import { tooManyRequests, unavailable } from '../problem.ts';

export class Slots {
  readonly #held: string[] = [];
  readonly #atOnce: number;
  readonly #each: number;

  /** @param each Of one address; a school or a town hall is one. */
  constructor(atOnce: number, each: number) {
    this.#atOnce = atOnce;
    this.#each = each;
  }

  get free(): number { return this.#atOnce - this.#held.length; }

  /** Returns what gives the place back, once. Raises 429 or 503, both with Retry-After. */
  take(address: string): () => void {
    if (this.#held.filter((holder) => holder === address).length >= this.#each) throw tooManyRequests(exportMessages.problems.yours, {}, { 'Retry-After': '10' });
    if (this.free <= 0) throw unavailable(exportMessages.problems.busy, {}, { 'Retry-After': '10' });
    this.#held.push(address);
    let taken = true;
    return () => {
      if (taken) this.#held.splice(this.#held.indexOf(address), 1);
      taken = false;
    };
  }
}
