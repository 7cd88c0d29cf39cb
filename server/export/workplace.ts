// A folder of one's own for a file in the making: gone afterwards whatever happens, and what a killed process left is swept by the next.
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const prefix = 'karter-export-';

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as { code?: string }).code === 'EPERM';
  }
}

const swept = new Map<string, Promise<void>>();

async function sweep(folder: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const pid = Number(new RegExp(`^${prefix}(\\d+)-`).exec(name)?.[1]);
    if (pid && !isAlive(pid)) await rm(join(folder, name), { recursive: true, force: true }).catch(() => {});
  }
}

export async function workplace(folder = tmpdir()): Promise<{ path: string; remove: () => Promise<void> }> {
  if (!swept.has(folder)) swept.set(folder, sweep(folder));
  await swept.get(folder);
  const path = await mkdtemp(join(folder, `${prefix}${process.pid}-`));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}
