// The sources that keep themselves fresh, as a part of the data page.
import type { SourceState } from '../../../geodata/contract/sources.ts';
import { sourceFacts, sourceSentences, sourceWords as words } from '../../../geodata/messages-sources.ts';
import { html, type Html } from '../html.ts';

export function sourcesSection(sources: readonly SourceState[], timeZone: string): Html {
  const row = (source: SourceState) => {
    const { well, sentences } = sourceSentences(source, timeZone);
    return html`<li class="section"><h3>${source.title}</h3><p class="small soft">${sourceFacts(source)}</p>
<p class="${well ? 'small' : 'notice alert small'}">${sentences.join(' ')}</p>${source.note && html`<p class="small">${source.note}</p>`}${source.page && html`<a class="text-button" href="${source.page}" rel="noopener external">${words.page}<span class="visually-hidden">${words.ofSource(source.title)}</span></a>`}</li>`;
  };
  const enabled = sources.filter((source) => source.enabled);
  const waiting = sources.filter((source) => !source.enabled);
  return html`<section class="section" aria-labelledby="sources"><h2 id="sources">${words.title}</h2>
<p>${enabled.length > 0 ? words.lead : words.none}</p>${enabled.length > 0 && html`<ul>${enabled.map(row)}</ul>`}
${waiting.length > 0 && html`<details><summary>${words.declared(waiting.length)}</summary><p>${words.declaredLead}</p><ul>${waiting.map(row)}</ul></details>`}</section>`;
}
