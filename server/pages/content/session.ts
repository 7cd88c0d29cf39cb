// A session as anyone may read it: its terms and projects, and once closed its result. Nothing counts votes before.
import { eurosAndCents, moment, upperFirst } from '../../../geodata/format.ts';
import { forms } from '../../../geodata/messages-people.ts';
import { funds, outcomes, session as said, stateNames } from '../../../geodata/messages-fonds.ts';
import { html } from '../html.ts';
import { demoMark } from '../parts.ts';
import { cityPosition, quartierPosition } from '../position.ts';
import type { PageContent, Site } from '../site.ts';
import { readSessions } from './fund-parts.ts';
import { missingPage } from './missing.ts';

export async function sessionPage(site: Site, id: number): Promise<PageContent> {
  const [held] = await readSessions(site, null, null, id);
  if (!held) return missingPage(site);
  const place = (await site.quartiers.list()).find(({ slug }) => slug === held.quartier);
  const name = place?.name ?? held.quartier;
  const heldAt = new Date(held.held_at).toISOString();
  const title = said.title(name, heldAt);
  const decided = new Map((held.result?.decided ?? []).map((outcome) => [outcome.project, outcome]));
  const how = held.mode === 'vote' ? said.modes.vote : `${held.electorate === 'comite' ? said.modes.bulletinsComite(held.votes_each) : said.modes.bulletinsHabitants(held.votes_each)} ${said.rules[held.rule]}`;
  const article = html`<article class="page" data-theme="fonds">
<p class="page-top"><a class="text-button" href="/fonds/${held.quartier}/${held.year}">← ${forms.fund.title}</a></p>
<h1 tabindex="-1">${title}</h1>
${held.demo && html`<p>${demoMark()}</p>`}
<dl class="fields"><dt>${said.when}</dt><dd><time datetime="${heldAt}">${upperFirst(moment(heldAt, site.city.timezone))}</time></dd><dt>${said.where}</dt><dd>${held.place}</dd><dt>${said.state}</dt><dd><strong>${upperFirst(stateNames[held.state])}</strong></dd><dt>${said.fund}</dt><dd><a href="/fonds/${held.quartier}/${held.year}">${name}, ${held.year}</a></dd><dt>${said.mode}</dt><dd>${how}</dd></dl>
<p class="small soft">${held.state !== 'close' && `${said.hidden} `}${said.council} ${said.seed(held.seed)}</p>
<section class="section" aria-labelledby="resultat"><h2 id="resultat">${held.result ? said.results : said.projects}</h2>
${held.result && !held.result.quorum && html`<p class="notice">${said.noQuorum}</p>`}
<ul>${held.projects.map((project) => {
    const outcome = decided.get(project.id);
    return html`<li><p><a href="/lieux/projects/${project.id}">${project.name}</a> : ${outcome ? `${outcomes[outcome.to]}${outcome.cents ? `, ${eurosAndCents(outcome.cents)}` : ''}` : eurosAndCents(project.cents)}</p>${outcome?.reason && html`<p class="small soft">${outcome.reason}</p>`}</li>`;
  })}</ul>
${held.deviation && html`<p class="notice"><strong>${said.deviation}</strong><br>${held.deviation}</p>`}
${held.result && held.result.sentences.length > 0 && html`<details><summary class="text-button">${said.how}</summary><ol>${held.result.sentences.map((sentence) => html`<li>${sentence}</li>`)}</ol></details>`}</section>
${held.result && html`<section class="section" aria-labelledby="reprendre"><h2 id="reprendre">${said.download}</h2><ul><li><a class="text-button" href="/api/fonds/seances/${id}/decisions.pdf">${funds.record}</a></li>${held.result.ballots?.published && html`<li><a class="text-button" href="/api/fonds/seances/${id}/bulletins.pb">.pb</a></li>`}</ul></section>`}
</article>`;
  return { status: 200, title, description: `${title}. ${held.place}. ${upperFirst(stateNames[held.state])}.`, theme: 'fonds', article, position: place ? quartierPosition(place.bbox) : cityPosition(site.city), hidden: held.demo };
}
