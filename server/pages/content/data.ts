// What there is to reuse: every layer in a line or two, and the ways to take them all.
import type { Dataset } from '../../../geodata/contract/catalogue.ts';
import { datasetRange } from '../../../geodata/dataset-facts.ts';
import { layerById, type LayerId } from '../../../geodata/layers.ts';
import { catalogue as words, correcting } from '../../../geodata/messages-catalogue.ts';
import { messages } from '../../../geodata/messages.ts';
import { readCorrections } from '../../catalogue/corrections.ts';
import { html, type Html } from '../html.ts';
import { classSign, demoMark } from '../parts.ts';
import { cityPosition } from '../position.ts';
import { listSources } from '../../sources/list.ts';
import type { PageContent, Site } from '../site.ts';
import { sourcesSection } from './sources.ts';

function datasetRow(dataset: Dataset): Html {
  const layer = dataset.layer as LayerId;
  const range = datasetRange(dataset);
  return html`<li data-theme="${dataset.theme}"><a class="place-row" href="/donnees/${layer}">${classSign(layerById[layer])}<span><span class="place-name">${dataset.title}</span><span class="place-detail">${dataset.description}</span><span class="place-detail">${[words.features(dataset.count), range && words.dated(range)].filter(Boolean).join(' · ')}</span>${dataset.demo > 0 && demoMark()}</span></a></li>`;
}

export async function dataPage({ city, catalogue, database }: Site, base: string): Promise<PageContent> {
  const [datasets, corrections, sources] = await Promise.all([catalogue.all(), readCorrections(database.reader), listSources(database.reader)]);
  const list = (title: string, id: string, ofTheme: boolean) => html`<section class="section" aria-labelledby="${id}"><h2 id="${id}">${title}</h2><ul class="place-list">${datasets.filter(({ theme }) => (theme !== 'fond') === ofTheme).map(datasetRow)}</ul></section>`;
  const link = (href: string, title: string) => html`<li><a class="text-button" href="${href}">${title}</a></li>`;
  const article = html`<article class="page">
<h1 tabindex="-1">${words.title}</h1>
<p class="lead">${words.lead}</p>
${list(words.layers, 'couches', true)}
${list(words.ground, 'fond', false)}
<p class="notice">${demoMark()}<br>${words.demo}</p>
${sourcesSection(sources, city.timezone)}
<section class="section" aria-labelledby="reprendre"><h2 id="reprendre">${words.reuse}</h2><p class="small">${city.attribution}</p><ul>${link('/ogc', words.service)}${link('/ogc/api?f=html', words.explorer)}${link('/tiles.json', words.tileJson)}${link('/catalog.jsonld', words.dcat)}</ul></section>
<section class="section" aria-labelledby="rendre"><h2 id="rendre">${correcting.title}</h2><p>${correcting.entry(corrections.length)}</p><a class="text-button" href="/donnees/openstreetmap">${correcting.link}</a></section>
<section class="section" id="signaler" aria-labelledby="signaler-titre"><h2 id="signaler-titre" tabindex="-1">${words.report}</h2><p>${words.reportLead}</p>${city.contact ? html`<a class="button" href="mailto:${city.contact}">${messages.data.reportMail}</a>` : html`<p class="small soft">${words.noContact}</p>`}</section>
</article>`;
  return {
    status: 200, title: words.title, description: messages.about.data(city.name), theme: null, article, position: cityPosition(city),
    answers: { '/api/catalogue': datasets, '/api/corrections-osm': corrections, '/api/sources': { sources } },
    structured: {
      '@context': 'https://schema.org', '@type': 'DataCatalog', name: words.title, description: messages.about.data(city.name), inLanguage: 'fr',
      dataset: datasets.filter(({ count }) => count > 0).map(({ layer, title, description }) => ({ '@type': 'Dataset', name: title, description, url: `${base}/donnees/${layer}` })),
    },
  };
}
