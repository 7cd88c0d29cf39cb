// ogr2ogr (GDAL) as a writer, called with a list of arguments and an end that can be called for.
import { spawn } from 'node:child_process';

/** What it is given to know of its surroundings: where programs are, where to work, and the day, so that the same data is the same file. */
const surroundings = (folder: string, day: string): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH, LANG: 'C.UTF-8', HOME: folder, TMPDIR: folder, CPL_TMPDIR: folder, OGR_CURRENT_DATE: `${day}T00:00:00.000Z`, CPL_LOG_ERRORS: 'ON', OGR_CSV_MAX_LINE_SIZE: '1000000000', GDAL_PAM_ENABLED: 'NO',
});

export class OgrFailure extends Error {}

/** Raises OgrFailure with what it said last, AbortError when called off. */
export async function ogr2ogr(args: readonly string[], { folder, day, signal }: { folder: string; day: string; signal: AbortSignal }): Promise<void> {
  const child = spawn('ogr2ogr', args, { cwd: folder, env: surroundings(folder, day), stdio: ['ignore', 'ignore', 'pipe'], signal, killSignal: 'SIGKILL' });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => { said = (said + text).slice(-4000); });
  await new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    // After the last of its output and its end: nothing writes into the folder any more.
    child.once('close', (code) => { if (code === 0) resolve(); else reject(signal.aborted ? signal.reason as Error : new OgrFailure(said.trim() || `ogr2ogr : ${code}`)); });
  });
}
