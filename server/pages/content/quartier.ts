// A quartier: its five themes in figures beside the city's, and its places.
import { quantity, upperFirst } from '../../../geodata/format.ts';
import { layerById, type LayerId } from '../../../geodata/layers.ts';
import { funds as said } from '../../../geodata/messages-fonds.ts';
import { messages } from '../../../geodata/messages.ts';
import { symbolOfClass } from '../../../geodata/symbols.ts';
import { themes } from '../../../geodata/themes.ts';
import type { Figure, QuartierProfile } from '../../../geodata/contract.ts';
import { today } from '../../quartiers.ts';
import { quartierProfile } from '../../profile.ts';
import { listSign } from '../drawn/signs.ts';
import { html, type Html } from '../html.ts';
import { demoMark, figureGrid, themeMark } from '../parts.ts';
import { placeName } from '../places.ts';
import { quartierPosition } from '../position.ts';
import type { PageContent, Site } from '../site.ts';
import { envelopeFigure, projectRow, readFunds, readProjects } from './fund-parts.ts';
import { missingPage } from './missing.ts';

function places(profile: QuartierProfile, theme: string): Html {
  const own = profile.places.filter((place) => layerById[place.layer as LayerId].theme === theme);
  if (own.length === 0) return html`<p class="small soft">${messages.quartier.noPlaces}</p>`;
  return html`<ul class="place-list">${own.map((place) => {
    const layer = place.layer as LayerId;
    return html`<li><a class="place-row" href="${place.url}">${listSign(symbolOfClass(layerById[layer]))}<span><span class="place-name">${placeName({ layer, name: place.name, whereabouts: null })}</span><span class="place-detail">${place.detail}</span>${place.demo && demoMark()}</span></a></li>`;
  })}</ul>`;
}

/** Every quartier and the city beside this one, in a table. */
function comparison(profile: QuartierProfile, caption: string, columns: readonly Figure[], city: string): Html {
  const own = { slug: profile.slug, name: profile.name, figures: profile.figures };
  const rows = [own, ...profile.others.filter(({ slug }) => slug !== profile.slug)].toSorted((one, other) => one.name.localeCompare(other.name, 'fr'));
  const cells = (figures: readonly { key: string; value: number | null }[]) => columns.map(({ key, unit }) => {
    const value = figures.find((figure) => figure.key === key)?.value ?? null;
    return html`<td class="number">${value === null ? messages.figures.unknown : quantity(value, unit)}</td>`;
  });
  return html`<details><summary class="text-button small">${messages.figures.table}<span class="visually-hidden"> : ${caption}</span></summary><div class="scroll-x"><table class="table"><caption>${caption}</caption><thead><tr><th scope="col">${messages.figures.quartier}</th>${columns.map(({ title }) => html`<th scope="col" class="number">${upperFirst(title)}</th>`)}</tr></thead><tbody>${
    rows.map(({ slug, name, figures }) => html`<tr${slug === profile.slug && html` class="lit"`}><th scope="row"><a href="/quartiers/${slug}">${name}</a></th>${cells(figures)}</tr>`)
  }<tr><th scope="row">${city}</th>${cells(profile.city)}</tr></tbody></table></div></details>`;
}

/** The latest fund, drawn, with its three latest projects. */
async function fundOf(site: Site, slug: string): Promise<Html | null> {
  const present = Number(today(site.city).slice(0, 4));
  const fund = (await readFunds(site, null, slug)).find(({ year }) => year <= present);
  if (!fund) return null;
  const projects = await readProjects(site, fund.year, slug);
  return html`<h3><a href="/fonds/${slug}/${fund.year}">${said.hasFund}, ${fund.year}</a></h3>${fund.demo && html`<p>${demoMark()}</p>`}${envelopeFigure(fund)}${projects.length > 0 && html`<h3>${said.latest}</h3><ul class="place-list">${projects.slice(0, 3).map(projectRow)}</ul>`}`;
}

export async function quartierPage(site: Site, slug: string): Promise<PageContent> {
  const here = (await site.quartiers.list()).find((quartier) => quartier.slug === slug);
  if (!here) return missingPage(site);
  const profile = await quartierProfile(site.database.reader, site.quartiers, here);
  const fund = await fundOf(site, slug);
  const article = html`<article class="page">
<h1 tabindex="-1">${here.name}</h1>
<p class="lead">${messages.quartier.lead(site.city.name)}</p>
<p class="small soft">${here.town_hall && html`${messages.quartier.hall(here.town_hall)}<br>`}${messages.quartier.area} : ${quantity(here.area_km2, 'km²')}</p>
${themes.map((theme) => {
    const figures = profile.figures.filter((figure) => figure.theme === theme.id).slice(0, 3);
    return html`<section class="section" data-theme="${theme.id}" aria-labelledby="theme-${theme.id}"><h2 id="theme-${theme.id}"><a href="/${theme.id}">${themeMark(theme, true)}${theme.title}</a></h2>
${figureGrid(figures)}
${comparison(profile, theme.title, figures, site.city.name)}
${theme.id === 'fonds' && fund}${places(profile, theme.id)}</section>`;
  })}
${here.accuracy === 'trace_approximatif' && html`<p class="notice small">${messages.quartier.approximate}</p>`}
${profile.neighbours.length > 0 && html`<section class="section" aria-labelledby="voisins"><h2 id="voisins">${messages.quartier.neighbours}</h2><ul class="chips">${profile.neighbours.map((neighbour) => html`<li><a class="button" href="/quartiers/${neighbour.slug}">${neighbour.name}</a></li>`)}</ul></section>`}
</article>`;
  return {
    status: 200, title: here.name, description: messages.about.quartier(here.name, site.city.name), theme: null, article,
    position: quartierPosition(here.bbox), chosen: { layer: 'quartiers', id: here.id }, answers: { [`/api/quartiers/${slug}`]: profile },
    structured: {
      '@context': 'https://schema.org', '@type': 'Place', name: here.name, containedInPlace: { '@type': 'City', name: site.city.name },
      geo: { '@type': 'GeoShape', box: `${here.bbox[1]} ${here.bbox[0]} ${here.bbox[3]} ${here.bbox[2]}` },
    },
  };
}
