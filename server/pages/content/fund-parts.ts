// What the funds show, as plain HTML: envelopes, projects by stage, a project's file.
import type { Fund, FundProject, FundSession, ProjectFile, ProjectMove } from '../../../geodata/contract/fonds.ts';
import { boardOf } from '../../../geodata/board.ts';
import { stretchesOf, stretchPaints, sumOf } from '../../../geodata/envelope.ts';
import { day, eurosAndCents, moment, upperFirst } from '../../../geodata/format.ts';
import { funds as said, project as words, roleName, stageNames, stateNames } from '../../../geodata/messages-fonds.ts';
import { symbolOf } from '../../../geodata/symbols.ts';
import { query } from '../../db.ts';
import { listSign } from '../drawn/signs.ts';
import { html, type Html } from '../html.ts';
import { demoMark } from '../parts.ts';
import type { Site } from '../site.ts';

type Purse = Pick<Fund, 'envelope_cents' | 'awarded_cents' | 'paid_cents'>;
export type ListedSession = Omit<FundSession, 'mine' | 'presences'>;

export const readFunds = async ({ database }: Site, year: number | null, quartier: string | null): Promise<Fund[]> => (await database.reader.query<Fund>(query('fonds/funds'), [year, quartier])).rows;
export const readProjects = async ({ database }: Site, year: number | null, quartier: string | null): Promise<FundProject[]> => (await database.reader.query<FundProject>(query('fonds/projects'), [year, quartier, null, null])).rows;
export const readSessions = async ({ database }: Site, year: number | null, quartier: string | null, id: number | null): Promise<ListedSession[]> => (await database.reader.query<ListedSession>(query('fonds/sessions'), [year, quartier, id])).rows;

/** One bar from zero, in hundredths of the longest beside it. */
export function envelopeBar(fund: Purse, most?: number, height = 14): Html {
  return html`<svg width="100%" height="${height}" aria-hidden="true">${stretchesOf(fund, most).filter(({ width }) => width > 0).map(({ part, from, width }) => {
    const { fill, opacity, stroke } = stretchPaints[part];
    return html`<rect x="${from.toFixed(2)}%" y="0.5" width="${width.toFixed(2)}%" height="${height - 1}" fill="${fill}" fill-opacity="${opacity}" stroke="${stroke}"/>`;
  })}</svg>`;
}

export function envelopeFigure(fund: Purse): Html {
  return html`<figure><p><strong>${eurosAndCents(fund.envelope_cents)}</strong></p>${envelopeBar(fund, undefined, 26)}<ul class="small">${stretchesOf(fund).map(({ part, cents }) => html`<li><strong>${eurosAndCents(cents)}</strong> ${said.parts[part]}</li>`)}</ul></figure>`;
}

export function envelopeTable(caption: string, head: string, rows: readonly (Purse & { name: string; href: string | null })[]): Html {
  const cells = (purse: Purse) => html`<td class="number">${eurosAndCents(purse.envelope_cents)}</td><td class="number">${eurosAndCents(purse.awarded_cents)}</td><td class="number">${eurosAndCents(purse.paid_cents)}</td><td class="number">${eurosAndCents(purse.envelope_cents - purse.awarded_cents)}</td>`;
  const { columns } = said;
  return html`<div class="scroll-x" role="region" aria-label="${said.tableOf(caption)}" tabindex="0"><table class="table"><caption class="visually-hidden">${caption}</caption><thead><tr><th scope="col">${head}</th><th scope="col" class="number">${columns.envelope}</th><th scope="col" class="number">${columns.awarded}</th><th scope="col" class="number">${columns.paid}</th><th scope="col" class="number">${columns.left}</th></tr></thead><tbody>${
    rows.map((row) => html`<tr><th scope="row">${row.href ? html`<a href="${row.href}">${row.name}</a>` : row.name}</th>${cells(row)}</tr>`)}${rows.length > 1 && html`<tr><th scope="row">${said.whole}</th>${cells(sumOf(rows))}</tr>`}</tbody></table></div><p class="small soft">${said.unit}</p>`;
}

export function projectRow(project: FundProject): Html {
  return html`<li><a class="place-row" href="/lieux/projects/${project.id}">${listSign(symbolOf('projects', { stage: project.stage, demo: project.demo }))}<span><span class="place-name">${project.name}</span><span class="place-detail">${upperFirst(stageNames[project.stage])} · ${eurosAndCents(project.awarded_cents || project.asked_cents)}</span>${project.demo && demoMark()}</span></a></li>`;
}

export function boardHtml(projects: readonly FundProject[]): Html {
  const groups = boardOf(projects);
  return groups.length === 0 ? html`<p class="notice">${said.noProjects}</p>`
    : html`${groups.map((group) => html`<h3>${group.title} <span class="soft">(${group.projects.length})</span></h3><ul class="place-list">${group.projects.map(projectRow)}</ul>`)}`;
}

