// Pabulib's `.pb` files (pabulib.org/format), read: three sections of semicolon-separated rows, META, PROJECTS and VOTES.
import { CsvError, parse } from 'csv-parse/sync';
import type { Rule } from './awards.ts';
import { electionProblems } from './ballots.ts';
import type { Ballot, Election, Project, VoteType } from './ballots.ts';

/** What is wrong in a file, in French; `line` is null for the file as a whole. */
export interface FileProblem {
  line: number | null;
  reason: string;
}

export class PabulibError extends Error {
  readonly problems: readonly FileProblem[];

  constructor(problems: readonly FileProblem[]) {
    super(problems.map(({ line, reason }) => (line === null ? reason : `Ligne ${line} : ${reason}`)).join('\n'));
    this.problems = problems;
  }
}

export interface PabulibFile {
  election: Election;
  meta: ReadonlyMap<string, string>;
  /** The rule the file names, when it is one of ours. */
  rule: Rule | null;
  /** Projects the file says were selected; null when it does not say. */
  selected: string[] | null;
}

interface Row {
  line: number;
  cells: string[];
}

const sections = ['META', 'PROJECTS', 'VOTES'] as const;
type Section = (typeof sections)[number];

/** What people can use is enough: nobody reads the thousandth line that is wrong. */
const mostProblems = 50;

class Reading {
  readonly problems: FileProblem[] = [];

  wrong(line: number | null, reason: string): void {
    this.problems.push({ line, reason });
  }

  stopIfWrong(): void {
    if (this.problems.length === 0) return;
    // In the order of the file, what concerns the whole of it last.
    const order = ({ line }: FileProblem): number => line ?? Number.MAX_SAFE_INTEGER;
    throw new PabulibError(this.problems.toSorted((a, b) => order(a) - order(b)).slice(0, mostProblems));
  }
}

function csvReason(error: CsvError): string {
  if (error.code === 'CSV_QUOTE_NOT_CLOSED') return 'Un guillemet est ouvert et jamais refermé.';
  if (error.code === 'CSV_INVALID_CLOSING_QUOTE') return 'Un guillemet se referme au milieu d’une valeur : à l’intérieur d’une valeur, les guillemets se doublent.';
  return 'Cette ligne ne se lit pas comme des valeurs séparées par des points-virgules.';
}

function rows(text: string, reading: Reading): Row[] {
  try {
    const records = parse(text, { delimiter: ';', record_delimiter: ['\r\n', '\n', '\r'], bom: true, info: true, trim: true, relax_column_count: true, relax_quotes: true, skip_empty_lines: true }) as unknown as { record: string[]; info: { lines: number } }[];
    return records.map(({ record, info }) => ({ line: info.lines, cells: record })).filter(({ cells }) => cells.some((cell) => cell !== ''));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    reading.wrong(typeof error.lines === 'number' ? error.lines : null, csvReason(error));
    return [];
  }
}

interface Table {
  header: Row;
  rows: Row[];
}

function tables(all: readonly Row[], reading: Reading): Map<Section, Table> {
  const found = new Map<Section, Table>();
  let table: Table | null = null;
  let section: Section | null = null;
  for (const row of all) {
    const [first = '', ...others] = row.cells;
    const title = others.every((cell) => cell === '') ? sections.find((name) => name === first.toUpperCase()) : undefined;
    if (title) {
      if (found.has(title) || section === title) reading.wrong(row.line, `La partie ${title} figure deux fois.`);
      section = title;
      table = null;
    } else if (section === null) {
      reading.wrong(row.line, 'Le fichier doit commencer par une ligne « META ».');
      return found;
    } else if (table === null) {
      found.set(section, (table = { header: row, rows: [] }));
    } else {
      table.rows.push(row);
    }
  }
  for (const name of sections) if (!found.has(name)) reading.wrong(null, `La partie ${name} manque, ou sa ligne de titres de colonnes.`);
  return found;
}

