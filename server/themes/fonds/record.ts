// The decisions of a session as a printable record: a tagged PDF (ISO 14289, PDF/UA) with the map of its projects.
import { createRequire } from 'node:module';
import type { FundSession } from '../../../geodata/contract/fonds.ts';
import { eurosAndCents } from '../../../geodata/format.ts';
import { messagesRecord as messages } from '../../../geodata/messages-record.ts';

const resolve = createRequire(import.meta.url).resolve;
const font = (weight: string) => resolve(`@expo-google-fonts/atkinson-hyperlegible-next/${weight}/AtkinsonHyperlegibleNext_${weight}.ttf`);

export interface RecordOptions { session: Omit<FundSession, 'mine' | 'presences'>; quartier: string; city: string; address: string; map: Buffer | null; zone: string }

/** @returns The whole file. */
export async function sessionRecord({ session, quartier, city, address, map, zone }: RecordOptions): Promise<Buffer> {
  const { default: PDFDocument } = await import('pdfkit');
  const document = new PDFDocument({ size: 'A4', margin: 56, pdfVersion: '1.7', subset: 'PDF/UA' as 'PDF/A-1', tagged: true, lang: 'fr-FR', displayTitle: true, info: { Title: messages.title(quartier, session.year), Author: `Karter ${city}` }, font: font('400Regular') });
  document.registerFont('bold', font('700Bold'));
  document.registerFont('plain', font('400Regular'));
  const whole = new Promise<Buffer>((resolveWhole, reject) => {
    const parts: Buffer[] = [];
    document.on('data', (part: Buffer) => parts.push(part));
    document.on('end', () => resolveWhole(Buffer.concat(parts)));
    document.on('error', reject);
  });
  const body = document.struct('Document');
  document.addStructure(body);
  const write = (tag: string, text: string, size: number, weight: 'plain' | 'bold' = 'plain', after = 0.4) => {
    body.add(document.struct(tag, {}, () => { document.font(weight).fontSize(size).text(text.replaceAll('\u202f', '\u00a0'), { align: 'left' }); }));
    document.moveDown(after);
  };

  write('H1', messages.title(quartier, session.year), 20, 'bold');
  if (session.demo) write('P', messages.demo, 11, 'bold');
  const moment = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'full', timeStyle: 'short', timeZone: zone });
  write('P', messages.held(moment.format(new Date(session.held_at)), session.place), 11);
  if (session.closed_at) write('P', messages.closed(moment.format(new Date(session.closed_at))), 11);
  write('P', messages.mode(session), 11);
  if (session.budget_cents !== null) write('P', messages.budget(eurosAndCents(session.budget_cents)), 11);

  write('H2', messages.decisions, 14, 'bold');
  const names = new Map(session.projects.map(({ id, name }) => [id, name ?? '']));
  for (const { project, to, cents, reason } of session.result?.decided ?? []) {
    write('H3', names.get(project) ?? '', 11, 'bold', 0.1);
    write('P', `${messages.outcome[to]}${cents ? ` : ${eurosAndCents(cents)}` : ''}.${reason ? ` ${reason}` : ''}`, 11);
  }
  if (session.deviation) {
    write('H2', messages.deviation, 14, 'bold');
    write('P', session.deviation, 11);
  }
  write('H2', messages.how, 14, 'bold');
  for (const sentence of session.result?.sentences ?? []) write('P', sentence, 10, 'plain', 0.2);
  if (map) {
    write('H2', messages.map, 14, 'bold');
    if (document.y > 500) document.addPage();
    body.add(document.struct('Figure', { alt: messages.mapAlt(session.projects.map(({ name }) => name ?? '')) }, () => { document.image(map, { fit: [483, 260] }); }));
    document.moveDown(1);
  }
  write('P', messages.legal, 9);
  write('P', address, 9);
  body.end();
  document.end();
  return whole;
}
