// Which files of the built client a page names; none when the client was not built, and then the page stands alone.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { clientFolder } from '../assets.ts';

export interface PageAssets { styles: readonly string[]; modules: readonly string[]; preloads: readonly string[]; fonts: readonly string[] }

interface Chunk { file: string; isEntry?: boolean; css?: string[]; imports?: string[]; assets?: string[] }

/** Reads Vite's manifest. */
export function readAssets(folder: string = clientFolder): PageAssets {
  const path = join(folder, '.vite', 'manifest.json');
  if (!existsSync(path)) return { styles: [], modules: [], preloads: [], fonts: [] };
  const manifest = JSON.parse(readFileSync(path, 'utf8')) as Record<string, Chunk>;
  const entry = Object.values(manifest).find((chunk) => chunk.isEntry);
  if (!entry) return { styles: [], modules: [], preloads: [], fonts: [] };
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
  return {
    styles: [...new Set(chunks.flatMap((chunk) => chunk.css ?? []))].map(url),
    modules: [url(entry.file)],
    preloads: chunks.filter((chunk) => chunk !== entry).map((chunk) => url(chunk.file)),
    // The letters of French are all in the Latin part of the face.
    fonts: [...new Set(files)].filter((file) => /latin-wght-normal.*\.woff2$/.test(file) && !file.includes('latin-ext')).map(url),
  };
}
