// The programs that measurements need beside PostgreSQL, installed through apt where that is possible.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { aptIsUsable, installWithApt } from '../../../server/launch/apt.ts';
import { answerOf } from '../../../server/launch/child.ts';

async function find(program: string, packageName: string, title: string, folders: readonly string[] = []): Promise<string | undefined> {
  const look = () => folders.map((folder) => join(folder, program)).find((path) => existsSync(path)) ?? answerOf('which', [program]);
  const before = look();
  if (before || !aptIsUsable()) return before;
  await installWithApt(title, (names) => (names(new RegExp(`^${packageName}$`)).length > 0 ? [packageName] : undefined)).catch((error: Error) => { process.stdout.write(`  ${error.message}\n`); });
  return look();
}

export const findWrk = (): Promise<string | undefined> => find('wrk', 'wrk', 'wrk (générateur de charge)');
export const findMapServer = (): Promise<string | undefined> => find('mapserv', 'cgi-mapserver', 'MapServer', ['/usr/bin', '/usr/lib/cgi-bin', '/usr/libexec']);
export const findSpawnFcgi = (): Promise<string | undefined> => find('spawn-fcgi', 'spawn-fcgi', 'spawn-fcgi');
/** Comes with PostgreSQL's own packages on Debian (postgresql-N), beside the server or in PATH. */
export const findPgbench = (bin: string): string | undefined => (existsSync(join(bin, 'pgbench')) ? join(bin, 'pgbench') : answerOf('which', ['pgbench']));
