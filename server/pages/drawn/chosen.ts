// The chosen place stands out above everything: an area or line by a two-coloured outline, a place by a larger sign and its name.
import { layerById } from '../../../geodata/layers.ts';
import { paper } from '../../../geodata/themes.ts';
import { html, trusted, type Html } from '../html.ts';
import { placeTitle } from '../places.ts';
import { boxOf, broken, lettered, namesGroup, type Room } from './lettering.ts';
import { symbolOfShape } from './places.ts';
import type { Shape } from './reading.ts';
import { sign } from './signs.ts';
import { tenth } from './frame.ts';

const style = { size: 14, weight: 700, color: paper.ink, halo: 2.2 };
const reach = 26;

/** Where its name stands: below the sign. */
function nameOf(shape: Shape): { lines: string[]; y: number } | null {
  const { geometry } = layerById[shape.layer];
  if (!shape.name || shape.x === null || shape.y === null || (geometry !== 'point' && geometry !== 'mixed')) return null;
  const lines = broken(shape.name, 12, false);
  return { lines, y: shape.y + 24 + lines.length * 8.5 };
}

/** Its sign and name take their room before all others. */
export function reserveChosen(shape: Shape | undefined, room: Room): void {
  const name = shape && nameOf(shape);
  if (!shape || !name || shape.x === null || shape.y === null) return;
  const box = boxOf(name.lines, shape.x, name.y, style);
  room.take({ left: Math.min(box.left, shape.x - reach), right: Math.max(box.right, shape.x + reach), top: shape.y - reach, bottom: box.bottom });
}

export function chosenPlace(shape: Shape | undefined): Html | null {
  if (!shape) return null;
  const outline = shape.path && html`<g fill="none" stroke-linejoin="round" stroke-linecap="round"><path d="${trusted(shape.path)}" stroke="#fffefb" stroke-width="7"/><path d="${trusted(shape.path)}" stroke="${paper.ink}" stroke-width="3"/></g>`;
  const { geometry } = layerById[shape.layer];
  if (shape.x === null || shape.y === null || (geometry !== 'point' && geometry !== 'mixed')) return outline || null;
  const name = nameOf(shape);
  return html`<g role="img" aria-label="${placeTitle(shape)}" pointer-events="none">${outline}<g transform="translate(${tenth(shape.x)} ${tenth(shape.y)})">${sign(symbolOfShape(shape), 'selected', shape.demo)}</g>${
    name && namesGroup(lettered(name.lines, shape.x, name.y, style))}</g>`;
}
