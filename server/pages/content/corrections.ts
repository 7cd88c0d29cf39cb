// Accepted corrections of what came from OpenStreetMap, for its mappers to take over by hand.
import type { Correction } from '../../../geodata/contract/catalogue.ts';
import { day } from '../../../geodata/format.ts';
import { layerById, type LayerId } from '../../../geodata/layers.ts';
import { catalogue, correcting as words } from '../../../geodata/messages-catalogue.ts';
import { upperFirst } from '../../../geodata/format.ts';
import { readCorrections } from '../../catalogue/corrections.ts';
import { html, type Html } from '../html.ts';
import { cityPosition } from '../position.ts';
import type { PageContent, Site } from '../site.ts';

function correction({ object, url, layer, name, decided_on: decided, gone, moved, lon, lat, tags, by_hand: byHand }: Correction): Html {
  const { one } = layerById[layer as LayerId];
  const rows = [...tags.map(({ key, before, after }) => ({ head: html`<code>${key}</code>`, before, after })), ...byHand.map(({ title, before, after }) => ({ head: title, before, after }))];
  return html`<li class="section"><h2>${name ?? upperFirst(one)}</h2><p class="small soft">${upperFirst(one)} · ${words.decided(day(decided))}</p>
<p><a class="text-button" href="${url}" rel="noopener external">${words.open} <code>${object}</code></a></p>
${gone && html`<p>${words.gone}</p>`}${moved && html`<p>${words.moved}${lon !== null && lat !== null && html` <code>${lat.toFixed(6)}, ${lon.toFixed(6)}</code>`}</p>`}
${rows.length > 0 && html`<div class="scroll-x"><table class="table"><thead><tr><th scope="col">${words.key}</th><th scope="col">${words.before}</th><th scope="col">${words.after}</th></tr></thead><tbody>${rows.map(({ head, before, after }) => html`<tr><th scope="row">${head}</th><td>${before ?? words.nothing}</td><td>${after ?? words.nothing}</td></tr>`)}</tbody></table></div>`}</li>`;
}

export async function correctionsPage({ city, database }: Site): Promise<PageContent> {
  const corrections = await readCorrections(database.reader);
  const article = html`<article class="page">
<p class="page-top"><a class="text-button" href="/donnees">← ${catalogue.all}</a></p>
<h1 tabindex="-1">${words.title}</h1>
<p class="lead">${words.lead}</p><p class="small soft">${words.privacy}</p>
${corrections.length === 0 ? html`<p class="notice">${words.none}</p>` : html`<div class="buttons"><a class="button" href="/api/corrections-osm?format=csv" download>${words.csv}</a><a class="button" href="/api/corrections-osm?format=geojson" download>${words.geojson}</a></div><ol>${corrections.slice(0, 200).map(correction)}</ol>`}
</article>`;
  return { status: 200, title: words.title, description: words.about(city.name), theme: null, article, position: cityPosition(city), answers: { '/api/corrections-osm': corrections } };
}
