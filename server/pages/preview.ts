// The picture of a shared link: the drawn map of the page with its title, 1200 × 630, as SVG and as PNG.
import { createRequire } from 'node:module';
import { paper, themeById } from '../../geodata/themes.ts';
import { shapePaths } from '../../geodata/symbols.ts';
import { iconPaths } from '../../geodata/icon-paths.ts';
import { messages } from '../../geodata/messages.ts';
import { drawnMap } from './drawn/drawn-map.ts';
import { previewSize } from './drawn/frame.ts';
import { broken, ems, fontFamily } from './drawn/lettering.ts';
import type { Drawing } from './drawn/reading.ts';
import { html, trusted, type Html } from './html.ts';
import type { PageContent } from './site.ts';

const resolve = createRequire(import.meta.url).resolve;
const weights = ['400Regular/AtkinsonHyperlegibleNext_400Regular', '500Medium/AtkinsonHyperlegibleNext_500Medium', '700Bold/AtkinsonHyperlegibleNext_700Bold'];
const fontFiles = weights.map((weight) => resolve(`@expo-google-fonts/atkinson-hyperlegible-next/${weight}.ttf`));

/** The title's card, lower left. */
function caption(content: PageContent, city: string, demo: boolean): Html {
  const theme = content.theme && content.theme !== 'fond' ? themeById[content.theme] : null;
  const lines = broken(content.title ?? messages.home.promise, 17, false).slice(0, 3);
  const height = 96 + lines.length * 50 + (demo ? 34 : 0);
  const width = Math.min(800, Math.max(340, 76 + Math.max(...lines.map((line) => ems(line, false) * 42), (theme ? 64 : 0) + ems(`${messages.brand} ${city}`, false) * 28, demo ? ems(messages.print.demo, false) * 20 : 0)));
  const left = -previewSize.width / 2 + 40;
  const top = previewSize.height / 2 - 40 - height;
  return html`<g transform="translate(${left} ${top})"><rect width="${Math.round(width)}" height="${height}" rx="18" fill="#fffefb" fill-opacity="0.95"/>${
    theme && html`<g transform="translate(56 52) scale(2)"><path d="${shapePaths[theme.shape]}" fill="${theme.color}"/><path transform="scale(0.56) translate(-12 -12)" d="${trusted(iconPaths[theme.icon] ?? '')}" fill="none" stroke="#fff" stroke-width="2.3" stroke-linecap="round" stroke-linejoin="round"/></g>`
  }<text x="${theme ? 100 : 36}" y="62" font-size="28" font-weight="500" fill="${paper.inkSoft}">${messages.brand} ${city}</text>${
    lines.map((line, index) => html`<text x="36" y="${118 + index * 50}" font-size="42" font-weight="700" fill="${paper.ink}">${line}</text>`)}${demo && html`<text x="36" y="${106 + lines.length * 50}" font-size="20" fill="${paper.inkSoft}">${messages.print.demo}</text>`}</g>`;
}

export function previewSvg(drawing: Drawing, content: PageContent, city: string): string {
  const { width, height } = previewSize;
  return html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="${-width / 2} ${-height / 2} ${width} ${height}" width="${width}" height="${height}" font-family="${fontFamily}">${drawnMap(drawing)}${caption(content, city, drawing.shapes.some((shape) => shape.demo))}</svg>`.text;
}

/** Drawn in a thread of its own; `width` in pixels. */
export async function toPng(svg: string, width: number): Promise<Buffer> {
  // The renderer is native and large: it is loaded when a first picture is asked for.
  const { renderAsync } = await import('@resvg/resvg-js');
  // It ends the whole process over a group with an opacity that lies outside the picture (resvg 2.6.2): each paint takes the opacity itself.
  const image = await renderAsync(svg.replaceAll(/(?<=\s)opacity="([\d.]+)"/g, 'fill-opacity="$1" stroke-opacity="$1"'), {
    fitTo: { mode: 'width', value: width },
    font: { loadSystemFonts: false, fontFiles, defaultFontFamily: 'Atkinson Hyperlegible Next' },
  });
  return image.asPng();
}
