// One layer as data: what it is, how old and how sure, what each field means, an extract, and how to take it away.
import type { Dataset, DatasetDetail, DatasetField } from '../../../geodata/contract/catalogue.ts';
import { datasetParts, datasetRange, demoNote, fieldKind, qualityRows, sampleFields, sampleText } from '../../../geodata/dataset-facts.ts';
import { day, number } from '../../../geodata/format.ts';
import { layerById, type LayerId } from '../../../geodata/layers.ts';
import { catalogue as words, dcatWords, inR } from '../../../geodata/messages-catalogue.ts';
import { html, type Html } from '../html.ts';
import { classSign, demoMark } from '../parts.ts';
import { cityPosition } from '../position.ts';
import type { PageContent, Site } from '../site.ts';

const section = (id: string, title: string, body: Html) => html`<section class="section" aria-labelledby="${id}"><h2 id="${id}">${title}</h2>${body}</section>`;

function facts(dataset: Dataset, timeZone: string): Html {
  const { changed_at: changed, imported_at: imported } = dataset;
  return html`${section('fraicheur', words.freshness, html`<dl class="fields"><dt>${words.vintage}</dt><dd>${datasetRange(dataset) ?? words.unknown}</dd><dt>${words.changed}</dt><dd>${changed ? day(changed, timeZone) : words.unknown}</dd><dt>${words.imported}</dt><dd>${imported ? day(imported, timeZone) : words.never}</dd></dl>`)}
${section('qualite', words.quality, html`<dl class="fields counts">${qualityRows(dataset).map(({ title, count }) => html`<dt>${title}</dt><dd>${number(count)}</dd>`)}</dl>`)}
${section('sources', words.sources, html`<div class="scroll-x" tabindex="0" role="group" aria-labelledby="sources"><table class="table"><thead><tr><th scope="col">${words.source}</th><th scope="col">${words.licence}</th><th scope="col" class="number">${words.number}</th></tr></thead><tbody>${dataset.sources.map(({ source, licence, licence_url: url, count, demo }) => html`<tr><td>${source}${demo && html`<br>${demoMark()}`}</td><td>${url ? html`<a href="${url}" rel="noopener external">${licence}</a>` : licence}</td><td class="number">${number(count)}</td></tr>`)}</tbody></table></div>`)}`;
}

function fieldTerm(field: DatasetField): Html {
  const codes = Object.entries(field.codes ?? {});
  const list = html`<dl class="codes">${codes.map(([code, label]) => html`<dt><code>${code}</code></dt><dd>${label}</dd>`)}</dl>`;
  return html`<dt>${field.title} <code>${field.name}</code></dt><dd>${field.definition && html`<p>${field.definition}</p>`}<p class="small soft">${fieldKind(field)}</p>${codes.length > 0 && (codes.length <= 6 ? list : html`<details><summary class="text-button small">${words.codesCount(codes.length)}<span class="visually-hidden"> : ${field.title}</span></summary>${list}</details>`)}</dd>`;
}

function sample(detail: DatasetDetail, timeZone: string): Html {
  const columns = sampleFields(detail);
  return section('extrait', words.sample, html`<p class="small soft">${words.sampleLead(detail.sample.length)}</p><div class="scroll-x" tabindex="0" role="group" aria-labelledby="extrait"><table class="table sample"><thead><tr><th scope="col">${detail.fields.find(({ name }) => name === 'name')?.title}</th>${columns.map(({ title }) => html`<th scope="col">${title}</th>`)}</tr></thead><tbody>${detail.sample.map(({ id, properties }) => html`<tr><th scope="row"><a href="/lieux/${detail.layer}/${id}">${properties.name ? String(properties.name) : `${words.unnamed} (${id})`}</a>${properties.demo === true && html`<br>${demoMark()}`}</th>${columns.map((field) => html`<td>${sampleText(field, properties[field.name], timeZone)}</td>`)}</tr>`)}</tbody></table></div>`);
}

function usage({ layer, service }: DatasetDetail): Html {
  const { add, address, connect } = words.qgis;
  const link = (path: string, title: string) => html`<li><a class="text-button" href="/ogc/collections/${layer}${path}">${title}</a></li>`;
  return section('usage', words.use, html`<h3>${words.inQgis}</h3><ol class="steps"><li>${add}</li><li>${address} <code>${service}</code></li><li>${connect}</li></ol>
<h3>${words.inR}</h3><pre class="snippet" tabindex="0">${inR(service, layer)}</pre>
<h3>${words.inProgram}</h3><ul>${link('/items', words.items)}${link('', words.collection)}${link('/schema', words.schema)}${link('/queryables', words.queryables)}${link('/tiles', words.tiles)}</ul>`);
}

