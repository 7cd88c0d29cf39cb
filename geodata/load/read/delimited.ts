// CSV and its kin: encoding and delimiter found out, records streamed with their line.
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import iconv from 'iconv-lite';
import { parse } from 'csv-parse';
import { parse as parseAtOnce } from 'csv-parse/sync';
import { UnreadableFile, type OpenOptions, type Opened, type Row } from '../row.ts';
import { detectEncoding, encodingTitles, type Encoding } from './encoding.ts';

const delimiters = { ';': 'point-virgule', ',': 'virgule', '\t': 'tabulation', '|': 'barre' } as const;
/** A record may not be longer: an unclosed quote would swallow the file. */
const longestRecord = 1024 * 1024;
const mostColumns = 500;

/** What csv-parse says (https://csv.js.org/parse/errors/). */
const complaints = {
  CSV_QUOTE_NOT_CLOSED: 'un guillemet n’est pas refermé.',
  INVALID_OPENING_QUOTE: 'un guillemet est au milieu d’une valeur : entourez la valeur de guillemets et doublez celui-ci.',
  CSV_INVALID_CLOSING_QUOTE: 'après un guillemet fermant il faut le séparateur : doublez les guillemets qui sont dans la valeur.',
} as const;

async function beginning(path: string, encoding: Encoding): Promise<string> {
  const file = await open(path);
  try {
    const bytes = Buffer.alloc(128 * 1024);
    const { bytesRead } = await file.read(bytes, 0, bytes.length, 0);
    const text = iconv.decode(bytes.subarray(0, bytesRead), encoding);
    if (bytesRead < bytes.length) return text;
    // Whole lines only; a first one that goes on beyond is told by what is seen of it.
    const end = text.lastIndexOf('\n') + 1;
    return end > 0 ? text.slice(0, end) : text;
  } finally {
    await file.close();
  }
}

function firstRecords(text: string, delimiter: string): string[][] {
  try {
    return parseAtOnce(text, { delimiter, bom: true, to: 20, relax_column_count: true, relax_quotes: true, skip_empty_lines: true, max_record_size: longestRecord }) as string[][];
  } catch {
    return [];
  }
}

/** The one that cuts the first lines into the most columns, alike on every line. */
function detectDelimiter(text: string): string {
  const scored = Object.keys(delimiters).map((delimiter) => {
    const widths = firstRecords(text, delimiter).map((record) => record.length);
    const alike = widths.filter((width) => width === widths[0]).length / Math.max(widths.length, 1);
    return { delimiter, score: (widths[0] ?? 0) < 2 ? 0 : (widths[0] ?? 0) * alike * alike };
  });
  return scored.toSorted((one, other) => other.score - one.score)[0]!.score > 0 ? scored.toSorted((one, other) => other.score - one.score)[0]!.delimiter : ',';
}

/** Names that are there, each once: an empty one is called by its place, a repeated one numbered. */
function columnNames(header: readonly string[]): string[] {
  const used = new Map<string, number>();
  return header.map((name, index) => {
    const plain = name.trim() || `colonne ${index + 1}`;
    const count = (used.get(plain) ?? 0) + 1;
    used.set(plain, count);
    return count === 1 ? plain : `${plain} (${count})`;
  });
}

async function* records(path: string, encoding: Encoding, delimiter: string, columns: readonly string[], signal?: AbortSignal): AsyncGenerator<Row> {
  const parser = parse({ delimiter, bom: true, relax_column_count: true, skip_empty_lines: true, max_record_size: longestRecord, info: true });
  const file = createReadStream(path, { ...(signal ? { signal } : {}) });
  const decoded = file.pipe(iconv.decodeStream(encoding));
  file.on('error', (error) => parser.destroy(error));
  decoded.on('error', (error) => parser.destroy(error)).pipe(parser);
  let isHeader = true;
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      if (isHeader) { isHeader = false; continue; }
      if (record.every((value) => value.trim() === '')) continue;
      const values = Object.fromEntries(columns.map((name, index) => [name, record[index] ?? '']));
      // One that is short was cut, or lost a delimiter: where, nobody knows.
      yield { line: info.lines, values, ...(record.length === columns.length ? {} : { problem: `${record.length} ${record.length > 1 ? 'colonnes' : 'colonne'}, ${columns.length} attendues` }) };
    }
  } catch (error) {
    const { code, lines, message } = error as Error & { code?: string; lines?: number };
    if (code === 'CSV_MAX_RECORD_SIZE') throw new UnreadableFile(`La ligne ${lines ?? '?'} dépasse 1 Mo : un guillemet n’y est sans doute pas refermé.`);
    if (code && code in complaints) throw new UnreadableFile(`Le tableau ne se lit plus à la ligne ${lines ?? '?'} : ${complaints[code as keyof typeof complaints]}`);
    if (code?.startsWith('CSV_')) throw new UnreadableFile(`Le tableau ne se lit plus à la ligne ${lines ?? '?'} : ${message}`);
    throw error;
  } finally {
    file.destroy();
  }
}

export async function openDelimited(path: string, options: OpenOptions): Promise<Opened> {
  const asked = options.encoding?.toLowerCase();
  if (asked !== undefined && !Object.hasOwn(encodingTitles, asked)) throw new UnreadableFile(`Le codage « ${options.encoding} » n’est pas connu : ${Object.keys(encodingTitles).join(', ')}.`);
  if (options.delimiter !== undefined && options.delimiter.length !== 1) throw new UnreadableFile(`Le séparateur est un seul signe, pas « ${options.delimiter} ».`);
  const encoding = (asked as Encoding | undefined) ?? await detectEncoding(path);
  const text = await beginning(path, encoding);
  const delimiter = options.delimiter ?? detectDelimiter(text);
  const [header] = firstRecords(text, delimiter);
  if (!header) throw new UnreadableFile('Le fichier est vide, ou sa première ligne ne se lit pas.');
  if (header.length > mostColumns) throw new UnreadableFile(`Le tableau a ${header.length} colonnes ; ${mostColumns} au plus se lisent.`);
  const columns = columnNames(header);
  if (columns.length === 1 && !text.includes('\n')) throw new UnreadableFile('Ce fichier n’est ni un tableau ni un format de carte connu.');
  return {
    format: delimiter === '\t' ? 'TSV' : 'CSV', columns, srid: null,
    remarks: [`texte en ${encodingTitles[encoding]}, séparé par ${delimiters[delimiter as keyof typeof delimiters] ?? `« ${delimiter} »`}`],
    rows: records(path, encoding, delimiter, columns, options.signal), close: async () => {},
  };
}
