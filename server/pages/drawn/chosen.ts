// The chosen place stands out above everything: an area or line by a two-coloured outline, a place by a larger sign and its name.
import { layerById } from '../../../geodata/layers.ts';
import { paper } from '../../../geodata/themes.ts';
import { html, trusted, type Html } from '../html.ts';
import { placeTitle } from '../places.ts';
import { boxOf, broken, lettered, namesGroup } from './lettering.ts';
import { symbolOfShape } from './places.ts';
import type { Shape } from './reading.ts';
import { sign } from './signs.ts';
import { tenth } from './frame.ts';

export function chosenPlace(shape: Shape | undefined): Html | null {
  if (!shape) return null;
  const outline = shape.path && html`<g fill="none" stroke-linejoin="round" stroke-linecap="round"><path d="${trusted(shape.path)}" stroke="#fffefb" stroke-width="7"/><path d="${trusted(shape.path)}" stroke="${paper.ink}" stroke-width="3"/></g>`;
  const { geometry } = layerById[shape.layer];
  if (shape.x === null || shape.y === null || (geometry !== 'point' && geometry !== 'mixed')) return outline || null;
  const lines = shape.name ? broken(shape.name, 12, false) : [];
  const style = { size: 14, weight: 700, color: paper.ink, halo: 2.2 };
  const below = shape.y + 24 + lines.length * 8.5;
  const box = lines.length > 0 ? boxOf(lines, shape.x, below, style) : null;
  return html`<g role="img" aria-label="${placeTitle(shape)}" pointer-events="none">${outline}<g transform="translate(${tenth(shape.x)} ${tenth(shape.y)})">${sign(symbolOfShape(shape), 'selected', shape.demo)}</g>${
    box && namesGroup(lettered(lines, shape.x, below, style))}</g>`;
}