function structured(detail: DatasetDetail, city: string, base: string): object {
  const licences = [...new Set(detail.sources.map(({ licence, licence_url: url }) => url ?? licence))];
  const box = detail.bbox && `${detail.bbox[1]} ${detail.bbox[0]} ${detail.bbox[3]} ${detail.bbox[2]}`;
  return {
    '@context': 'https://schema.org', '@type': 'Dataset', '@id': `${base}/donnees/${detail.layer}#jeu`, inLanguage: 'fr', isAccessibleForFree: true,
    name: dcatWords.datasetTitle(detail.title, city, detail.demo, detail.count), description: [demoNote(detail), detail.description, detail.made].filter(Boolean).join(' '),
    url: `${base}/donnees/${detail.layer}`, license: licences.length === 1 ? licences[0] : licences, creator: [...new Set(detail.sources.map(({ source }) => source))].map((name) => ({ '@type': 'Organization', name })),
    ...(detail.changed_at ? { dateModified: detail.changed_at } : {}), ...(detail.first && detail.last ? { temporalCoverage: `${detail.first}/${detail.last}` } : {}),
    ...(box ? { spatialCoverage: { '@type': 'Place', name: city, geo: { '@type': 'GeoShape', box } } } : {}),
    includedInDataCatalog: { '@type': 'DataCatalog', '@id': `${base}/donnees#catalogue`, name: words.title, url: `${base}/donnees` },
    variableMeasured: detail.fields.filter(({ definition }) => definition !== null).map(({ name, title, definition }) => ({ '@type': 'PropertyValue', name, alternateName: title, description: definition })),
    distribution: detail.downloads.filter(({ missing }) => missing === null).map(({ title, media, url }) => ({ '@type': 'DataDownload', name: title, encodingFormat: media.split(';')[0], contentUrl: url })),
  };
}

export async function datasetPage({ city, catalogue }: Site, layer: LayerId, base: string): Promise<PageContent> {
  const detail = await catalogue.detail(layer, base);
  const note = demoNote(detail);
  const article = html`<article class="page" data-theme="${detail.theme}">
<p class="page-top"><a class="text-button" href="/donnees">← ${words.all}</a></p>
<div><p class="kind">${classSign(layerById[layer])}<code>${layer}</code></p><h1 tabindex="-1">${words.datasetTitle(detail.title)}</h1></div>
<p class="lead">${detail.description}</p>
${note && html`<p class="notice">${demoMark()}<br>${note}</p>`}${detail.count === 0 && html`<p class="notice">${words.empty}</p>`}
<nav aria-label="${words.onPage}"><ul class="chips">${datasetParts.map(([id, title]) => html`<li><a class="button" href="#${id}">${title}</a></li>`)}</ul></nav>
${section('telecharger', words.download, html`<p class="small soft">${words.downloadLead}</p><ul class="place-list">${detail.downloads.map(({ id, title, use, missing }) => html`<li>${missing === null ? html`<a class="place-row download" href="/api/export/${layer}?format=${id}" download rel="nofollow"><span><span class="place-name">${title}</span><span class="place-detail">${use}</span></span></a>` : html`<p class="place-row download"><span><span class="place-name">${title}</span><span class="place-detail">${missing}</span></span></p>`}</li>`)}</ul>`)}
${detail.made && section('fabrication', words.made, html`<p>${detail.made}</p>`)}
${facts(detail, city.timezone)}
${detail.sample.length > 0 && sample(detail, city.timezone)}
${section('champs', words.fields, html`<p class="small soft">${words.fieldsLead}</p><dl class="terms">${detail.fields.map(fieldTerm)}</dl>`)}
${usage(detail)}
</article>`;
  return {
    status: 200, title: words.datasetTitle(detail.title), description: words.about(detail.title, detail.description, city.name), theme: detail.theme as PageContent['theme'], article, position: cityPosition(city),
    answers: { [`/api/catalogue/${layer}`]: detail }, structured: structured(detail, city.name, base),
  };
}
