// The drawn map: what was read becomes SVG, from the ground up: lines and areas, counted cells, places as links, names, the chosen place.
import type { LayerDefinition } from '../../../geodata/layer.ts';
import { layerById, type LayerId } from '../../../geodata/layers.ts';
import { paper } from '../../../geodata/themes.ts';
import { html, trusted, type Html } from '../html.ts';
import { chosenPlace, reserveChosen } from './chosen.ts';
import { atZoom, tenth } from './frame.ts';
import { areaNames } from './names.ts';
import { namesGroup, Room } from './lettering.ts';
import { onePath } from './one-path.ts';
import { partsAt, type Part } from './paints.ts';
import { drawPlaces, linked } from './places.ts';
import { inCells, type Drawing, type Shape } from './reading.ts';

const hatchId = 'drawn-hatch';
/** Of more lines than this nobody sees where half a pixel was rounded off. */
const many = 500;
const hundredth = (value: number) => Math.round(value * 100) / 100;

function partAttributes(part: Part, color: string, zoom: number): Html {
  const opacity = typeof part.opacity === 'object' ? hundredth(atZoom(zoom, part.opacity)) : part.opacity;
  if (part.fill) {
    const paint = part.hatch ? `url(#${hatchId})` : color;
    return html`fill="${paint}"${opacity !== undefined && html` fill-opacity="${opacity}"`}${part.hatch && html` pointer-events="none"`}`;
  }
  const width = atZoom(zoom, part.width ?? [0, 1]);
  return html`fill="none" stroke="${color}" stroke-width="${tenth(width)}"${opacity !== undefined && html` stroke-opacity="${opacity}"`} stroke-linejoin="round"${
    part.round && html` stroke-linecap="round"`}${part.dash && html` stroke-dasharray="${part.dash.map((length) => tenth(length * width)).join(' ')}"`} pointer-events="none"`;
}

/** Lines and areas of a layer. Each outline is written once and used by every part that paints it. */
function drawGround(layer: LayerDefinition, shapes: readonly Shape[], zoom: number): Html | null {
  const drawn = shapes.filter((shape) => shape.path !== null);
  const parts = partsAt(layer, zoom);
  if (drawn.length === 0 || parts.length === 0) return null;
  const classes = layer.legend?.classes ?? [];
  const colorOf = (value: string | null) => classes.find((legendClass) => legendClass.value === value)?.color ?? classes[0]?.color ?? paper.ink;
  // What a person can choose stays apart; the rest is one path for each class.
  const apart = layer.selectable && layer.geometry === 'polygon';
  const outlines = apart
    ? drawn.map((shape) => ({ value: shape.value, path: shape.path!, shape }))
    : [...Map.groupBy(drawn, (shape) => shape.value)].map(([value, group]) => ({ value, path: layer.geometry === 'line' && group.length > many ? onePath(group.map((shape) => shape.path!)) : group.map((shape) => shape.path).join(' '), shape: null }));
  const idOf = (index: number) => `drawn-${layer.id}-${index}`;
  // A place drawn as an area has its link on its sign.
  let linkable = apart;

  const painted = parts.map((part) => {
    const own = outlines.map((outline, index) => ({ ...outline, index })).filter(({ value }) => !part.values || (value !== null && part.values.includes(value)));
    const links = linkable && part.fill !== undefined && !part.hatch;
    if (links) linkable = false;
    const color = part.fill ?? part.line ?? 'class';
    const groups = color === 'class' ? [...Map.groupBy(own, ({ value }) => colorOf(value))] : [[color, own] as const];
    return groups.map(([paint, members]) => members.length > 0 && html`<g ${partAttributes(part, paint, zoom)}>${members.map(({ shape, index }) => {
      const use = html`<use href="#${idOf(index)}"/>`;
      return links && shape?.id ? linked(shape, use) : use;
    })}</g>`);
  });
  return html`<g><defs>${outlines.map(({ path }, index) => html`<path id="${idOf(index)}" d="${trusted(path)}"/>`)}${
    parts.some((part) => part.hatch) && html`<pattern id="${hatchId}" width="8" height="8" patternUnits="userSpaceOnUse"><path d="M-1 1L1-1M-1 9L9-1M7 9L9 7" stroke="${parts.find((part) => part.hatch)!.fill}" stroke-width="1.1"/></pattern>`
  }</defs>${painted}</g>`;
}

