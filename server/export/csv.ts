// CSV (RFC 4180) in UTF-8 with a mark for spreadsheets. Everything stands in columns: a line of comments would break readers.
import type { FileParts, Order } from './about.ts';
import { csvLines } from './csv-lines.ts';
import { tableColumns, tableRows } from './table.ts';

/** With it, Excel reads UTF-8; readers of CSV know it. */
export const byteOrderMark = '\uFEFF';

/** Cells that begin with = + - @ stay what they are: a telephone number does, and what is changed here could not come back. XLSX is for spreadsheets. */
export async function* writeCsv({ selection, snapshot, separator }: Order): FileParts {
  yield byteOrderMark + csvLines([tableColumns(selection).map(({ name }) => name)], separator);
  for await (const rows of tableRows(snapshot, selection)) yield csvLines(rows, separator);
}
