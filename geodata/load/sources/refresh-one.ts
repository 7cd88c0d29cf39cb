// One source: fetched when it changed, checked to be what was declared, imported whole or not at all.
import { rm } from 'node:fs/promises';
import type { City } from '../../city.ts';
import type { Outcome, Source } from '../../sources.ts';
import { FetchProblem, type FetchRules } from '../fetch/fetch-rules.ts';
import { safeFetch } from '../fetch/safe-fetch.ts';
import { UnreadableFile } from '../row.ts';
import type { ImportReport } from '../pipeline.ts';
import type { RunImport } from './importing.ts';
import { fileName, type Shelf } from './kept.ts';
import { Unfit, verify } from './verify.ts';

/** What is known of a source's last good version. */
export interface Known { good_hash: string | null; good_etag: string | null; good_modified: string | null; good_file: string | null; good_features: number | null; accepted_hash: string | null }

export interface Ways {
  databaseUrl: string;
  city: City;
  rules: FetchRules;
  shelf: Shelf;
  runImport: RunImport;
  signal: AbortSignal;
  /** Import again though nothing changed. */
  force: boolean;
  /** Import the last good version again, and fetch nothing. */
  kept: boolean;
  /** Import though there is much less than there was. */
  accept: boolean;
  dryRun: boolean;
  onStage: (stage: 'recherche' | 'verification' | 'import') => Promise<void>;
}

/** What an import came to; `features` without those of other places. */
export type Counted = Pick<ImportReport, 'features' | 'new' | 'changed' | 'unchanged' | 'gone' | 'retired' | 'likely'>;

export interface End {
  outcome: Outcome;
  /** For everyone: names no values of the file. */
  reason?: string;
  detail?: unknown;
  bytes?: number;
  hash?: string;
  etag?: string | null;
  modified?: string | null;
  file?: string;
  counts?: Counted;
}

interface Obtained { path: string; hash: string; bytes?: number; etag: string | null; modified: string | null; name: string; fresh: boolean }

const count = (number: number, one: string, many: string) => `${number.toLocaleString('fr')} ${number < 2 ? one : many}`;

/** The file to import; null when what stands is what the source still gives. */
async function obtain(source: Source, known: Known, { rules, shelf, signal, force, kept }: Ways): Promise<Obtained | null> {
  const place = await shelf.clear();
  const here = force || kept ? await shelf.holds(known.good_file, known.good_hash) : null;
  const again: Obtained | null = here ? { path: here, hash: known.good_hash!, etag: known.good_etag, modified: known.good_modified, name: known.good_file!, fresh: false } : null;
  if (kept) {
    if (!again) throw new Unfit('La dernière bonne version n’est pas gardée sur cette machine : relancez sans --kept.');
    return again;
  }
  // What is not at hand to be imported again is asked for whole.
  const conditional = known.good_hash && (!force || again);
  const answer = await safeFetch({ url: source.url, path: place, signal, ...(conditional ? { etag: known.good_etag, modified: known.good_modified } : {}) },
    { ...rules, mostBytes: Math.max(rules.mostBytes, (source.megabytes ?? 0) * 1024 * 1024) });
  if (answer.state === 'unchanged') return again;
  return { ...answer, fresh: true };
}

const dayOf = (modified: string | null) => {
  const moment = modified ? new Date(modified) : new Date();
  return (Number.isNaN(moment.getTime()) ? new Date() : moment).toISOString().slice(0, 10);
};

/** Why what arrived is held: there is much less of it than there was, or much of what there was is no longer in it. */
function judge(source: Source, known: Known): (report: ImportReport) => string | null {
  const before = known.good_features ?? 0;
  const least = Math.ceil(before * source.least);
  return ({ features, skipped, gone }) => {
    const wait = 'il attend l’accord d’un administrateur, et la dernière bonne version reste en place.';
    if (features - skipped < least) return `Le fichier reçu compte ${count(features - skipped, 'entité', 'entités')} au lieu de ${before.toLocaleString('fr')} : ${wait}`;
    if (source.complete && gone > before - least) return `${count(gone, 'entité connue n’est plus', 'entités connues ne sont plus')} dans le fichier reçu, sur ${before.toLocaleString('fr')} : ${wait}`;
    return null;
  };
}

async function importing(source: Source, known: Known, { path, hash, modified, name }: Obtained, ways: Ways): Promise<End> {
  const accepted = ways.accept || known.good_features === null || hash === known.accepted_hash;
  const { report, held } = await ways.runImport(ways.databaseUrl, ways.city, {
    layer: source.layer, path, name, profile: source.profile, source: source.source, licence: source.licence, vintage: dayOf(modified), complete: source.complete, signal: ways.signal, dryRun: ways.dryRun,
    judge: accepted ? () => null : judge(source, known),
  });
  const { features, skipped, new: added, changed, unchanged, gone, retired, likely, refused, rejected } = report;
  const counts: Counted = { features: features - skipped, new: added, changed, unchanged, gone, retired, likely };
  if (refused > 0) return { outcome: 'echec', reason: `${count(refused, 'entité refusée', 'entités refusées')} sur ${features.toLocaleString('fr')} : rien n’a été écrit.`, detail: rejected.slice(0, 100), counts };
  return held === null ? { outcome: 'importee', counts } : { outcome: 'retenue', reason: held, counts };
}

/** Words for what was foreseen; null for what was not. */
function foreseen(error: unknown, path: string, name: string): string | null {
  if (error instanceof FetchProblem || error instanceof Unfit) return error.message;
  if (error instanceof UnreadableFile) return error.message.replaceAll(path, name);
  if ((error as NodeJS.ErrnoException).code === 'ENOSPC') return 'Le disque est plein : le fichier n’a pas pu être gardé.';
  return null;
}

/** Refreshes a source. Raises what nobody foresaw, and the signal's reason when called off; all else is how it ended. */
export async function refreshOne(source: Source, known: Known, ways: Ways): Promise<End> {
  let obtained: Obtained | null = null;
  try {
    await ways.onStage('recherche');
    obtained = await obtain(source, known, ways);
    if (!obtained) return { outcome: 'inchangee' };
    const { hash, bytes, etag, modified, fresh } = obtained;
    const arrived = { hash, etag, modified, ...(bytes === undefined ? {} : { bytes }) };
    if (fresh && hash === known.good_hash && !ways.force) return { outcome: 'inchangee', ...arrived };
    await ways.onStage('verification');
    await verify(obtained.path, source);
    obtained.name = fileName(obtained.name, source);
    await ways.onStage('import');
    const end = { ...arrived, ...await importing(source, known, obtained, ways) };
    if (end.outcome !== 'importee' || ways.dryRun) return end;
    return { ...end, file: fresh ? await ways.shelf.keep(obtained.path, hash, obtained.name) : known.good_file! };
  } catch (error) {
    if (ways.signal.aborted) throw ways.signal.reason;
    const reason = foreseen(error, obtained?.path ?? '', obtained?.name ?? '');
    if (reason === null) throw error;
    return { outcome: 'echec', reason, ...(obtained ? { hash: obtained.hash, ...(obtained.bytes === undefined ? {} : { bytes: obtained.bytes }) } : {}) };
  } finally {
    if (obtained?.fresh) await rm(obtained.path, { force: true });
  }
}
