// Which files of the built client a page names; none when the client was not built, and then the page stands alone.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { clientFolder } from '../assets.ts';

export interface PageAssets {
  /** The style sheet itself: in the page it is there for the first paint, which a file of its own keeps waiting. */
  style: string;
  /** Its files, which what is loaded later would else ask for again. */
  styles: readonly string[];
  modules: readonly string[];
  preloads: readonly string[];
  fonts: readonly string[];
}

const none: PageAssets = { style: '', styles: [], modules: [], preloads: [], fonts: [] };

/** What the Content-Security-Policy knows a style sheet in the page by. */
export function styleHash({ style }: PageAssets): string | null {
  return style === '' ? null : `'sha256-${createHash('sha256').update(style).digest('base64')}'`;
}

interface Chunk { file: string; isEntry?: boolean; css?: string[]; imports?: string[]; assets?: string[] }

/** Reads Vite's manifest. */
export function readAssets(folder: string = clientFolder): PageAssets {
  const path = join(folder, '.vite', 'manifest.json');
  if (!existsSync(path)) return none;
  const manifest = JSON.parse(readFileSync(path, 'utf8')) as Record<string, Chunk>;
  const entry = Object.values(manifest).find((chunk) => chunk.isEntry);
  if (!entry) return none;
  const reached = new Set<Chunk>();
  const reach = (chunk: Chunk | undefined): void => {
    if (!chunk || reached.has(chunk)) return;
    reached.add(chunk);
    chunk.imports?.forEach((name) => reach(manifest[name]));
  };
  reach(entry);
  const url = (file: string) => `/assets/${file}`;
  const chunks = [...reached];
  const files = [...chunks.flatMap((chunk) => chunk.assets ?? []), ...Object.values(manifest).map((chunk) => chunk.file)];
  const styles = [...new Set(chunks.flatMap((chunk) => chunk.css ?? []))];
  return {
    styles: styles.map(url),
    style: styles.map((file) => readFileSync(join(folder, file), 'utf8').trim()).join('\n'),
    modules: [url(entry.file)],
    preloads: chunks.filter((chunk) => chunk !== entry).map((chunk) => url(chunk.file)),
    // The letters of French are all in the Latin part of the face.
    fonts: [...new Set(files)].filter((file) => /latin-wght-normal.*\.woff2$/.test(file) && !file.includes('latin-ext')).map(url),
  };
}
