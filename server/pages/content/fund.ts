// A quartier's fund of a year: the envelope and how it was shared, the projects by stage, sessions, years, files to take away.
import { keyOf } from '../../../geodata/fund-key.ts';
import { day, eurosAndCents, number } from '../../../geodata/format.ts';
import { messages } from '../../../geodata/messages.ts';
import { funds as said } from '../../../geodata/messages-fonds.ts';
import { today } from '../../quartiers.ts';
import { html } from '../html.ts';
import { demoMark } from '../parts.ts';
import { quartierPosition } from '../position.ts';
import type { PageContent, Site } from '../site.ts';
import { boardHtml, envelopeBar, envelopeFigure, envelopeTable, readFunds, readProjects, readSessions, sessionList } from './fund-parts.ts';
import { missingPage } from './missing.ts';

export async function fundPage(site: Site, quartier: string, year: number): Promise<PageContent> {
  const [place, funds] = await Promise.all([site.quartiers.list().then((list) => list.find(({ slug }) => slug === quartier)), readFunds(site, null, null)]);
  const ofYear = funds.filter((each) => each.year === year);
  const fund = ofYear.find((each) => each.quartier === quartier);
  if (!place || !fund) return missingPage(site);
  const [projects, sessions] = await Promise.all([readProjects(site, year, quartier), readSessions(site, year, quartier, null)]);
  const years = funds.filter((each) => each.quartier === quartier);
  const most = Math.max(...years.map((each) => each.envelope_cents), 1);
  const key = keyOf(fund, ofYear);
  const of = `?year=${year}&quartier=${quartier}`;
  const over = fund.filing_until !== null && fund.filing_until < today(site.city);
  const each = (cents: number, inhabitants: number) => (inhabitants > 0 ? eurosAndCents(cents / inhabitants) : '–');
  const title = said.title(place.name, year);
  const { columns } = said;
  const article = html`<article class="page" data-theme="fonds">
<p class="page-top"><a class="text-button" href="/fonds">← ${messages.figures.whole}</a></p>
<h1 tabindex="-1">${title}</h1>
<p class="lead">${said.lead(place.name)}</p>
${fund.demo && html`<p>${demoMark()}</p>`}
<section class="section" aria-labelledby="enveloppe"><h2 id="enveloppe">${said.envelope}</h2>${envelopeFigure(fund)}
${fund.filing_until && html`<p class="small">${over ? said.closed(fund.filing_until) : said.until(fund.filing_until)}</p>`}
<details><summary class="text-button small">${said.table}</summary>${envelopeTable(said.envelope, columns.quartier, [{ ...fund, name: place.name, href: null }])}</details>
<details><summary class="text-button small">${said.key}</summary><p>${said.keyLead(fund.total_cents, year, key.count)}</p><ul class="small"><li>${said.keyEqual(fund.equal_share, key.equal)}</li><li>${said.keyPeople(1 - fund.equal_share, key.people, fund.inhabitants, key.inhabitants)}</li><li><strong>${said.keyTotal(fund.envelope_cents)}</strong></li></ul><p class="small soft">${said.keyRound} ${said.source(fund.population_source)}</p></details></section>
${!over && html`<a class="action" href="/fonds/deposer">${said.file}</a>`}
<section class="section" aria-labelledby="projets"><h2 id="projets">${said.board}</h2>${boardHtml(projects)}</section>
<section class="section" aria-labelledby="seances"><h2 id="seances">${said.sessions}</h2>${sessionList(sessions, site.city.timezone)}</section>
<section class="section" aria-labelledby="annees"><h2 id="annees">${said.years}</h2>${years.map((one) => html`<p class="small">${one.year}</p>${envelopeBar(one, most)}`)}
<div class="scroll-x" role="region" aria-label="${said.tableOf(said.years)}" tabindex="0"><table class="table"><caption class="visually-hidden">${said.years}</caption><thead><tr><th scope="col">${columns.year}</th><th scope="col" class="number">${columns.envelope}</th><th scope="col" class="number">${columns.awarded}</th><th scope="col" class="number">${columns.paid}</th><th scope="col" class="number">${columns.inhabitants}</th><th scope="col" class="number">${columns.each}</th><th scope="col" class="number">${columns.eachPaid}</th></tr></thead><tbody>${
    years.map((one) => html`<tr><th scope="row"><a href="/fonds/${quartier}/${one.year}">${one.year}</a></th><td class="number">${eurosAndCents(one.envelope_cents)}</td><td class="number">${eurosAndCents(one.awarded_cents)}</td><td class="number">${eurosAndCents(one.paid_cents)}</td><td class="number">${number(one.inhabitants)}</td><td class="number">${each(one.envelope_cents, one.inhabitants)}</td><td class="number">${each(one.paid_cents, one.inhabitants)}</td></tr>`)}</tbody></table></div></section>
<section class="section" aria-labelledby="reprendre"><h2 id="reprendre">${said.take}</h2><ul><li><a class="text-button" href="/api/fonds/${quartier}/flux.atom">${said.feed}</a></li><li><a class="text-button" href="/api/fonds/subventions.csv${of}">${said.csv}</a></li>${
    sessions.filter(({ state, mode, ballots_cast: cast }) => state === 'close' && mode === 'bulletins' && (cast ?? 0) >= 20).map(({ id, held_at: held }) => html`<li><a class="text-button" href="/api/fonds/seances/${id}/bulletins.pb">${said.ballots(day(held, site.city.timezone))}</a></li>`)}</ul></section>
<p><a class="text-button" href="/quartiers/${quartier}">${said.toQuartier(place.name)}</a></p>
</article>`;
  return {
    status: 200, title, description: `${title} : ${said.inWords(fund)}`, theme: 'fonds', article, position: quartierPosition(place.bbox), chosen: { layer: 'quartiers', id: place.id }, hidden: fund.demo,
    answers: { '/api/fonds': funds, [`/api/fonds/projets${of}`]: projects, [`/api/fonds/seances${of}`]: sessions.map(({ result: _, ...session }) => session) },
  };
}
