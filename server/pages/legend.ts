// The legend of what a page shows, from the classes that the drawing is painted with.
import { distance, day, upperFirst } from '../../geodata/format.ts';
import type { City } from '../../geodata/city.ts';
import { layerById, publicLayers, type LayerId } from '../../geodata/layers.ts';
import { messages } from '../../geodata/messages.ts';
import type { LayerDefinition, LegendClass } from '../../geodata/layer.ts';
import { paper } from '../../geodata/themes.ts';
import { metresPerPixel, tenth, type Frame } from './drawn/frame.ts';
import { inCells } from './drawn/reading.ts';
import { html, type Html } from './html.ts';
import { classSign, demoMark } from './parts.ts';

interface Line { label: string; legendClass: LegendClass | undefined }

/** Classes that look alike on the map are one line: a legend explains differences. */
function linesOf(layer: LayerDefinition): Line[] {
  const classes = layer.legend?.classes ?? [];
  const alike = [...Map.groupBy(classes, ({ color, mark }) => `${color} ${mark ?? 'filled'}`).values()];
  if (alike.length <= 1) return [{ label: layer.title, legendClass: classes[0] }];
  return alike.map((group) => ({ label: group.map(({ label }) => label).join(', '), legendClass: group[0] }));
}

/** Of the layers shown, the topmost first; the base explains itself. */
export function legend(shown: readonly LayerId[], zoom: number): Html {
  const ids = publicLayers.map((layer) => layer.id as LayerId).filter((id) => shown.includes(id) && layerById[id].theme !== 'fond' && zoom >= layerById[id].minZoom).reverse();
  return html`${ids.map((id) => {
    const layer = layerById[id];
    const lines = linesOf(layer);
    return html`${lines.length > 1 && html`<p class="legend-title">${layer.title}</p>`}<ul>${lines.map(({ label, legendClass }) => html`<li>${classSign(layer, legendClass)} ${upperFirst(label)}</li>`)}</ul>${inCells(layer, zoom) && html`<p class="small soft">${messages.legendCells}</p>`}`;
  })}`;
}

/** The longest round length (1, 2 or 5 × 10ⁿ metres) that fits in so many metres. */
function roundScale(metres: number): number {
  const power = 10 ** Math.floor(Math.log10(metres));
  const leading = metres / power;
  return power * (leading >= 5 ? 5 : leading >= 2 ? 2 : 1);
}

interface Paper { title: string; city: City; frame: Frame; shown: readonly LayerId[]; sources: string; demo: boolean; url: string; today: string }

/** What paper adds to the drawn map: title, scale, north, legend, sources, date, the way back. */
export function printSheet({ title, city, frame, shown, sources, demo, url, today }: Paper): Html {
  const perPixel = metresPerPixel(frame.position);
  const metres = roundScale(perPixel * 160);
  const pixels = tenth(metres / perPixel);
  const { print } = messages;
  return html`<aside class="print-sheet" aria-hidden="true"><p class="print-title">${title}</p>
<div class="print-scale"><svg width="${pixels + 40}" height="34" viewBox="0 0 ${pixels + 40} 34"><path d="M1 22V28H${pixels}V22" fill="none" stroke="${paper.ink}" stroke-width="2"/><text x="0" y="16" font-size="13">${distance(metres)}</text></svg><svg width="26" height="34" viewBox="0 0 26 34"><path d="M13 2L20 24L13 20L6 24Z" fill="${paper.ink}"/><text x="13" y="34" font-size="10" text-anchor="middle">N</text></svg></div>
<div class="print-legend">${legend(shown, frame.position.zoom)}</div>
<p class="small">${print.sources} : ${[city.attribution, sources].filter(Boolean).join(' · ')}</p>${demo && html`<p>${demoMark()}</p>`}
<p class="small">${print.printed(day(today))} · ${print.link} : ${url}</p></aside>`;
}
