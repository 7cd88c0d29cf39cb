// Pages that a person works in: a title and a sentence; the client does the rest.
import type { Page } from '../../../geodata/address.ts';
import { forms, needsScript } from '../../../geodata/messages-people.ts';
import { messages } from '../../../geodata/messages.ts';
import { html } from '../html.ts';
import { cityPosition } from '../position.ts';
import type { PageContent, Site } from '../site.ts';

type FormPage = Extract<Page, { kind: 'account' | 'desk' | 'contribute' | 'file' }>;

const nameOf = (page: FormPage): keyof typeof forms => {
  if (page.kind === 'account') return page.section;
  if (page.kind === 'desk') return page.desk === 'administration' || page.desk === 'imports' ? page.desk : 'bureau';
  return page.kind;
};

export function formPage(site: Site, page: FormPage): PageContent {
  const { title, lead } = forms[nameOf(page)];
  return {
    status: 200, title, description: lead, theme: page.kind === 'account' || page.kind === 'desk' || page.kind === 'contribute' ? null : 'fonds', position: cityPosition(site.city), hidden: true,
    article: html`<article class="page"><h1 tabindex="-1">${title}</h1><p class="lead">${lead}</p><noscript><p>${needsScript}</p>${page.kind === 'contribute' && site.city.contact && html`<p><a href="mailto:${site.city.contact}">${messages.data.reportMail}</a></p>`}</noscript></article>`,
  };
}
