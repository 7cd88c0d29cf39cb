// A place's card: only what is known of it, in the layer's own order, then where the card comes from.
import type { Feature, Geometry, Position as Coordinates } from 'geojson';
import { day, distance, fieldText, phone, timeRange, upperFirst, weekday } from '../../../geodata/format.ts';
import { hoursInWords } from '../../../geodata/hours.ts';
import { commonFields, type Field } from '../../../geodata/layer.ts';
import { layerById, type LayerId } from '../../../geodata/layers.ts';
import { messages } from '../../../geodata/messages.ts';
import { symbolOf } from '../../../geodata/symbols.ts';
import { themeById } from '../../../geodata/themes.ts';
import { query } from '../../db.ts';
import { itemStatement } from '../../routes/items.ts';
import { listSign } from '../drawn/signs.ts';
import { html, safeUrl, type Html, type Piece } from '../html.ts';
import { demoMark, nameOfProperties, type Properties } from '../parts.ts';
import { cityPosition, placePosition, quartierPosition, type Bbox } from '../position.ts';
import type { PageContent, Site } from '../site.ts';
import { projectFileHtml } from './fund-parts.ts';
import { historyOf } from './history.ts';
import { gonePage, missingPage } from './missing.ts';
import { structuredPlace, type EventOfPlace } from './structured.ts';

const { place: words } = messages;
const known = (value: unknown): string | null => (value === null || value === undefined || value === '' ? null : String(value));

export function boxOf(geometry: Geometry | null): Bbox | null {
  if (!geometry) return null;
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  const visit = (coordinates: unknown): void => {
    const [lon, lat] = coordinates as Coordinates;
    if (typeof lon === 'number' && typeof lat === 'number') {
      box[0] = Math.min(box[0], lon); box[1] = Math.min(box[1], lat); box[2] = Math.max(box[2], lon); box[3] = Math.max(box[3], lat);
    } else for (const part of coordinates as unknown[]) visit(part);
  };
  if (geometry.type === 'GeometryCollection') return null;
  visit(geometry.coordinates);
  return box[0] <= box[2] ? box : null;
}

function linkOf(field: Field, value: string): Piece {
  if (field.type === 'phone') return html`<a class="text-button" href="tel:${value.replace(/[^\d+]/g, '')}">${phone(value)}</a>`;
  if (field.type === 'email') return html`<a class="text-button" href="mailto:${value}">${value}</a>`;
  const url = safeUrl(value);
  return url && URL.canParse(url) ? html`<a class="text-button" href="${url}" rel="noopener external">${new URL(url).hostname.replace(/^www\./, '')}</a>` : value;
}

function fieldList(layer: LayerId, properties: Properties, timeZone: string): Html | null {
  const apart = ['wheelchair', 'description', 'hours_verified_on'];
  const rows = Object.entries(layerById[layer].fields).flatMap(([name, field]) => {
    const value = properties[name];
    if (apart.includes(name) || field.private || ['url', 'phone', 'email', 'hours', 'json'].includes(field.type)) return [];
    const text = field.type === 'number' && field.unit === 'm' && typeof value === 'number' && value >= 100 ? distance(value) : fieldText(field, value, timeZone);
    return text === null ? [] : [html`<dt>${field.title}</dt><dd>${text}${field.derived && field.description && html`<br><span class="small soft">${field.description}</span>`}</dd>`];
  });
  return rows.length === 0 ? null : html`<section class="section" aria-labelledby="en-bref"><h2 id="en-bref">${words.about}</h2><dl class="fields">${rows}</dl></section>`;
}

function hoursOf(layer: LayerId, properties: Properties): Html[] {
  return Object.entries(layerById[layer].fields).filter(([name, field]) => field.type === 'hours' && known(properties[name])).map(([name, field]) => {
    const text = String(properties[name]);
    const lines = hoursInWords(text);
    const verified = known(properties.hours_verified_on);
    return html`<section class="section" aria-labelledby="horaires-${name}"><h2 id="horaires-${name}">${field.title}</h2>${
      lines ? html`<dl class="fields">${lines.map(({ days, times }) => html`<dt>${days}</dt><dd>${times}</dd>`)}</dl>` : html`<p>${text}</p>`
    }<p class="small soft">${verified ? words.verified(day(verified)) : words.unverified}</p></section>`;
  });
}

export function eventsOf(properties: Properties): EventOfPlace[] | null {
  if (!Array.isArray(properties.events)) return null;
  return properties.events.filter((event): event is EventOfPlace => typeof (event as EventOfPlace | null)?.starts_at === 'string');
}

function eventList(events: readonly EventOfPlace[], timeZone: string): Html {
  return html`<section class="section" aria-labelledby="dates"><h2 id="dates">${words.next}</h2>${events.length === 0 ? html`<p class="notice">${words.noNext}</p>` : html`<ol>${events.map((event) => html`<li><p><strong>${upperFirst(weekday(event.starts_at, timeZone))}</strong><br><time datetime="${event.starts_at}">${timeRange(event.starts_at, event.ends_at ?? null, timeZone)}</time></p><p class="small soft">${[
    (event.sectors ?? []).join(', '), typeof event.companies === 'number' && words.companies(event.companies), typeof event.posts === 'number' && words.posts(event.posts),
  ].filter(Boolean).join(' · ')}</p>${event.demo === true && demoMark()}</li>`)}</ol>`}</section>`;
}

