// The answers to a search, for those without JavaScript: the search box of every page leads here.
import { isLayerId, layerById, publicLayers, type LayerId } from '../../../geodata/layers.ts';
import { messages } from '../../../geodata/messages.ts';
import { symbolOfClass } from '../../../geodata/symbols.ts';
import { query } from '../../db.ts';
import { findAddress } from '../../find-address.ts';
import { placeDetail, placeUrl, type PlaceRow } from '../../place.ts';
import { listSign } from '../drawn/signs.ts';
import { html } from '../html.ts';
import { demoMark } from '../parts.ts';
import { cityPosition } from '../position.ts';
import type { PageContent, Site } from '../site.ts';

const mostHits = 40;
const searchable = publicLayers.filter((layer) => layer.searchable).map((layer) => layer.id as LayerId);
/** Where equal names stand: boundaries and context before places. */
const order = [...searchable].sort((one, other) => Number(layerById[other].theme === 'fond') - Number(layerById[one].theme === 'fond'));

export async function resultsPage({ database, city, quartiers }: Site, typed: string): Promise<PageContent> {
  const words = typed.replaceAll('\0', '').trim().slice(0, 200);
  const [{ rows }, names, addresses] = await Promise.all([
    words === '' ? { rows: [] } : database.reader.query<PlaceRow & { slug: string }>(query('search'), [words, mostHits, searchable, order]),
    quartiers.names(),
    findAddress(database.reader, words),
  ]);
  const count = rows.length + addresses.length;
  const heading = words === '' ? messages.results.empty : count === 0 ? messages.search.none(words) : messages.results.found(count, words);
  const article = html`<article class="page"><h1 tabindex="-1">${heading}</h1>
<ul class="place-list">${addresses.map((hit) => html`<li><a class="place-row" href="${hit.url}">${listSign(symbolOfClass(layerById.addresses))}<span><span class="place-name">${hit.name}</span><span class="place-detail">${hit.detail}</span></span></a></li>`)}${rows.map((row) => html`<li><a class="place-row" href="${placeUrl(row.layer, row.id, row.slug)}">${listSign(symbolOfClass(layerById[isLayerId(row.layer) ? row.layer : 'quartiers']))}<span><span class="place-name">${row.name}</span><span class="place-detail">${placeDetail(row, names)}${row.lon === null && ` · ${messages.search.unlocated}`}</span>${row.demo && demoMark()}</span></a></li>`)}</ul>
<p class="section"><a href="/">${messages.missing.home}</a></p></article>`;
  return {
    status: 200, title: words === '' ? messages.results.empty : messages.results.title(words), description: messages.about.results(city.name), theme: null, article,
    position: cityPosition(city), hidden: true, still: true,
  };
}
