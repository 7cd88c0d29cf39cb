// What was measured, beside its limit: printed line by line, kept as JSON, and turned into the exit code.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

export interface Line { part: string; name: string; measured: number; limit: number; rule: 'at least' | 'at most'; unit: string; detail: string; ok: boolean }
export interface Skipped { part: string; why: string }

const decimal = (value: number) => value.toLocaleString('fr-FR', { maximumFractionDigits: Math.abs(value) < 10 ? 2 : Math.abs(value) < 100 ? 1 : 0 });

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** The value below which a share of the values lies: 0.95 for p95. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)]!;
}

export class Report {
  readonly lines: Line[] = [];
  readonly skipped: Skipped[] = [];
  #part = '';

  begin(part: string, title: string): void {
    this.#part = part;
    process.stdout.write(`\n${title}\n`);
  }

  #add(rule: Line['rule'], name: string, measured: number, limit: number, unit: string, detail: string): void {
    const ok = rule === 'at least' ? measured >= limit : measured <= limit;
    this.lines.push({ part: this.#part, name, measured, limit, rule, unit, detail, ok });
    const sign = rule === 'at least' ? '≥' : '≤';
    const figure = `${decimal(measured)} ${unit}`.trim().padStart(12);
    const bound = `${sign} ${decimal(limit)} ${unit}`.trim().padStart(14);
    process.stdout.write(`  ${ok ? 'oui' : 'NON'}  ${name.padEnd(58)} ${figure}  ${bound}${detail && `   (${detail})`}\n`);
  }

  atLeast(name: string, measured: number, limit: number, unit = '', detail = ''): void { this.#add('at least', name, measured, limit, unit, detail); }
  atMost(name: string, measured: number, limit: number, unit = '', detail = ''): void { this.#add('at most', name, measured, limit, unit, detail); }

  note(text: string): void { process.stdout.write(`       ${text}\n`); }

  skip(why: string): void {
    this.skipped.push({ part: this.#part, why });
    process.stdout.write(`  --   non mesuré : ${why}\n`);
  }

  write(path: string, about: Record<string, unknown>): void {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `${JSON.stringify({ ...about, lines: this.lines, skipped: this.skipped }, null, 2)}\n`);
  }

  /** The closing line; returns the exit code. */
  close(): number {
    const missed = this.lines.filter((line) => !line.ok).length;
    process.stdout.write(`\n${this.lines.length - missed} limites tenues, ${missed} manquées, ${this.skipped.length} parties non mesurées\n`);
    return missed > 0 ? 1 : 0;
  }
}
