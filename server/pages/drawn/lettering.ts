// Names on the drawn map: how wide they are, how they break, and which still have room.
import { html, type Html } from '../html.ts';
import { tenth } from './frame.ts';

export interface Box { left: number; top: number; right: number; bottom: number }

export const fontFamily = 'Atkinson Hyperlegible Next Variable, Atkinson Hyperlegible Next, system-ui, sans-serif';
const haloColor = '#fffefb';
const lineHeight = 1.22;
const letterSpacing = 0.14;

/** Ems of a text in Atkinson Hyperlegible Next, by kinds of letters: near enough to keep names apart. */
export function ems(text: string, capitals: boolean): number {
  let width = 0;
  for (const letter of capitals ? text.toUpperCase() : text) {
    width += /[\s.,;:'’!|iIíîïjl]/.test(letter) ? 0.27 : /[ftrJ()\-]/.test(letter) ? 0.4 : /[mwMW]/.test(letter) ? 0.85 : /\p{Lu}/u.test(letter) ? 0.62 : 0.55;
    if (capitals) width += letterSpacing;
  }
  return width;
}

/** Lines no wider than so many ems, broken at spaces and after hyphens, as even as they can be. */
export function broken(text: string, most: number, capitals: boolean): string[] {
  const total = ems(text, capitals);
  if (total <= most) return [text];
  const pieces = text.match(/[^\s-]+-?\s*/g) ?? [text];
  const even = total / Math.ceil(total / most);
  const lines: string[] = [];
  for (const piece of pieces) {
    const last = lines.at(-1);
    // A line may pass the even share by half a piece: the next one is the shorter for it.
    if (last !== undefined && ems(last, capitals) + ems(piece.trim(), capitals) / 2 <= even) lines[lines.length - 1] = last + piece;
    else lines.push(piece);
  }
  return lines.map((line) => line.trim());
}

/** Keeps what is placed, so that what comes later leaves it free. */
export class Room {
  #taken: Box[] = [];

  /** Takes the place when it is free. */
  take(box: Box): boolean {
    const free = this.#taken.every((other) => box.left > other.right || box.right < other.left || box.top > other.bottom || box.bottom < other.top);
    if (free) this.#taken.push(box);
    return free;
  }
}

export interface Lettering { size: number; weight: number; color: string; capitals?: boolean; opacity?: number; halo?: number; anchor?: 'start' | 'middle' | 'end' }

/** Where a name would stand, centred on a point (or beside it: `anchor`). */
export function boxOf(lines: readonly string[], x: number, y: number, { size, capitals = false, anchor = 'middle' }: Lettering, margin = 3): Box {
  const width = Math.max(...lines.map((line) => ems(line, capitals))) * size;
  const height = lines.length * size * lineHeight;
  const left = anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2;
  return { left: left - margin, right: left + width + margin, top: y - height / 2 - margin, bottom: y + height / 2 + margin };
}

/** The name, its lines centred in height on y. */
export function lettered(lines: readonly string[], x: number, y: number, style: Lettering): Html {
  const { size, weight, color, capitals = false, opacity, halo = 1.6, anchor = 'middle' } = style;
  const first = y - ((lines.length - 1) * size * lineHeight) / 2 + size * 0.42;
  const words = (line: string) => (capitals ? line.toUpperCase() : line);
  return html`<text font-size="${tenth(size)}" font-weight="${weight}" fill="${color}" text-anchor="${anchor}" stroke="${haloColor}" stroke-width="${tenth(halo * 2)}"${
    opacity !== undefined && html` opacity="${opacity}"`}${capitals && html` letter-spacing="${tenth(size * letterSpacing)}"`}>${
    lines.map((line, index) => html`<tspan x="${tenth(x)}" y="${tenth(first + index * size * lineHeight)}">${words(line)}</tspan>`)}</text>`;
}

/** What all names on the map share. */
export function namesGroup(names: Html): Html {
  return html`<g font-family="${fontFamily}" stroke-linejoin="round" paint-order="stroke" pointer-events="none">${names}</g>`;
}
