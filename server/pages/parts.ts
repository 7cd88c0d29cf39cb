// Blocks that several pages share, in the boxes of the style sheet and with the client's own words.
import type { Figure } from '../../geodata/contract.ts';
import { day, fieldText, quantity, upperFirst } from '../../geodata/format.ts';
import type { LayerDefinition, LegendClass } from '../../geodata/layer.ts';
import { layerById, type LayerId } from '../../geodata/layers.ts';
import { messages } from '../../geodata/messages.ts';
import { shapePaths, symbolOf, symbolOfClass } from '../../geodata/symbols.ts';
import { themes, type Theme } from '../../geodata/themes.ts';
import { iconPaths } from '../../geodata/icon-paths.ts';
import { listSign } from './drawn/signs.ts';
import { html, trusted, type Html } from './html.ts';
import { placeName, placePath } from './places.ts';

export type Properties = Readonly<Record<string, unknown>>;

export const demoMark = (): Html => html`<span class="demo-mark">${messages.figures.demo}</span>`;

const textOf = (value: unknown): string | null => (value === null || value === undefined || value === '' ? null : String(value));

/** A theme's sign, as on the map. */
export function themeMark(theme: Theme, small = false): Html {
  return html`<svg class="mark${small && ' mark-small'}" viewBox="-15 -15 30 30" data-theme="${theme.id}" aria-hidden="true"><path d="${shapePaths[theme.shape]}"/><path transform="translate(-7 -7) scale(0.5833)" d="${trusted(iconPaths[theme.icon] ?? '')}" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"/></svg>`;
}

/** A legend class as drawn: the sign of a place, a stroke for a line, a patch for an area. */
export function classSign(layer: LayerDefinition, legendClass?: LegendClass): Html {
  const symbol = symbolOfClass(layer, legendClass);
  const dash = symbol.mark === 'dashed' && html` stroke-dasharray="4 3"`;
  if (layer.geometry === 'line') return html`<svg width="24" height="22" viewBox="0 0 24 22" aria-hidden="true"><path d="M2 11H22" stroke="${symbol.color}" stroke-width="4" stroke-linecap="round"${dash} fill="none"/></svg>`;
  if (layer.geometry === 'polygon') return html`<svg width="24" height="22" viewBox="0 0 24 22" aria-hidden="true"><rect x="2" y="4" width="20" height="14" rx="3" fill="${symbol.color}" fill-opacity="0.25" stroke="${symbol.color}" stroke-width="2"${dash}/></svg>`;
  return listSign(symbol, 22);
}

/** Up to three figures with their day, source and how they were made. */
export function figureGrid(figures: readonly Figure[]): Html {
  const days = [...new Set(figures.map(({ on }) => on))].map((on) => day(on)).join(', ');
  const sources = [...new Set(figures.map(({ source }) => source))].join(' ; ');
  const made = figures.filter(({ method }) => method !== null);
  return html`<dl class="figures">${figures.map(({ title, value, unit }) => html`<div class="figure"><dt>${title}</dt><dd>${value === null ? messages.figures.unknown : quantity(value, unit)}</dd></div>`)}</dl>
<div class="figure-note">${figures.some(({ demo }) => demo) && html`<p>${demoMark()}</p>`}<p>${messages.figures.asOf(days)}. ${messages.figures.source(sources)}</p>${
    made.length > 0 && html`<details><summary>${messages.figures.method}</summary>${made.map(({ title, method }) => html`<p><strong>${title}.</strong> ${method}</p>`)}</details>`}</div>`;
}

export interface Listed { layer: LayerId; id: number; properties: Properties }

/** Name of a feature, from its properties. */
export function nameOfProperties(layer: LayerId, properties: Properties): string {
  return placeName({ layer, name: textOf(properties.name), whereabouts: textOf(properties.sign) ?? textOf(properties.street) ?? textOf(properties.address) });
}

/** The few fields that tell one place from another: those the layer puts first and that have something to say. */
function summaryOf({ layer, properties }: Listed, timeZone: string): string[] {
  const told: string[] = [];
  for (const [name, field] of Object.entries(layerById[layer].fields)) {
    if (told.length === 2) break;
    if (['json', 'url', 'phone', 'email', 'hours', 'boolean'].includes(field.type) || name === 'description') continue;
    const text = fieldText(field, properties[name], timeZone);
    if (text !== null && properties[name] !== properties.name) told.push(field.type === 'code' || field.type === 'datetime' ? upperFirst(text) : `${field.title.toLowerCase()} : ${text}`);
  }
  return told;
}

/** One line of a list: sign, name, what tells it from the others. */
export function placeRow(place: Listed, quartierNames: ReadonlyMap<string, string>, timeZone: string): Html {
  const { layer, id, properties } = place;
  const detail = [...summaryOf(place, timeZone), quartierNames.get(textOf(properties.quartier) ?? ''), !properties.located && properties.located !== undefined && messages.search.unlocated].filter(Boolean).join(' · ');
  return html`<li><a class="place-row" href="${placePath(layer, id, textOf(properties.slug))}">${listSign(symbolOf(layer, properties))}<span><span class="place-name">${nameOfProperties(layer, properties)}</span><span class="place-detail">${detail}</span>${properties.demo === true && demoMark()}</span></a></li>`;
}

/** The five themes as ways on, with how many places each holds where that is known. */
export function themeCards(countOf?: (theme: Theme) => number): Html {
  return html`<ul class="theme-cards">${themes.map((theme) => html`<li><a class="theme-card" href="/${theme.id}" data-theme="${theme.id}">${themeMark(theme)}<strong>${theme.title}</strong><span class="count">${countOf && messages.countInAll(countOf(theme))}</span><span class="story">${theme.story}</span></a></li>`)}</ul>`;
}
