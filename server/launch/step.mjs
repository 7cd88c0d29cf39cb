// What a person sees of the long commands: one line a step, with its duration, and a refusal in one sentence.

/** A failure that is understood: its message is one French sentence that says what to do. */
export class Refusal extends Error {}

/** @param {number} milliseconds */
export function duration(milliseconds) {
  const seconds = milliseconds / 1000;
  if (seconds < 60) return `${seconds.toLocaleString('fr-FR', { minimumFractionDigits: 1, maximumFractionDigits: 1 })} s`;
  return `${Math.floor(seconds / 60)} min ${String(Math.floor(seconds % 60)).padStart(2, '0')} s`;
}

/** @param {string} line */
export function say(line) {
  process.stdout.write(`${line}\n`);
}

/** @param {string} line */
export function complain(line) {
  process.stderr.write(`${line}\n`);
}

const width = 66;
const clearLine = '\r\u001b[K';

/**
 * Runs one step and prints it. On a terminal the line counts the seconds; elsewhere (a log) a long step says every
 * ten seconds that it goes on.
 * @template Result
 * @param {string} title
 * @param {(progress: (line: string) => void, note: (text: string) => void) => Promise<Result> | Result} work
 * @returns {Promise<Result>}
 */
export async function step(title, work) {
  const started = performance.now();
  const terminal = process.stdout.isTTY;
  let latest = '';
  let noted = '';
  const columns = () => Math.max(40, (process.stdout.columns ?? 80) - 1);
  const draw = () => {
    const line = `  ${title} … ${duration(performance.now() - started)}${latest && ` · ${latest}`}`;
    process.stdout.write(`${clearLine}${line.slice(0, columns())}`);
  };
  const timer = terminal
    ? setInterval(draw, 200)
    : setInterval(() => say(`  ${title} … ${duration(performance.now() - started)}${latest && ` · ${latest}`}`), 10_000);
  try {
    const result = await work((line) => { latest = line; }, (text) => { noted = text; });
    const label = `${title}${noted && ` (${noted})`} `;
    say(`${terminal ? clearLine : ''}  ${label.padEnd(width, '.')} ${duration(performance.now() - started)}`);
    return result;
  } catch (error) {
    say(`${terminal ? clearLine : ''}  ${`${title} `.padEnd(width, '.')} échec`);
    throw error;
  } finally {
    clearInterval(timer);
  }
}
