// Runs one step of an import in a process of its own, a few at a time.
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Database, Pool } from '../db.ts';
import { log } from '../log.ts';
import { settings } from '../settings.ts';
import { forget } from './store.ts';

const script = fileURLToPath(new URL('../../geodata/load/import-process.ts', import.meta.url));
/** Of this server process: reading and comparing keep a core busy. */
const atOnce = 2;
let running = 0;

export const isBusy = (): boolean => running >= atOnce;

/** A file that is on the map is of no more use here. */
async function forgetWritten(imported: number, app: Pool): Promise<void> {
  const { rows: [row] } = await app.query<{ file_path: string | null }>("select file_path from karter.imports where id = $1 and state = 'ecrit'", [imported]);
  if (!row?.file_path) return;
  await forget(row.file_path);
  await app.query('update karter.imports set file_path = null where id = $1', [imported]);
}

/** Returns at once: how it goes is in the import's record. */
export function runStep(imported: number, { url, app }: Database): void {
  running += 1;
  const child = fork(script, [String(imported)], {
    env: { ...process.env, DATABASE_URL: url, KARTER_CITY: settings.city }, execArgv: ['--disable-warning=ExperimentalWarning', '--max-old-space-size=256', '--max-semi-space-size=2'], stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  child.on('message', ({ error }: { error?: string }) => { if (error) log.error({ import: imported, error }, 'import'); });
  child.once('error', (error) => { log.error({ import: imported, error: error.message }, 'import'); });
  child.once('close', (code, killed) => {
    running -= 1;
    if (code === 0) return void forgetWritten(imported, app).catch(() => {});
    log.error({ import: imported, code, killed }, 'import');
    const words = 'L’import s’est interrompu ; la couche est comme avant. Recommencez.';
    app.query("update karter.imports set state = 'echec', failure = $2, updated_at = now() where id = $1 and state in ('lecture', 'ecriture')", [imported, words]).catch(() => {});
  });
}