export function sessionList(sessions: readonly ListedSession[], timeZone: string): Html {
  return sessions.length === 0 ? html`<p class="soft">${said.noSessions}</p>`
    : html`<ul class="place-list">${sessions.map((session) => html`<li><a href="/fonds/seances/${session.id}">${upperFirst(moment(session.held_at, timeZone))}</a> · ${session.place} · ${said.count(session.projects.length)} · ${stateNames[session.state]}</li>`)}</ul>`;
}

type PublicFile = FundProject & Pick<ProjectFile, 'lines' | 'comments' | 'notes' | 'payments' | 'photos'> & { moves: ProjectMove[] };

/** A project's public file; null for a project that has none. */
async function readFile({ database }: Site, id: number): Promise<PublicFile | null> {
  const { rows: [project] } = await database.reader.query<FundProject>(query('fonds/projects'), [null, null, null, [id]]);
  if (!project) return null;
  const [{ rows: [details] }, { rows: moves }] = await Promise.all([
    database.reader.query<Omit<PublicFile, keyof FundProject | 'moves'>>(query('fonds/details'), [id]), database.reader.query<ProjectMove>(query('fonds/moves'), [id]),
  ]);
  return { ...project, ...details!, moves };
}

/** The file's part of a project's card. */
export async function projectFileHtml(site: Site, id: number): Promise<Html | null> {
  const file = await readFile(site, id);
  if (!file) return null;
  const zone = site.city.timezone;
  return html`<section class="section" aria-labelledby="dossier"><h2 id="dossier">${words.file}</h2><p><strong>${upperFirst(stageNames[file.stage])}</strong> · ${file.organisation ? words.carriedBy(file.organisation) : words.carrier[file.carrier] ?? ''} · <a href="/fonds/${file.quartier}/${file.year}">${words.fundOf(file.year)}</a> · ${said.supports(file.supports)}</p></section>
<section class="section" aria-labelledby="argent"><h2 id="argent">${words.money}</h2><dl class="fields"><dt>${words.asked}</dt><dd>${eurosAndCents(file.asked_cents)}</dd><dt>${words.awarded}</dt><dd>${eurosAndCents(file.awarded_cents)}</dd><dt>${words.paid}</dt><dd>${eurosAndCents(file.paid_cents)}</dd></dl>
<table class="table"><caption>${words.budget}</caption><tbody>${file.lines.map((line) => html`<tr><td>${line.label}</td><td class="number">${eurosAndCents(line.cents)}</td></tr>`)}</tbody></table></section>
<section class="section" aria-labelledby="parcours"><h2 id="parcours">${words.timeline}</h2><ol>${file.moves.map((move) => html`<li><p><strong>${upperFirst(stageNames[move.to_stage])}</strong> <span class="small soft"><time datetime="${new Date(move.at).toISOString()}">${day(String(new Date(move.at).toISOString()), zone)}</time>, ${words.by(roleName(move.role))}${move.deliberation_number && `, ${words.deliberation(move.deliberation_number, move.deliberation_on)}`}</span></p>${move.reason && html`<p>${move.reason}</p>`}</li>`)}</ol></section>
${file.notes.length > 0 && html`<section class="section" aria-labelledby="nouvelles"><h2 id="nouvelles">${words.notes}</h2><ul>${file.notes.map((note) => html`<li><p>${note.text}</p><p class="small soft">${day(note.at, zone)}</p></li>`)}</ul></section>`}
${file.payments.length > 0 && html`<section class="section" aria-labelledby="versements"><h2 id="versements">${words.payments}</h2><ul>${file.payments.map((payment) => html`<li>${day(payment.paid_on, zone)} : ${payment.label}, ${eurosAndCents(payment.cents)}, ${payment.organisation ?? words.payees[payment.payee] ?? ''}</li>`)}</ul></section>`}
${file.photos.length > 0 && html`<section class="section" aria-labelledby="photos"><h2 id="photos">${words.photos}</h2>${file.photos.map((photo) => html`<figure><img src="/api/fonds/photos/${photo.id}" alt="${photo.description}" width="${photo.width}" height="${photo.height}" loading="lazy"><figcaption class="small">${words.photoKinds[photo.kind] ?? ''} : ${photo.description}</figcaption></figure>`)}</section>`}
${file.comments.length > 0 && html`<section class="section" aria-labelledby="commentaires"><h2 id="commentaires">${words.comments}</h2><ul>${file.comments.map((comment) => html`<li><p>${comment.text}</p><p class="small soft">${day(comment.at, zone)}</p></li>`)}</ul></section>`}`;
}