/** Rows as objects by column; a row too short or too long is reported. */
function records(table: Table, required: readonly string[], reading: Reading): { line: number; value: Map<string, string> }[] {
  const columns = table.header.cells.map((cell) => cell.toLowerCase());
  const missing = required.filter((column) => !columns.includes(column));
  if (missing.length > 0) {
    reading.wrong(table.header.line, `La colonne ${missing.map((column) => `« ${column} »`).join(' et ')} manque.`);
    return [];
  }
  return table.rows.flatMap(({ line, cells }) => {
    if (cells.length !== columns.length) {
      reading.wrong(line, `Il y a ${cells.length} valeurs pour ${columns.length} colonnes.`);
      return [];
    }
    return [{ line, value: new Map(columns.map((column, at) => [column, cells[at] ?? ''])) }];
  });
}

/** `1250`, `1250.5`, `1250,50` euros as cents. */
function cents(text: string): number | null {
  const match = /^(\d{1,12})(?:[.,](\d{1,2})0*)?$/.exec(text);
  return match ? Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0')) : null;
}

const refusedTypes: Record<string, string> = {
  scoring: 'Les votes de type « scoring » (une note à chaque projet) ne sont pas comptés ici : seuls le sont les types « approval » et « cumulative ».',
  ordinal: 'Les votes de type « ordinal » (un classement) ne sont pas comptés ici : il n’existe pas de façon évidente d’en tirer des voix. Seuls le sont les types « approval » et « cumulative ».',
};

function readMeta(table: Table, reading: Reading): { meta: Map<string, string>; budgetCents: number; voteType: VoteType } {
  const meta = new Map<string, string>();
  const lines = new Map<string, number>();
  const [key, value] = table.header.cells.map((cell) => cell.toLowerCase());
  if (key !== 'key' || value !== 'value') reading.wrong(table.header.line, 'La partie META doit avoir pour titres de colonnes « key;value ».');
  for (const { line, cells: [name = '', ...rest] } of table.rows) {
    if (meta.has(name)) reading.wrong(line, `« ${name} » figure deux fois.`);
    meta.set(name, rest.join(';').trim());
    lines.set(name, line);
  }
  const budgetCents = cents(meta.get('budget') ?? '');
  if (budgetCents === null || budgetCents === 0) reading.wrong(lines.get('budget') ?? null, meta.has('budget') ? `« ${meta.get('budget')} » n’est pas une enveloppe en euros.` : 'La partie META doit donner l’enveloppe (« budget »).');
  const given = (meta.get('vote_type') ?? '').toLowerCase();
  const voteType = given === 'cumulative' ? 'cumulative' : 'approval';
  if (!['approval', 'choose-1', 'cumulative'].includes(given)) {
    reading.wrong(lines.get('vote_type') ?? null, refusedTypes[given] ?? (given === '' ? 'La partie META doit donner le type de vote (« vote_type »).' : `Le type de vote « ${given} » est inconnu : « approval » ou « cumulative » sont attendus.`));
  }
  return { meta, budgetCents: budgetCents ?? 0, voteType };
}

function readProjects(table: Table, reading: Reading): { projects: Project[]; selected: string[] | null } {
  const projects = new Map<string, Project>();
  const selected: string[] = [];
  for (const { line, value } of records(table, ['project_id', 'cost'], reading)) {
    const id = value.get('project_id') ?? '';
    const costCents = cents(value.get('cost') ?? '');
    if (id === '') reading.wrong(line, 'Le projet n’a pas d’identifiant.');
    else if (projects.has(id)) reading.wrong(line, `Le projet « ${id} » figure deux fois.`);
    else if (costCents === null || costCents === 0) reading.wrong(line, `« ${value.get('cost')} » n’est pas un coût en euros.`);
    // A wrong cost is said once; the ballots for that project are not wrong too.
    if (id !== '') projects.set(id, { id, name: value.get('name') || id, costCents: costCents ?? 0 });
    // 1 is elected by the rule; 2 and 3 mark projects that were taken for another reason, told in a comment.
    if (value.get('selected') === '1') selected.push(id);
  }
  return { projects: [...projects.values()], selected: table.header.cells.some((cell) => cell.toLowerCase() === 'selected') ? selected : null };
}

