// Names of areas, axes and stops on the drawn map, the city's structure before its details.
import type { LayerId } from '../../../geodata/layers.ts';
import { html, trusted, type Html } from '../html.ts';
import { atZoom, tenth } from './frame.ts';
import { boxOf, broken, ems, lettered, type Room } from './lettering.ts';
import { names, type NameStyle } from './paints.ts';
import type { Shape } from './reading.ts';

/** The middle of a line's points, where its name stands. */
function middleOf(path: string): { x: number; y: number } {
  let [x, y] = [0, 0];
  const points: { x: number; y: number }[] = [];
  for (const [, command, first, second] of path.matchAll(/([Ml]?) ?(-?[\d.]+) (-?[\d.]+)/g)) {
    if (command === 'M') [x, y] = [Number(first), Number(second)];
    else [x, y] = [x + Number(first), y + Number(second)];
    points.push({ x, y });
  }
  return points[Math.floor(points.length / 2)] ?? { x: 0, y: 0 };
}

/** Whether the line runs against the reading direction: then its name is written on the reverse. */
function readable(path: string): string {
  const runs = path.split('M').filter(Boolean);
  const longest = runs.reduce((one, other) => (other.length > one.length ? other : one), '');
  const numbers = (longest.match(/-?[\d.]+/g) ?? []).map(Number);
  const points: [number, number][] = [];
  for (let index = 0; index + 1 < numbers.length; index += 2) {
    const last = points.at(-1) ?? [0, 0];
    points.push([last[0] + numbers[index]!, last[1] + numbers[index + 1]!]);
  }
  if (points.length > 1 && points.at(-1)![0] < points[0]![0]) points.reverse();
  return `M${points.map(([x, y]) => `${tenth(x)} ${tenth(y)}`).join(' ')}`;
}

function alongLine(shape: Shape, style: NameStyle, zoom: number, room: Room, index: number): Html | null {
  const size = atZoom(zoom, style.size);
  const width = ems(shape.name!, false) * size;
  if ((shape.length ?? 0) < width * 1.15) return null;
  const { x, y } = middleOf(shape.path!);
  const reach = Math.min(width / 2, 60);
  if (!room.take({ left: x - reach, right: x + reach, top: y - size, bottom: y + size })) return null;
  const id = `drawn-${shape.layer}-name-${index}`;
  return html`<path id="${id}" d="${trusted(readable(shape.path!))}" fill="none" stroke="none"/><text font-size="${tenth(size)}" font-weight="${style.weight}" fill="${style.color}" text-anchor="middle" dominant-baseline="central" stroke="#fffefb" stroke-width="3"><textPath href="#${id}" startOffset="50%">${shape.name}</textPath></text>`;
}

/** Names by priority, each where it has room. */
export function areaNames(byLayer: ReadonlyMap<LayerId, readonly Shape[]>, zoom: number, room: Room): Html {
  const placed = names.filter(([, { from, to }]) => zoom >= from && zoom < (to ?? 99)).flatMap(([layer, style], rank) =>
    (byLayer.get(layer) ?? []).filter((shape) => shape.name && (!style.values || (shape.value !== null && style.values.includes(shape.value)))).map((shape, index) => {
      if (shape.dimension === 1) return shape.path && alongLine(shape, style, zoom, room, rank * 10_000 + index);
      if (shape.x === null || shape.y === null) return null;
      const lettering = {
        size: atZoom(zoom, style.size), weight: style.weight, color: style.color, capitals: style.capitals ?? false,
        ...(style.opacity !== undefined ? { opacity: style.opacity } : {}), halo: style.capitals ? 1.8 : 1.6,
      };
      const lines = broken(shape.name!, style.capitals ? 9 : 8, lettering.capitals);
      if (shape.dimension === 2) return room.take(boxOf(lines, shape.x, shape.y, lettering)) && lettered(lines, shape.x, shape.y, lettering);
      const beside = { ...lettering, anchor: 'start' as const };
      const x = shape.x + 0.6 * lettering.size;
      return room.take(boxOf(lines, x, shape.y, beside)) && lettered(lines, x, shape.y, beside);
    }));
  // The first placed matter most: they are written last, above the others.
  return html`${placed.reverse()}`;
}
