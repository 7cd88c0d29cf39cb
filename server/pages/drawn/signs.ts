// A place's sign as SVG around (0, 0): the same outline, icon and way of drawing as the live map's images.
import { iconPaths } from '../../../geodata/icon-paths.ts';
import { markPaints, shapePaths, symbolSizes, type PlaceSymbol, type SymbolSize } from '../../../geodata/symbols.ts';
import { paper } from '../../../geodata/themes.ts';
import { html, trusted, type Html } from '../html.ts';
import { atZoom, tenth } from './frame.ts';

const casing = '#ffffff';
const hundredth = (value: number) => Math.round(value * 100) / 100;

/** The colour mixed towards white: 1 keeps it. */
function faded(color: string, strength: number): string {
  const channels = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
  return `#${channels.map((channel) => Math.round(255 - (255 - channel) * strength).toString(16).padStart(2, '0')).join('')}`;
}

/** Hatching inside a disc, bottom right: made-up data says so on the map itself. */
function demoCorner(scale: number): Html {
  const radius = 4;
  const hatches = [-5, -2.5, 0, 2.5, 5].map((offset) => {
    const half = Math.sqrt(Math.max(0, (radius * radius - (offset * offset) / 2) / 2));
    const middle = offset / 2;
    return `M${tenth(middle - half)} ${tenth(middle + half)}L${tenth(middle + half)} ${tenth(middle - half)}`;
  });
  return html`<g transform="translate(${tenth(9 * scale)} ${tenth(9 * scale)})" stroke="${paper.inkSoft}" stroke-width="0.9"><circle r="${radius}" fill="${casing}"/><path d="${hatches.join('')}"/></g>`;
}

/** A sign at its own size, to be scaled where it stands. */
export function sign(symbol: PlaceSymbol, size: SymbolSize, demo: boolean): Html {
  const { outline, icon } = symbolSizes[size];
  const { filled, dash, strike, strength } = markPaints[symbol.mark];
  const color = faded(symbol.color, strength);
  const width = size === 'dot' ? 1.9 : 2.2;
  const dashes = dash ? (size === 'dot' ? [2.4, 1.5] : dash.map((length) => length * width)).map((length) => hundredth(length / outline)).join(' ') : null;
  const d = shapePaths[symbol.shape];
  const around = (stroke: number, paint: string) => html`<path d="${d}" stroke="${paint}" stroke-width="${hundredth(stroke / outline)}"/>`;
  return html`<g transform="scale(${outline})" stroke-linejoin="round" stroke-linecap="round" fill="none">${
    size === 'selected' && [around(11, paper.ink), around(6.5, casing)]
  }<path d="${d}" fill="${filled ? color : symbol.mark === 'pale' ? faded(symbol.color, 0.14) : casing}" stroke="${casing}" stroke-width="${hundredth((size === 'dot' ? 3.2 : 4) / outline)}" paint-order="stroke"/>${
    !filled && html`<path d="${d}" stroke="${color}" stroke-width="${hundredth(width / outline)}"${dashes && html` stroke-dasharray="${dashes}" stroke-linecap="butt"`}/>`
  }</g>${
    icon > 0 && html`<path transform="scale(${icon}) translate(-12 -12)" fill="none" stroke="${filled ? casing : color}" stroke-width="2.3" stroke-linecap="round" stroke-linejoin="round" d="${trusted(iconPaths[symbol.icon] ?? '')}"/>`
  }${strike && html`<path d="M-8 8L8-8" transform="scale(${outline})" stroke="${color}" stroke-width="${hundredth(1.8 / outline)}" stroke-linecap="round"/>`
  }${demo && size !== 'dot' && demoCorner(outline)}`;
}

/** A filled dot is one outline: what paints it stands once for all that look alike, `dot` draws each. Null for a sign of several parts. */
export function dotPaint(symbol: PlaceSymbol): { paint: Html; dot: (x: number, y: number, scale: number) => Html } | null {
  const { filled, strike, strength } = markPaints[symbol.mark];
  if (!filled || strike) return null;
  const { outline } = symbolSizes.dot;
  return {
    paint: html`fill="${faded(symbol.color, strength)}" stroke="${casing}" stroke-width="${hundredth(3.2 / outline)}" stroke-linejoin="round" paint-order="stroke"`,
    dot: (x, y, scale) => html`<path transform="translate(${Math.round(x)} ${Math.round(y)})scale(${hundredth(scale * outline)})" d="${shapePaths[symbol.shape]}"/>`,
  };
}

/** A unit among many: a disc, hollow and dotted by its state, before there is room for a sign. */
export function unitSign(symbol: PlaceSymbol, zoom: number): Html {
  const { filled, dash, strength } = markPaints[symbol.mark];
  const stroke = atZoom(zoom, filled ? [14, 0.6, 16, 1] : [14, 1.4, 16, 2]);
  return html`<g opacity="${strength}"><circle r="${hundredth(atZoom(zoom, [14, 2.9, 16, 5]))}" fill="${filled ? symbol.color : '#fffefb'}" stroke="${filled ? '#fffefb' : symbol.color}" stroke-width="${hundredth(stroke)}"/>${
    dash && html`<circle r="${hundredth(atZoom(zoom, [14, 1.1, 16, 2]))}" fill="${symbol.color}"/>`}</g>`;
}

/** The sign as it stands in a list, a legend or a button. */
export function listSign(symbol: PlaceSymbol, side = 26): Html {
  const { filled, dash, strike, strength } = markPaints[symbol.mark];
  return html`<svg width="${side}" height="${side}" viewBox="-15 -15 30 30" aria-hidden="true" opacity="${strength}"><path d="${shapePaths[symbol.shape]}" fill="${filled ? symbol.color : '#fff'}" stroke="${symbol.color}" stroke-width="2.2"${
    dash && html` stroke-dasharray="${dash.map((length) => hundredth(length * 2.2)).join(' ')}"`}/><path transform="translate(-7 -7) scale(0.5833)" d="${trusted(iconPaths[symbol.icon] ?? '')}" fill="none" stroke="${filled ? '#fff' : symbol.color}" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"/>${
    strike && html`<path d="M-9 9L9-9" stroke="${symbol.color}" stroke-width="2.2" stroke-linecap="round"/>`}</svg>`;
}