const list = (text: string): string[] => (text === '' || text.toLowerCase() === 'none' ? [] : text.split(',').map((part) => part.trim()));

function readBallots(table: Table, voteType: VoteType, known: ReadonlySet<string>, reading: Reading): Ballot[] {
  const ballots = new Map<string, Ballot>();
  for (const { line, value } of records(table, ['voter_id', 'vote', ...voteType === 'cumulative' ? ['points'] : []], reading)) {
    const id = value.get('voter_id') ?? '';
    const choices = list(value.get('vote') ?? '');
    const given = voteType === 'cumulative' ? list(value.get('points') ?? '') : choices.map(() => '1');
    const points = new Map<string, number>();
    if (id === '') reading.wrong(line, 'Le bulletin n’a pas d’identifiant.');
    else if (ballots.has(id)) reading.wrong(line, `Le bulletin « ${id} » figure deux fois.`);
    if (given.length !== choices.length) reading.wrong(line, `Le bulletin compte ${choices.length} projets et ${given.length} nombres de points.`);
    choices.forEach((projectId, at) => {
      const text = given[at] ?? '0';
      if (!known.has(projectId)) reading.wrong(line, `Le projet « ${projectId} » n’est pas dans la liste des projets.`);
      else if (points.has(projectId)) reading.wrong(line, `Le bulletin cite deux fois le projet « ${projectId} ».`);
      else if (!/^\d{1,7}$/.test(text)) reading.wrong(line, `« ${text} » n’est pas un nombre entier de points.`);
      else if (Number(text) > 0) points.set(projectId, Number(text));
    });
    ballots.set(id, { id, points });
  }
  return [...ballots.values()];
}

/** The file's own counts: a file cut short must not pass for a whole one. */
function checkCounts(meta: ReadonlyMap<string, string>, projects: number, ballots: number, reading: Reading): void {
  const counts = [['num_projects', projects, 'projets'], ['num_votes', ballots, 'bulletins']] as const;
  for (const [key, found, what] of counts) {
    const said = meta.get(key);
    if (said !== undefined && said !== String(found)) reading.wrong(null, `Le fichier annonce ${said} ${what} (« ${key} ») et en contient ${found}.`);
  }
}

function ruleOf(meta: ReadonlyMap<string, string>): Rule | null {
  const rule = meta.get('rule') ?? '';
  if (/^equalshares(?:\/|$)/.test(rule)) return 'equal-shares';
  return rule === 'greedy' ? 'greedy' : null;
}

/** @throws {PabulibError} with every line that is wrong (the first fifty). */
export function readPabulib(text: string): PabulibFile {
  const reading = new Reading();
  const all = rows(text, reading);
  reading.stopIfWrong();
  const found = tables(all, reading);
  reading.stopIfWrong();
  const [metaTable, projectTable, voteTable] = sections.map((section) => found.get(section) as Table) as [Table, Table, Table];
  const { meta, budgetCents, voteType } = readMeta(metaTable, reading);
  const { projects, selected } = readProjects(projectTable, reading);
  // Without a type or a list of projects every ballot would look wrong.
  reading.stopIfWrong();
  const ballots = readBallots(voteTable, voteType, new Set(projects.map(({ id }) => id)), reading);
  reading.stopIfWrong();
  checkCounts(meta, projects.length, ballots.length, reading);
  const election: Election = { budgetCents, voteType, seed: meta.get('seed') ?? '', projects, ballots };
  for (const reason of electionProblems(election)) reading.wrong(null, reason);
  reading.stopIfWrong();
  return { election, meta, rule: ruleOf(meta), selected };
}
