// The promise, the five themes with how many places each holds, the quartiers.
import { defaultLayers } from '../../../geodata/address.ts';
import { layerById } from '../../../geodata/layers.ts';
import { messages } from '../../../geodata/messages.ts';
import { html } from '../html.ts';
import { themeCards } from '../parts.ts';
import { cityPosition } from '../position.ts';
import type { MakePage } from '../site.ts';

export const homePage: MakePage = async ({ city, quartiers, counts }) => {
  const [list, counted] = await Promise.all([quartiers.list(), counts()]);
  const shown = defaultLayers({ kind: 'home' });
  const article = html`<article class="page">
<h1 tabindex="-1">${messages.home.promise}</h1>
<p class="lead">${messages.home.lead(city.name)}</p>
<section aria-labelledby="cinq-themes"><h2 id="cinq-themes" class="visually-hidden">${messages.home.themes}</h2>
${themeCards((theme) => shown.filter((id) => layerById[id].theme === theme.id).reduce((sum, id) => sum + (counted.get(id) ?? 0), 0))}</section>
${list.length > 0 && html`<section class="section" aria-labelledby="quartiers"><h2 id="quartiers">${messages.home.quartiers}</h2><p class="small soft">${messages.home.quartiersLead}</p>
<ul class="chips">${list.map(({ slug, name }) => html`<li><a class="button" href="/quartiers/${slug}">${name}</a></li>`)}</ul></section>`}
<p class="section"><a href="/donnees">${messages.home.data}</a></p>
</article>`;
  return { status: 200, title: null, description: messages.about.home(city.name), theme: null, article, position: cityPosition(city) };
};
