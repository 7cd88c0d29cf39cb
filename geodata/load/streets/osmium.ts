// Runs osmium-tool: decodes any OpenStreetMap file and joins ways to the places of their nodes, in bounded memory. Always argument lists, never a shell.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { UnreadableFile } from '../row.ts';

export const osmiumIsThere = (): boolean => spawnSync('osmium', ['--version'], { stdio: 'ignore' }).status === 0;

/** What osmium calls the format, from the first bytes: the name of an upload proves nothing. Undefined: no OpenStreetMap file. */
export async function osmFormat(path: string): Promise<string | undefined> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4096), 0, 4096, 0);
    const bytes = buffer.subarray(0, bytesRead);
    const text = bytes.toString('latin1').replace(/^\u00ef\u00bb\u00bf/, '').trimStart();
    if (bytes.subarray(4, 32).includes('OSMHeader')) return 'pbf';
    if (/^(<\?xml[^>]*>\s*)?(<!--[\s\S]*?-->\s*)*(<!DOCTYPE[\s\S]*)?<osm[\s>]/.test(text)) return 'osm';
    if (bytes[0] === 0xff && bytes[1] === 0xe0) return 'o5m';
    // What is inside the compression, osmium finds out.
    if (bytes[0] === 0x1f && bytes[1] === 0x8b) return 'osm.gz';
    return bytes.subarray(0, 3).toString('latin1') === 'BZh' ? 'osm.bz2' : undefined;
  } finally {
    await file.close();
  }
}

export interface OsmiumRun { signal?: AbortSignal | undefined; input?: { args: readonly string[] } }

interface Ended { code: number | null; complaint: string; killed: boolean }

function start(args: readonly string[], stdin: 'ignore' | Readable, signal: AbortSignal | undefined): { child: ChildProcess; ended: Promise<Ended> } {
  signal?.throwIfAborted();
  const child = spawn('osmium', args, { stdio: [stdin, 'pipe', 'pipe'], ...(signal ? { signal } : {}) });
  let complaint = '';
  child.stderr!.on('data', (bytes: Buffer) => { complaint = (complaint + String(bytes)).slice(-2000); });
  const ended = new Promise<Ended>((resolve) => {
    child.once('error', (error) => { complaint ||= error.message; });
    child.once('close', (code, by) => { resolve({ code, complaint: complaint.trim(), killed: by !== null }); });
  });
  return { child, ended };
}

/** @throws UnreadableFile with osmium's own words, which name the place in the file; the signal's reason when called off. */
function judge({ code, complaint }: Ended, signal: AbortSignal | undefined): void {
  signal?.throwIfAborted();
  if (code === 0) return;
  const words = complaint.split('\n').findLast((line) => line.trim() !== '') ?? 'sans explication';
  if (/No space left/i.test(complaint)) throw Object.assign(new Error(words), { code: 'ENOSPC' });
  throw new UnreadableFile(`Le fichier OpenStreetMap est abîmé ou incomplet (osmium : ${words}). Rien n’a été écrit ; téléchargez-le à nouveau, puis relancez.`);
}

/** Runs to the end; returns what it printed, which is small. */
export async function osmium(args: readonly string[], signal?: AbortSignal): Promise<string> {
  const { child, ended } = start(args, 'ignore', signal);
  let printed = '';
  child.stdout!.on('data', (bytes: Buffer) => { printed += String(bytes); });
  judge(await ended, signal);
  return printed;
}

/** The lines it prints as they come, from what another run pipes into it; at most one chunk is in memory. */
export async function* osmiumLines(args: readonly string[], { input, signal }: OsmiumRun = {}): AsyncGenerator<string> {
  const before = input && start(input.args, 'ignore', signal);
  const { child, ended } = start(args, before?.child.stdout ?? 'ignore', signal);
  // The pipe belongs to the two programs: held open here, the second would never see its end.
  before?.child.stdout?.destroy();
  try {
    let partial = '';
    child.stdout!.setEncoding('utf8');
    for await (const chunk of child.stdout as AsyncIterable<string>) {
      const lines = (partial + chunk).split('\n');
      partial = lines.pop() ?? '';
      yield* lines;
    }
    if (partial) yield partial;
    if (before) judge(await before.ended, signal);
    judge(await ended, signal);
  } finally {
    child.kill();
    before?.child.kill();
  }
}
