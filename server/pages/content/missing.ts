// Pages for what is not there: never was, was retired, or cannot be asked at the moment.
import { messages } from '../../../geodata/messages.ts';
import { html } from '../html.ts';
import { themeCards } from '../parts.ts';
import { cityPosition } from '../position.ts';
import type { PageContent, Site } from '../site.ts';

function absent({ city }: Pick<Site, 'city'>, status: number, { title, lead }: { title: string; lead: string }): PageContent {
  const article = html`<article class="page"><h1 tabindex="-1">${title}</h1><p class="lead">${lead}</p><a class="action" href="/">${messages.missing.home}</a>${themeCards()}</article>`;
  return { status, title, description: lead, theme: null, article, position: cityPosition(city), hidden: true };
}

export const missingPage = (site: Site): PageContent => absent(site, 404, messages.missing);
/** Its address stays its own: 410, not 404. */
export const gonePage = (site: Site): PageContent => absent(site, 410, messages.gone);
/** The database does not answer: what can be said without it. */
export const downPage = (site: Pick<Site, 'city'>, status: number): PageContent => ({ ...absent(site, status, messages.down), still: true });
