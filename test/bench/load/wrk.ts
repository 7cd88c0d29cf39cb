// wrk for what is asked thousands of times a second.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../../server/launch/child.ts';

export interface Rate { rate: number; p95: number }

/** Asks the paths in turn for some seconds. Raises when an answer was no 2xx. */
export async function wrk(program: string, address: string, paths: readonly string[], { connections = 16, seconds = 4, gzip = true } = {}): Promise<Rate> {
  const folder = mkdtempSync(join(tmpdir(), 'karter-wrk-'));
  try {
    const script = join(folder, 'paths.lua');
    const list = paths.map((path) => `wrk.format("GET", ${JSON.stringify(path)})`).join(',\n');
    writeFileSync(script, `${gzip ? 'wrk.headers["Accept-Encoding"] = "gzip"\n' : ''}local list
local next = 0
function init() list = {${list}} end
function request() next = next % #list + 1; return list[next] end
function done(summary, latency)
  io.write(string.format("RESULT %f %f %d\\n", summary.requests / summary.duration * 1e6, latency:percentile(95) / 1000, summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout))
end
`);
    const output = await run(program, ['-t1', `-c${connections}`, `-d${seconds}s`, '-s', script, address], { keepAll: true });
    const [rate, p95, errors] = /RESULT (\S+) (\S+) (\S+)/.exec(output)!.slice(1).map(Number) as [number, number, number];
    if (errors > 0) throw new Error(`${address}${paths[0]} : ${errors} réponses en erreur`);
    return { rate, p95 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
