// Draws a marker once, at the screen's own resolution, for the map's sprite.
import { markPaints, shapePaths, symbolSizes } from '../../geodata/symbols.ts';
import { paper } from '../../geodata/themes.ts';
import { iconPaths } from '../../geodata/icon-paths.ts';
import type { SymbolImage } from './symbol-id.ts';

const casing = '#ffffff';

/** The colour mixed towards white: 1 keeps it. */
export function faded(color: string, strength: number): string {
  const channels = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
  return `#${channels.map((channel) => Math.round(255 - (255 - channel) * strength).toString(16).padStart(2, '0')).join('')}`;
}

/** Throws when the browser gives no 2D canvas. */
export function drawSymbol(symbol: SymbolImage, pixelRatio: number): ImageData {
  const { side, outline, icon } = symbolSizes[symbol.size];
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = Math.ceil(side * pixelRatio);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no 2D canvas');
  const shape = new Path2D(shapePaths[symbol.shape]);
  const { filled, dash, strike, strength } = markPaints[symbol.mark];
  const color = faded(symbol.color, strength);
  context.scale(canvas.width / side, canvas.width / side);
  context.translate(side / 2, side / 2);
  context.lineJoin = context.lineCap = 'round';
  const scaled = (draw: () => void) => {
    context.save();
    context.scale(outline, outline);
    draw();
    context.restore();
  };
  const stroke = (width: number, style: string) => {
    context.lineWidth = width / outline;
    context.strokeStyle = style;
    context.stroke(shape);
  };

  scaled(() => {
    if (symbol.size === 'selected') stroke(11, paper.ink);
    if (symbol.size === 'selected') stroke(6.5, casing);
    // The casing parts the marker from whatever lies beneath.
    stroke(symbol.size === 'dot' ? 3.2 : 4, casing);
    context.fillStyle = filled ? color : symbol.mark === 'pale' ? faded(symbol.color, 0.14) : casing;
    context.fill(shape);
    if (filled) return;
    const width = symbol.size === 'dot' ? 1.9 : 2.2;
    if (dash && symbol.size !== 'dot') context.setLineDash(dash.map((length) => (length * width) / outline));
    if (dash && symbol.size === 'dot') context.setLineDash([2.4 / outline, 1.5 / outline]);
    context.lineCap = dash ? 'butt' : 'round';
    stroke(width, color);
    context.setLineDash([]);
  });
  if (icon > 0) drawIcon(context, symbol.icon, icon, filled ? casing : color);
  if (strike) scaled(() => {
    context.beginPath();
    context.moveTo(-8, 8);
    context.lineTo(8, -8);
    context.lineCap = 'round';
    context.lineWidth = 1.8 / outline;
    context.strokeStyle = color;
    context.stroke();
  });
  if (symbol.demo && symbol.size !== 'dot') drawDemoCorner(context, outline);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}

function drawIcon(context: CanvasRenderingContext2D, name: string, scale: number, color: string): void {
  context.save();
  context.scale(scale, scale);
  context.translate(-12, -12);
  context.lineCap = context.lineJoin = 'round';
  context.lineWidth = 2.3;
  context.strokeStyle = color;
  context.stroke(new Path2D(iconPaths[name] ?? ''));
  context.restore();
}

/** A small hatched badge, bottom right: made-up data says so on the map itself. */
function drawDemoCorner(context: CanvasRenderingContext2D, scale: number): void {
  context.save();
  context.translate(9 * scale, 9 * scale);
  context.beginPath();
  context.arc(0, 0, 4, 0, 2 * Math.PI);
  context.fillStyle = casing;
  context.fill();
  context.lineWidth = 0.9;
  context.strokeStyle = paper.inkSoft;
  context.stroke();
  context.clip();
  context.beginPath();
  for (let offset = -7.5; offset <= 7.5; offset += 2.5) {
    context.moveTo(offset - 5, 5);
    context.lineTo(offset + 5, -5);
  }
  context.stroke();
  context.restore();
}

/** Diagonal lines of one colour on nothing, for areas: a tile that repeats without a seam. */
export function drawHatch(color: string, pixelRatio: number): ImageData {
  const side = 8;
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = Math.round(side * pixelRatio);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no 2D canvas');
  context.scale(canvas.width / side, canvas.width / side);
  context.strokeStyle = color;
  context.lineWidth = 1.1;
  context.beginPath();
  for (const offset of [-side, 0, side]) {
    context.moveTo(offset - 1, side + 1);
    context.lineTo(offset + side + 1, -1);
  }
  context.stroke();
  return context.getImageData(0, 0, canvas.width, canvas.height);
}