/** A radius in half pixels, so that discs nearly alike are one path. */
const half = (radius: number) => Math.max(1, Math.round(2 * radius)) / 2;

/** Strokes without length, which round caps make discs of; whole pixels, each from the one before, because that is short. */
function dots(points: readonly Shape[]): string {
  let [left, top] = [0, 0];
  return points.map(({ x, y }) => {
    const [dx, dy] = [Math.round(x!) - left, Math.round(y!) - top];
    [left, top] = [left + dx, top + dy];
    return `m${dx}${dy < 0 ? '' : ' '}${dy}h0`;
  }).join('');
}

/** Discs whose area counts units, the vacant share as a hollow of the same proportion: one path for each radius. */
function drawCells(layer: LayerDefinition, cells: readonly Shape[], zoom: number, kept: readonly string[] | undefined): Html | null {
  const occupied = layer.legend?.classes.find((legendClass) => legendClass.mark === 'filled');
  const vacant = layer.legend?.classes.find((legendClass) => legendClass.mark === 'hollow');
  const scale = atZoom(zoom, [9, 0.7, 12, 1.35, layer.cellsBelow ?? 14, 2.1]);
  /** The many first, so that the few stay visible above them; each disc parts from those beneath. */
  const discs = (units: (cell: Shape) => number, rim: { width: number; color: string }, color: string, opacity: number) =>
    [...Map.groupBy(cells.filter((cell) => units(cell) > 0), (cell) => half(scale * Math.sqrt(units(cell))))].sort(([small], [large]) => large - small).map(([radius, group]) => {
      const path = trusted(dots(group));
      return html`<path stroke="${rim.color}" stroke-width="${tenth(2 * (radius + rim.width))}" d="${path}"/><path stroke="${color}" stroke-opacity="${opacity}" stroke-width="${tenth(2 * radius)}" d="${path}"/>`;
    });
  const shows = (value: string | undefined) => value !== undefined && (!kept || kept.includes(value));
  const all = (cell: Shape) => cell.count ?? 0;
  const empty = (cell: Shape) => cell.vacant ?? 0;
  return html`<g stroke-linecap="round" pointer-events="none">${
    shows(occupied?.value) && discs(all, { width: 0.8, color: '#fffefb' }, occupied!.color, 0.9)}${
    shows(vacant?.value) && discs(empty, { width: 1, color: vacant!.color }, '#fffefb', 1)}</g>`;
}

/** Everything inside the `<svg>`, centred on (0, 0). */
export function drawnMap({ frame, layers, filters, shapes, chosen }: Drawing): Html {
  const { zoom } = frame.position;
  const byLayer = new Map<LayerId, Shape[]>();
  const met = new Set<string>();
  for (const shape of shapes) {
    // The chosen place is read twice when its layer is shown.
    const key = `${shape.layer}/${shape.id}`;
    if (shape.id !== null && met.has(key)) continue;
    met.add(key);
    const group = byLayer.get(shape.layer);
    if (group) group.push(shape);
    else byLayer.set(shape.layer, [shape]);
  }
  const room = new Room();
  const pointed = chosen ? byLayer.get(chosen.layer)?.find((shape) => shape.id === chosen.id) : undefined;
  reserveChosen(pointed, room);
  const lettering = areaNames(byLayer, zoom, room);
  const places = drawPlaces(byLayer, layers, frame, room, chosen);
  const ground = layers.map((id) => {
    const layer = layerById[id];
    const own = byLayer.get(id) ?? [];
    const cells = own.filter((shape) => shape.count !== null);
    return [
      drawGround(layer, own, zoom),
      inCells(layer, zoom) && cells.length > 0 && drawCells(layer, cells, zoom, layer.legend && filters[`${id}.${layer.legend.by}`]),
      places.signs.get(id),
    ];
  });
  const { width, height } = frame;
  return html`<rect x="${-width / 2}" y="${-height / 2}" width="${width}" height="${height}" fill="${paper.sea}"/>${places.definitions}${ground}${
    namesGroup(html`${places.names}${lettering}`)}${chosenPlace(pointed)}`;
}
