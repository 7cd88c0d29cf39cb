// One import as the server has it, asked again while the server works on it; what is asked of it passes here.
import type { Problem } from '../../geodata/contract.ts';
import type { ImportSettings, LayerImport } from '../../geodata/contract/imports.ts';
import { ApiError, forget, getJson, sendJson } from './api.ts';

/** Between two questions, milliseconds; longer when the last one got no answer. */
const pace = 1000;
const patience = 4000;

export const isWorking = (made: LayerImport | null): boolean => made?.state === 'lecture' || made?.state === 'ecriture';

export class ImportWatch {
  readonly url: string;
  made: LayerImport | null = $state.raw(null);
  /** Why the last question got no answer. */
  problem: Problem | null = $state.raw(null);
  /** The map changed between the comparison and the writing. */
  moved = $state(false);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #ended = false;

  constructor(id: number) {
    this.url = `/api/imports/${id}`;
  }

  /** For an effect: asks until it is settled; returns the clean-up. */
  follow(): () => void {
    void this.ask();
    return () => {
      this.#ended = true;
      clearTimeout(this.#timer);
    };
  }

  async ask(): Promise<void> {
    clearTimeout(this.#timer);
    try {
      forget(this.url);
      this.#take(await getJson<LayerImport>(this.url));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.problem = error.problem;
      // Out of reach is waited for; an answer that says no is one.
      if (error.problem.status === 0 || error.problem.status >= 500) this.#again(patience);
    } finally {
      forget(this.url);
    }
  }

  /** @throws {ApiError} */
  async read(settings: ImportSettings): Promise<void> {
    this.#take(await sendJson<LayerImport>('PUT', `${this.url}/lecture`, settings));
    this.moved = false;
  }

  /** @throws {ApiError} */
  async write(): Promise<void> {
    try {
      this.#take(await sendJson<LayerImport>('POST', `${this.url}/ecriture`));
      this.moved = false;
    } catch (error) {
      // It is no longer what is shown here.
      if (error instanceof ApiError && error.problem.status === 409) await this.ask();
      throw error;
    }
  }

  /** @throws {ApiError} */
  async giveUp(): Promise<void> {
    await sendJson('DELETE', this.url);
    await this.ask();
  }

  #take(made: LayerImport): void {
    if (this.#ended) return;
    // Back from writing without having written: it found another map than the one compared with.
    if (this.made?.state === 'ecriture' && made.state === 'pret') this.moved = true;
    this.made = made;
    this.problem = null;
    if (isWorking(made)) this.#again(pace);
  }

  #again(after: number): void {
    clearTimeout(this.#timer);
    if (!this.#ended) this.#timer = setTimeout(() => void this.ask(), after);
  }
}
