// A project being written: every change is kept on this device at once, and on the server a moment later when someone is signed in.
import type { DraftContent, FilingBody } from '../../geodata/contract/fonds.ts';
import type { Problem } from '../../geodata/contract.ts';
import { filing as said } from '../../geodata/messages-fonds.ts';
import { centsOf } from '../../geodata/money.ts';
import { ApiError, sendJson } from './api.ts';
import { randomUuid } from './uuid.ts';

export type DraftFields = Required<DraftContent>;
export interface KeptDraft { id: string; content: DraftContent; updated_at: string }
type Kept = 'nowhere' | 'keeping' | 'device' | 'server' | 'offline';

const blank = (): DraftFields => ({ title: '', description: '', lon: null, lat: null, place: '', asked: '', lines: [{ label: '', amount: '' }], carrier: 'personne', organisation: null });
const prefix = 'karter.brouillon.';
const lately = `${prefix}dernier`;
const debounce = 900;

const now = (): string => new Date().toISOString();

function readDevice(id: string): KeptDraft | null {
  try {
    const text = localStorage.getItem(prefix + id);
    return text ? { id, ...(JSON.parse(text) as Omit<KeptDraft, 'id'>) } : null;
  } catch {
    return null;
  }
}

export class FundDraft {
  id: string = $state('');
  fields: DraftFields = $state(blank());
  kept: Kept = $state('nowhere');
  keptAt: string | null = $state(null);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #last = '';
  #over = false;
  /** The server did not want it as it is: not sent again before it changes. */
  #refused = false;

  /** Takes up the draft the address names, else the last one of this device, else begins anew. */
  constructor(asked: string | undefined) {
    let id = asked && /^[0-9a-f-]{36}$/.test(asked) ? asked : null;
    try { id ??= localStorage.getItem(lately); } catch { /* Storage may be forbidden. */ }
    this.take(id ? readDevice(id) ?? { id, content: {}, updated_at: '' } : { id: randomUuid(), content: {}, updated_at: '' });
  }

  take({ id, content, updated_at: at }: KeptDraft): void {
    this.id = id;
    this.fields = { ...blank(), ...content, lines: content.lines?.length ? content.lines.map((line) => ({ ...line })) : blank().lines };
    this.#last = JSON.stringify(this.fields);
    this.keptAt = at || null;
    this.kept = at ? 'device' : 'nowhere';
    this.#over = false;
  }

  /** Whether anything was written. */
  get empty(): boolean {
    const { title, description, asked, lon, lines } = this.fields;
    return !title && !description && !asked && lon === null && lines.every(({ label, amount }) => !label && !amount);
  }

  /** The server's copy replaces a device's that is older. */
  meet(server: KeptDraft | undefined): void {
    if (server && (!this.keptAt || server.updated_at > this.keptAt)) {
      this.take(server);
      this.kept = 'server';
    }
  }

  /** For an effect: keeps what changed. */
  keep(signedIn: boolean): void {
    const text = JSON.stringify(this.fields);
    if (this.#over || (text === this.#last && !(signedIn && this.kept === 'device' && !this.empty && !this.#refused))) return;
    this.#last = text;
    this.#refused = false;
    const at = now();
    try {
      localStorage.setItem(prefix + this.id, JSON.stringify({ content: this.fields, updated_at: at }));
      localStorage.setItem(lately, this.id);
      this.keptAt = at;
      this.kept = signedIn ? 'keeping' : 'device';
    } catch {
      this.kept = signedIn ? 'keeping' : 'nowhere';
    }
    clearTimeout(this.#timer);
    if (signedIn) this.#timer = setTimeout(() => void this.send(), debounce);
  }

  async send(): Promise<void> {
    if (this.#over) return;
    const { id } = this;
    try {
      const { updated_at: at } = await sendJson<{ updated_at: string }>('PUT', `/api/fonds/brouillons/${id}`, $state.snapshot(this.fields));
      if (id !== this.id) return;
      this.keptAt = at;
      this.kept = 'server';
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (id !== this.id) return;
      this.#refused = error.problem.status !== 0;
      this.kept = this.#refused ? 'device' : 'offline';
    }
  }

  /** Gone from this device: filed, or thrown away. */
  end(): void {
    this.#over = true;
    clearTimeout(this.#timer);
    try {
      localStorage.removeItem(prefix + this.id);
      if (localStorage.getItem(lately) === this.id) localStorage.removeItem(lately);
    } catch { /* Nothing was kept. */ }
  }

  renew(): void {
    this.take({ id: randomUuid(), content: {}, updated_at: '' });
  }

  get sum(): number { return this.fields.lines.reduce((sum, { amount }) => sum + (centsOf(amount) ?? 0), 0); }

  /** What is missing, by field, in the words shown beside it. */
  lacks(): NonNullable<Problem['errors']> {
    const { title, description, lon, asked, lines, carrier, organisation } = this.fields;
    const cents = centsOf(asked);
    const written = lines.map((line, rank) => ({ ...line, rank })).filter(({ label, amount }) => label.trim() || amount.trim());
    return [
      ...(title.trim().length < 5 ? [{ parameter: 'title', reason: said.titleShort }] : []),
      ...(description.trim().length < 20 ? [{ parameter: 'description', reason: said.descriptionShort }] : []),
      ...(lon === null ? [{ parameter: 'lon', reason: said.pinMissing }] : []),
      ...(!cents ? [{ parameter: 'asked_cents', reason: said.notAmount }] : []),
      ...(written.length === 0 ? [{ parameter: 'lines.0.label', reason: said.noLine }] : []),
      ...written.flatMap(({ label, amount, rank }) => [
        ...(label.trim() ? [] : [{ parameter: `lines.${rank}.label`, reason: said.lineName }]),
        ...(centsOf(amount) ? [] : [{ parameter: `lines.${rank}.cents`, reason: said.notAmount }]),
      ]),
      ...(cents && written.length > 0 && this.sum !== cents ? [{ parameter: 'lines', reason: said.sumWrong }] : []),
      ...(carrier === 'association' && !organisation ? [{ parameter: 'organisation', reason: said.chooseOrganisation }] : []),
    ];
  }

  /** To be asked for once nothing is lacking. */
  body(): FilingBody {
    const { title, description, lon, lat, place, asked, lines, carrier, organisation } = this.fields;
    return {
      title: title.trim(), description: place.trim() ? `${description.trim()}\n\n${said.placeLine(place.trim())}` : description.trim(), lon: lon!, lat: lat!, asked_cents: centsOf(asked)!,
      lines: lines.filter(({ label, amount }) => label.trim() && amount.trim()).map(({ label, amount }) => ({ label: label.trim(), cents: centsOf(amount)! })),
      carrier, organisation: carrier === 'association' ? organisation : null,
    };
  }
}