function whereabouts(properties: Properties, box: Bbox | null): Html {
  const accuracy = known(properties.accuracy);
  const label = accuracy && commonFields.accuracy.codes[accuracy as keyof typeof commonFields.accuracy.codes];
  const metres = typeof properties.accuracy_m === 'number' && accuracy === 'approchee' ? distance(properties.accuracy_m) : null;
  const centre = box && `${((box[1] + box[3]) / 2).toFixed(5)},${((box[0] + box[2]) / 2).toFixed(5)}`;
  return html`<section class="section" aria-labelledby="y-aller"><h2 id="y-aller">${words.where}</h2>${known(properties.address) && html`<p>${known(properties.address)}</p>`}${
    label && html`<p class="small soft">${upperFirst(words.accuracy(label, metres))}</p>`}${
    centre ? html`<div class="buttons"><a class="button" href="https://www.openstreetmap.org/directions?to=${encodeURIComponent(centre)}&amp;engine=fossgis_osrm_foot" rel="noopener external">${words.route}</a></div>` : html`<p class="notice">${words.noPosition}</p>`}</section>`;
}

function provenance(layer: LayerId, id: number, properties: Properties, site: Site): Html {
  const reference = `${layer}/${id}`;
  const rows = [
    [words.source, known(properties.source)], [words.dated, known(properties.vintage) && day(String(properties.vintage))], [words.licence, known(properties.licence)],
    [words.updated, known(properties.updated_at) && day(String(properties.updated_at), site.city.timezone)], [words.reference, reference],
  ] as const;
  return html`<section class="section" aria-labelledby="provenance"><h2 id="provenance">${words.provenance}</h2>${properties.demo === true && html`<p class="small">${words.demo}</p>`}<dl class="fields">${rows.map(([title, text]) => text && html`<dt>${title}</dt><dd>${text}</dd>`)}</dl><a class="text-button" href="/contribuer?lieu=${reference}">${words.report}</a></section>`;
}

/** The card; 404, 410, or the successor's address to go to for good. */
export async function placePage(site: Site, layer: LayerId, id: number): Promise<PageContent | { moved: string }> {
  const { database: { reader }, city, quartiers } = site;
  const definition = layerById[layer];
  const { rows: [row] } = await reader.query<{ feature: string }>(itemStatement(layer), [id]);
  if (!row) {
    const { rows: [retired] } = await reader.query<{ layer: string; successor: number | null }>(query('retired'), [id]);
    if (retired?.layer !== layer) return missingPage(site);
    return retired.successor === null ? gonePage(site) : { moved: `/lieux/${layer}/${retired.successor}` };
  }
  const feature = JSON.parse(row.feature) as Feature<Geometry | null, Record<string, unknown>>;
  const { properties } = feature;
  const list = await quartiers.list();
  const quartier = list.find(({ slug }) => slug === properties.quartier);
  const box = boxOf(feature.geometry);
  const name = nameOfProperties(layer, properties);
  const demo = properties.demo === true;
  const events = eventsOf(properties);
  const kind = upperFirst(definition.one);
  const wheelchair = words.wheelchair[String(properties.wheelchair) as 'yes' | 'limited' | 'no'] ?? words.wheelchair.unknown;
  const contacts = Object.entries(definition.fields).filter(([key, field]) => ['url', 'phone', 'email'].includes(field.type) && known(properties[key]));
  const back = definition.theme === 'fond' ? '/' : `/${definition.theme}`;
  const file = layer === 'projects' ? await projectFileHtml(site, id) : null;
  const article = html`<article class="page" data-theme="${definition.theme}">
<p class="page-top"><a class="text-button" href="${back}">← ${definition.theme === 'fond' ? messages.missing.home : themeById[definition.theme].title}</a></p>
<div><p class="kind">${listSign(symbolOf(layer, properties))}${kind}${quartier && html` · <a href="/quartiers/${quartier.slug}">${quartier.name}</a>`}</p><h1 tabindex="-1">${name}</h1>${demo && html`<p>${demoMark()}</p>`}</div>
${known(properties.description) && html`<p class="lead">${known(properties.description)}</p>`}
${file}${events && eventList(events, city.timezone)}${hoursOf(layer, properties)}${historyOf(layer, properties)}${fieldList(layer, properties, city.timezone)}${whereabouts(properties, box)}
${definition.fields.wheelchair && html`<section class="section" aria-labelledby="acces"><h2 id="acces">${words.access}</h2><p>${wheelchair}</p></section>`}
${contacts.length > 0 && html`<section class="section" aria-labelledby="contact"><h2 id="contact">${words.contact}</h2><ul>${contacts.map(([key, field]) => html`<li>${linkOf(field, String(properties[key]))}</li>`)}</ul></section>`}
${provenance(layer, id, properties, site)}
</article>`;
  // A unit without a name shares its words with its neighbours: the reference tells its page apart.
  const title = known(properties.name) ? (quartier && !name.includes(quartier.name) ? `${name}, ${quartier.name}` : name) : `${name} (${id})`;
  const description = [kind, quartier?.name, known(properties.address), demo && messages.figures.demo, known(properties.description)].filter(Boolean).join(' · ');
  return {
    status: 200, title, description: `${name} : ${description}`.slice(0, 300), theme: definition.theme, article, chosen: { layer, id },
    position: box ? placePosition(box) : quartier ? quartierPosition(quartier.bbox) : cityPosition(city),
    answers: { [`/ogc/collections/${layer}/items/${id}`]: feature }, hidden: demo,
    ...(demo ? {} : { structured: structuredPlace({ name, properties, box, city: city.name, events: events ?? [] }) }),
  };
}
