// Finds the machine's PostgreSQL with the extensions Karter needs, or says (on Debian and Ubuntu: does) what is missing.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { answerOf } from './child.ts';
import { aptIsUsable, installWithApt } from './apt.ts';
import { Refusal } from './step.mjs';

/** Oldest versions that Karter is tried on. The last three ship with PostgreSQL itself. */
export const wanted = { postgresql: '15', postgis: '3.3', pgrouting: '3.4', pg_trgm: '1.6', unaccent: '1.1', fuzzystrmatch: '1.1' } as const;
export const extensions = ['postgis', 'pgrouting', 'pg_trgm', 'unaccent', 'fuzzystrmatch'] as const;
export type Extension = (typeof extensions)[number];

export interface Postgres {
  /** Folder of initdb, postgres, pg_dump. */
  bin: string;
  major: number;
  version: string;
  /** Version of each extension whose files are there. */
  available: Partial<Record<Extension, string>>;
}

const parts = (version: string): number[] => version.split(/[^0-9]+/).filter(Boolean).map(Number);

/** Whether a dotted version is at least another: 3.10 comes after 3.4. */
export function atLeast(version: string, minimum: string): boolean {
  const [have, need] = [parts(version), parts(minimum)];
  for (const [index, wantedPart] of need.entries()) {
    const part = have[index] ?? 0;
    if (part !== wantedPart) return part > wantedPart;
  }
  return true;
}

function foldersUnder(parent: string, below: string): string[] {
  return existsSync(parent) ? readdirSync(parent).map((name) => join(parent, name, below)) : [];
}

/** Where PostgreSQL's programs may lie: Debian, Fedora and PGDG, Homebrew, Postgres.app, then PATH. */
function candidateFolders(): string[] {
  const brew = ['/opt/homebrew/opt', '/usr/local/opt'].flatMap((folder) => foldersUnder(folder, 'bin').filter((path) => path.includes('postgresql')));
  return [...new Set([
    ...foldersUnder('/usr/lib/postgresql', 'bin'),
    ...foldersUnder('/usr', 'bin').filter((path) => /\/pgsql-\d+\/bin$/.test(path)),
    ...brew,
    ...foldersUnder('/Applications/Postgres.app/Contents/Versions', 'bin'),
    ...(process.env.PATH ?? '').split(delimiter),
  ])].filter((folder) => folder !== '' && existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')));
}

function look(bin: string): Postgres | undefined {
  const version = /\(PostgreSQL\) (\d+(?:\.\d+)?)/.exec(answerOf(join(bin, 'postgres'), ['--version']) ?? '')?.[1];
  if (!version) return undefined;
  const share = answerOf(existsSync(join(bin, 'pg_config')) ? join(bin, 'pg_config') : 'pg_config', ['--sharedir']) ?? '/usr/share/pgsql';
  const available: Postgres['available'] = {};
  for (const extension of extensions) {
    const control = join(share, 'extension', `${extension}.control`);
    const found = existsSync(control) && /default_version\s*=\s*'([^']+)'/.exec(readFileSync(control, 'utf8'))?.[1];
    if (found) available[extension] = found;
  }
  return { bin, version, major: parts(version)[0] ?? 0, available };
}

/** What keeps an installation from being used, in French; empty when nothing does. */
export function shortcomings({ version, available }: Pick<Postgres, 'version' | 'available'>): string[] {
  const french = { postgis: 'PostGIS', pgrouting: 'pgRouting', pg_trgm: 'l’extension pg_trgm', unaccent: 'l’extension unaccent', fuzzystrmatch: 'l’extension fuzzystrmatch' };
  const lacks = extensions.flatMap((extension) => {
    const have = available[extension];
    if (have === undefined) return [`${french[extension]} manque`];
    return atLeast(have, wanted[extension]) ? [] : [`${french[extension]} ${have} est trop ancien (il faut ${wanted[extension]} ou plus récent)`];
  });
  return atLeast(version, wanted.postgresql) ? lacks : [`PostgreSQL ${version} est trop ancien (il faut ${wanted.postgresql} ou plus récent)`, ...lacks];
}

/** How to get the programs where Karter cannot install them itself. */
export function instructions(): string {
  return [
    '  Debian 12, Ubuntu 24.04 :  sudo apt-get update && sudo apt-get install postgresql-15-postgis-3 postgresql-15-pgrouting',
    '                             (Ubuntu 24.04 : 16 au lieu de 15 ; Ubuntu 22.04 : ajoutez d’abord le dépôt https://wiki.postgresql.org/wiki/Apt)',
    '  Fedora :                   sudo dnf install postgresql-server postgresql-contrib postgis pgrouting',
    '  macOS :                    brew install postgresql@17 postgis pgrouting',
    '  Docker :                   docker compose up --build',
    '  Base déjà installée :      DATABASE_URL=postgres://utilisateur:motdepasse@machine/base npm start',
  ].join('\n');
}

function find(major?: number): { usable?: Postgres; problems: string[] } {
  const all = candidateFolders().map(look).filter((one) => one !== undefined).filter((one) => major === undefined || one.major === major)
    .toSorted((one, other) => other.major - one.major);
  const usable = all.find((one) => shortcomings(one).length === 0);
  if (usable) return { usable, problems: [] };
  const newest = all[0];
  return { problems: newest ? shortcomings(newest) : [major === undefined ? 'PostgreSQL n’est pas installé' : `PostgreSQL ${major}, avec lequel la base de ce dossier a été créée, n’est plus installé`] };
}

/**
 * @param major The version an existing cluster was made with: its files open with no other.
 * @throws Refusal with the exact commands when nothing usable is there and apt cannot help.
 */
export async function findPostgres(major?: number): Promise<Postgres> {
  const before = find(major);
  if (before.usable) return before.usable;
  const refuse = (problems: string[]): never => {
    throw new Refusal(`${problems.join(', ')}. Installez ce qui manque, puis relancez :\n${instructions()}`);
  };
  if (!aptIsUsable()) return refuse(before.problems);
  await installWithApt('PostgreSQL, PostGIS et pgRouting', (names) => {
    // The newest major that has pgRouting packaged has PostGIS too, on Debian, Ubuntu and PGDG alike.
    const majors = names(/^postgresql-(\d+)-pgrouting$/).map((match) => Number(match[1]))
      .filter((one) => (major === undefined ? atLeast(String(one), wanted.postgresql) : one === major)).toSorted((one, other) => other - one);
    return majors[0] === undefined ? undefined : [`postgresql-${majors[0]}`, `postgresql-${majors[0]}-postgis-3`, `postgresql-${majors[0]}-pgrouting`];
  });
  const after = find(major);
  return after.usable ?? refuse(after.problems);
}
