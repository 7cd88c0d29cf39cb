// Places on the drawn map: each a link with its sign; without room for the sign, a dot, so that nothing is dropped.
import { layerById, type LayerId } from '../../../geodata/layers.ts';
import { iconZoom, symbolOfClass, type PlaceSymbol, type SymbolSize } from '../../../geodata/symbols.ts';
import { paper } from '../../../geodata/themes.ts';
import { html, type Html } from '../html.ts';
import { placePath, placeTitle } from '../places.ts';
import { atZoom, tenth, type Frame } from './frame.ts';
import { boxOf, broken, lettered, type Room } from './lettering.ts';
import type { Chosen, Shape } from './reading.ts';
import { dotPaint, sign, unitSign } from './signs.ts';

/** From this zoom on a unit among many has the room for its sign. */
const unitSignZoom = 16;
const nameZoom = 15;
const stopZoom = 12;

export function symbolOfShape(shape: Shape): PlaceSymbol {
  const layer = layerById[shape.layer];
  return symbolOfClass(layer, layer.legend?.classes.find((legendClass) => legendClass.value !== undefined && legendClass.value === shape.value));
}

/** A link around what is drawn of a feature, with the name that a pointer or a screen reader meets. */
export function linked(shape: Shape, drawn: Html): Html {
  return html`<a href="${placePath(shape.layer, shape.id!, shape.slug)}"><title>${placeTitle(shape)}</title>${drawn}</a>`;
}

/** Signs written once each and used by reference. */
class SignBook {
  #ids = new Map<string, { id: string; drawn: Html }>();

  use(key: string, draw: () => Html, x: number, y: number, scale: number): Html {
    let entry = this.#ids.get(key);
    if (!entry) this.#ids.set(key, (entry = { id: `drawn-sign-${this.#ids.size}`, drawn: html`<g id="drawn-sign-${this.#ids.size}"${scale !== 1 && html` transform="scale(${Math.round(scale * 100) / 100})"`}>${draw()}</g>` }));
    return html`<use href="#${entry.id}" x="${tenth(x)}" y="${tenth(y)}"/>`;
  }

  get definitions(): Html {
    return html`<defs>${[...this.#ids.values()].map(({ drawn }) => drawn)}</defs>`;
  }
}

export interface DrawnPlaces { definitions: Html; signs: ReadonlyMap<LayerId, Html>; names: Html }

export function drawPlaces(byLayer: ReadonlyMap<LayerId, readonly Shape[]>, layers: readonly LayerId[], { position: { zoom }, width, height }: Frame, room: Room, chosen: Chosen | null): DrawnPlaces {
  const book = new SignBook();
  const signs = new Map<LayerId, Html>();
  const written: Html[] = [];

  /** Its sign, or of a plain dot its outline and what all such are painted with. */
  const place = (shape: Shape, many: boolean): { sign: Html; paint?: Html } => {
    const [x, y] = [shape.x!, shape.y!];
    const symbol = symbolOfShape(shape);
    const key = `${symbol.shape} ${symbol.icon} ${symbol.color} ${symbol.mark}`;
    const draw = (size: SymbolSize, scale: number) => book.use(`${size} ${key} ${shape.demo && size !== 'dot'}`, () => sign(symbol, size, shape.demo), x, y, scale);
    if (many && zoom < unitSignZoom) return { sign: book.use(`unit ${key}`, () => unitSign(symbol, zoom), x, y, 1) };
    if (many) return { sign: draw('icon', atZoom(zoom, [unitSignZoom, 0.5, 17, 0.78, 18, 1])) };
    const scale = atZoom(zoom, [iconZoom, 0.78, 15, 1]);
    const reach = 16 * scale;
    if (zoom < iconZoom || !room.take({ left: x - reach, right: x + reach, top: y - reach, bottom: y + reach })) {
      const dotScale = atZoom(zoom, [9, 0.62, 12, 0.9, 15, 1.1]);
      const plain = dotPaint(symbol);
      return plain ? { sign: plain.dot(x, y, dotScale), paint: plain.paint } : { sign: draw('dot', dotScale) };
    }
    if (zoom >= nameZoom && shape.name) {
      const style = { size: atZoom(zoom, [14, 12, 17, 14]), weight: 500, color: paper.ink, anchor: 'start' as const };
      const lines = broken(shape.name, 9, false);
      const right = x + reach + 3;
      if (room.take(boxOf(lines, right, y, style, 1))) written.push(lettered(lines, right, y, style));
    }
    return { sign: draw('icon', scale) };
  };

  // The upper layers take their room first.
  for (const id of [...layers].reverse()) {
    const layer = layerById[id];
    const own = (byLayer.get(id) ?? []).filter(({ id: number, x, y, count }) => number !== null && count === null && x !== null && y !== null && Math.abs(x) <= width / 2 && Math.abs(y) <= height / 2);
    if (layer.geometry !== 'point' && layer.geometry !== 'mixed') continue;
    if (layer.theme === 'fond') {
      const stops = own.filter((shape) => shape.dimension === 0);
      if (zoom >= stopZoom && stops.length > 0) signs.set(id, drawStops(stops, zoom));
      continue;
    }
    const drawn = own.filter((shape) => !(chosen && shape.layer === chosen.layer && shape.id === chosen.id)).map((shape) => ({ shape, ...place(shape, layer.cellsBelow !== undefined) }));
    if (drawn.length === 0) continue;
    // Dots first, one group for each look: signs lie above them.
    const groups = Map.groupBy(drawn, ({ paint }) => paint?.text ?? '');
    const plain = [...groups].filter(([paint]) => paint !== '').map(([, group]) => html`<g ${group[0]!.paint}>${group.map(({ shape, sign }) => linked(shape, sign))}</g>`);
    signs.set(id, html`<g>${plain}${groups.get('')?.map(({ shape, sign }) => linked(shape, sign))}</g>`);
  }
  return { definitions: book.definitions, signs, names: html`${written}` };
}

/** Stops of the base: context, not links. */
function drawStops(stops: readonly Shape[], zoom: number): Html {
  const radius = tenth(atZoom(zoom, [12, 1.6, 13, 2.4, 16, 4.6]));
  const color = symbolOfShape(stops[0]!).color;
  return html`<g fill="${color}" stroke="#4b5563" stroke-width="${tenth(atZoom(zoom, [12, 0.8, 16, 1.8]))}" pointer-events="none">${stops.map(({ x, y }) => html`<circle cx="${tenth(x!)}" cy="${tenth(y!)}" r="${radius}"/>`)}</g>`;
}
