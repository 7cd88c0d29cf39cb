// One holder at a time of a folder's lock file, whatever was killed before: a lock whose process is gone is void.
import { execFileSync } from 'node:child_process';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/**
 * @typedef {{ pid: number, started: string }} ProcessMark Identifies a process even after its number is given to another.
 * @typedef {ProcessMark & { command: string, detail?: string }} Holder
 */

/**
 * When the process began, in whatever form the system gives; undefined when there is no such process.
 * @param {number} pid
 * @returns {string | undefined}
 */
export function processStart(pid) {
  if (process.platform === 'linux') {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      // The second field is the name in brackets, which may hold spaces and brackets; the state follows it.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return fields[0] === 'Z' ? undefined : fields[19];
    } catch {
      return undefined;
    }
  }
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim() || undefined;
  } catch {
    return undefined;
  }
}

/** @param {number} pid @returns {ProcessMark} */
export function markOf(pid) {
  return { pid, started: processStart(pid) ?? '' };
}

/** @param {ProcessMark | undefined} mark */
export function isAlive(mark) {
  return mark !== undefined && mark.started !== '' && processStart(mark.pid) === mark.started;
}

/**
 * @template Value
 * @param {string} file
 * @returns {Value | undefined}
 */
export function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * @param {string} file
 * @returns {Holder | undefined} The living holder.
 */
export function holderOf(file) {
  const holder = /** @type {Holder | undefined} */ (readJson(file));
  return isAlive(holder) ? holder : undefined;
}

/**
 * Takes the lock, or says who holds it. Atomic: the file appears whole (link), and a void one is moved away before it
 * is replaced, so that of two who find it void only one wins.
 * @param {string} file
 * @param {{ command: string, detail?: string }} what
 * @returns {{ release: () => void } | { holder: Holder }}
 */
export function tryLock(file, what) {
  mkdirSync(dirname(file), { recursive: true });
  const mine = JSON.stringify({ ...markOf(process.pid), ...what });
  const draft = `${file}.${process.pid}`;
  try {
    for (;;) {
      writeFileSync(draft, mine, { mode: 0o600 });
      try {
        linkSync(draft, file);
        return {
          release() {
            if (readJson(file)?.pid === process.pid) rmSync(file, { force: true });
          },
        };
      } catch (error) {
        if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
      }
      const holder = holderOf(file);
      if (holder) return { holder };
      const aside = `${file}.${process.pid}.void`;
      try {
        renameSync(file, aside);
        // Between the look and the move another may have taken it: then it goes back.
        if (holderOf(aside)) {
          linkSync(aside, file);
        }
      } catch (error) {
        const { code } = /** @type {NodeJS.ErrnoException} */ (error);
        if (code !== 'ENOENT' && code !== 'EEXIST') throw error;
      } finally {
        rmSync(aside, { force: true });
      }
    }
  } finally {
    rmSync(draft, { force: true });
  }
}

/**
 * Waits for the lock as long as its holder lives.
 * @param {string} file
 * @param {{ command: string }} what
 * @param {(holder: Holder) => void} onWait
 */
export async function waitForLock(file, what, onWait) {
  let told = false;
  for (;;) {
    const answer = tryLock(file, what);
    if ('release' in answer) return answer;
    if (!told) onWait(answer.holder);
    told = true;
    await pause(300);
  }
}
