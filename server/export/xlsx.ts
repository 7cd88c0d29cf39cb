// A workbook (ECMA-376) written as it goes: one sheet of data, one that says where it comes from. No formula is ever written: text is typed as text.
import { Readable } from 'node:stream';
import { fileMessages as words } from '../../geodata/messages-export.ts';
import { aboutOf, type FileParts, type Order } from './about.ts';
import { tableColumns, tableRows, type TableColumn } from './table.ts';
import { zipParts, type ZipEntry } from './zip.ts';

/** What a sheet holds at most, the head included. */
export const mostRows = 1_048_576;
const longestCell = 32_767;

const types = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

const parts: Readonly<Record<string, string>> = {
  '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${types}.worksheet+xml"/><Override PartName="/xl/worksheets/sheet2.xml" ContentType="${types}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${types}.styles+xml"/></Types>`,
  '_rels/.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/_rels/workbook.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${office}/worksheet" Target="worksheets/sheet2.xml"/><Relationship Id="rId3" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
  // Styles by number: 0 plain, 1 a day, 2 a head.
  'xl/styles.xml': `<styleSheet xmlns="${main}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts><fonts count="2"><font/><font><b/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/><xf numFmtId="164" applyNumberFormat="1"/><xf fontId="1" applyFont="1"/></cellXfs></styleSheet>`,
};

const workbook = (sheet: string) => `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="${sheet}" sheetId="1" r:id="rId1"/><sheet name="${words.about}" sheetId="2" r:id="rId2"/></sheets></workbook>`;

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#13;' };
// XML 1.0 has no place for these; unpaired surrogates neither.
const escapeText = (text: string) => text.replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '').toWellFormed().replace(/[&<>\r]/g, (sign) => entities[sign]!);

/** `A`, `Z`, `AA`. */
function letters(index: number): string {
  return index < 26 ? String.fromCharCode(65 + index) : letters(Math.floor(index / 26) - 1) + letters(index % 26);
}

const firstDay = '1900-03-01';
/** Days since 30 December 1899, right from 1 March 1900 on: before, spreadsheets count a day that never was. */
const serialOf = (day: string) => Math.round(Date.parse(`${day}T00:00:00Z`) / 86_400_000) + 25_569;

const textCell = (at: string, text: string, style = '') => `<c r="${at}"${style} t="inlineStr"><is><t xml:space="preserve">${escapeText(text)}</t></is></c>`;

function cell(at: string, value: string | null, kind: TableColumn['kind']): string {
  if (value === null) return '';
  if (kind === 'number' && Number.isFinite(Number(value))) return `<c r="${at}"><v>${value}</v></c>`;
  if (kind === 'boolean') return `<c r="${at}" t="b"><v>${value === 'true' ? 1 : 0}</v></c>`;
  if (kind === 'date' && /^\d{4}-\d{2}-\d{2}$/.test(value) && value >= firstDay) return `<c r="${at}" s="1"><v>${serialOf(value)}</v></c>`;
  return textCell(at, value.length > longestCell ? words.tooLongForCell(value.length) : value);
}

const sheetHead = (widths: readonly number[]) => `${xml}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths.map((width, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`).join('')}</cols><sheetData>`;
const sheetFoot = '</sheetData></worksheet>';

async function* dataSheet({ selection, snapshot }: Order): AsyncGenerator<string> {
  const columns = tableColumns(selection);
  const at = columns.map((_, index) => letters(index));
  yield `${sheetHead(columns.map(({ kind }) => (kind === 'text' ? 24 : 14)))}<row r="1">${columns.map(({ name }, index) => textCell(`${at[index]}1`, name, ' s="2"')).join('')}</row>`;
  let number = 1;
  for await (const rows of tableRows(snapshot, selection)) {
    yield rows.map((row) => { number += 1; return `<row r="${number}">${row.map((value, index) => cell(`${at[index]}${number}`, value, columns[index]!.kind)).join('')}</row>`; }).join('');
  }
  yield sheetFoot;
}

/** What there is to know of the data, then what each column means. */
function aboutSheet(order: Order): string {
  const { columns: heads } = words;
  const columns = tableColumns(order.selection).map(({ name, field }) => [
    name, field?.title ?? words.place[name] ?? '', field ? words.types[field.type] : '', field?.unit ?? '',
    [field?.description, ...Object.entries(field?.codes ?? {}).map(([code, label]) => `${code} : ${label}`)].filter(Boolean).join(' ; '),
  ]);
  const rows = [...aboutOf(order).map(({ label, value }) => [label, value]), [], [heads.name, heads.title, heads.type, heads.unit, heads.meaning], ...columns];
  const body = rows.map((row, line) => `<row r="${line + 1}">${row.map((text, index) => (text ? textCell(`${letters(index)}${line + 1}`, text) : '')).join('')}</row>`).join('');
  return sheetHead([30, 60, 20, 12, 80]) + body + sheetFoot;
}

export function writeXlsx(order: Order): FileParts {
  return zipParts([
    ...Object.entries(parts).map(([name, text]): ZipEntry => [name, Buffer.from(xml + text)]),
    ['xl/workbook.xml', Buffer.from(xml + workbook(order.selection.layer))],
    ['xl/worksheets/sheet1.xml', () => Readable.from(dataSheet(order), { objectMode: false })],
    ['xl/worksheets/sheet2.xml', Buffer.from(aboutSheet(order))],
  ], order.day);
}
