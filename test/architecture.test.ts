// The rules of the house that no single file can show: who may import whom, three files a layer, no drawer for odds and ends.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, extname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { layerIds } from '../geodata/layers.ts';

const root = resolve(import.meta.dirname, '..');
const rooms = ['geodata', 'sql', 'server', 'client', 'test'];
const ignored = new Set(['node_modules', '.local', 'dist', '.git']);

function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (ignored.has(entry.name)) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesIn(path) : [path];
  });
}

const files = rooms.flatMap((room) => filesIn(join(root, room))).map((path) => relative(root, path));
const sources = files.filter((path) => ['.ts', '.js', '.mjs', '.svelte'].includes(extname(path)));

interface Import { from: string; target: string; typeOnly: boolean }

/** Every import, export-from and import() of a file; our own targets as paths from the top, packages as written. */
function importsOf(path: string): Import[] {
  const text = readFileSync(join(root, path), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
  const patterns = [/^\s*(?:import|export)\b([^'";]*?)\bfrom\s*['"]([^'"]+)['"]/gm, /^\s*(import)\s*['"]([^'"]+)['"]/gm, /\b(import)\(\s*['"]([^'"]+)['"]/g];
  return patterns.flatMap((pattern) => [...text.matchAll(pattern)]).map(([, clause = '', target = '']) => ({
    from: path,
    target: target.startsWith('.') ? relative(root, resolve(root, dirname(path), target.replace(/\?.*$/, ''))) : target,
    typeOnly: /^\s*type\b/.test(clause),
  }));
}

const imports = sources.flatMap(importsOf);
const inRoom = (path: string, room: string): boolean => path.startsWith(`${room}/`);

/** Imports that break a rule, as lines that name both ends. */
function breaches(from: (path: string) => boolean, forbidden: (one: Import) => boolean): string[] {
  return imports.filter((one) => from(one.from) && forbidden(one)).map((one) => `${one.from} → ${one.target}`);
}

const isPackage = (target: string, name: string): boolean => target === name || target.startsWith(`${name}/`);

describe('the rooms', () => {
  it('are all read by this test', () => {
    for (const room of ['geodata', 'server', 'test']) expect(sources.some((path) => inRoom(path, room)), room).toBe(true);
    expect(imports.length).toBeGreaterThan(50);
  });

  it('geodata/ imports nothing of ours but itself, and no Node (its loaders live apart)', () => {
    // A city's folder may hold the script that made its data; it is no vocabulary.
    const vocabulary = (path: string): boolean => inRoom(path, 'geodata') && !inRoom(path, 'geodata/load') && !/^geodata\/[^/]+\/generate\//.test(path);
    expect(breaches(vocabulary, ({ target }) => ['server', 'client', 'test', 'geodata/load'].some((room) => inRoom(target, room)) || target.startsWith('node:'))).toEqual([]);
  });

  it('geodata/load/ takes from the server its door to the database, and nothing else', () => {
    expect(breaches((path) => inRoom(path, 'geodata/load'), ({ target }) => inRoom(target, 'client') || inRoom(target, 'test') || (inRoom(target, 'server') && target !== 'server/db.ts'))).toEqual([]);
  });

  it('client/ and server/ never meet', () => {
    expect(breaches((path) => inRoom(path, 'client'), ({ target }) => inRoom(target, 'server') || inRoom(target, 'geodata/load') || target.startsWith('node:'))).toEqual([]);
    expect(breaches((path) => inRoom(path, 'server'), ({ target }) => inRoom(target, 'client'))).toEqual([]);
  });

  it('only the launcher loads the city; the rest of the server reads its settings at most', () => {
    const serving = (path: string): boolean => inRoom(path, 'server') && !inRoom(path, 'server/launch');
    expect(breaches(serving, ({ target }) => ['geodata/load/load-city.ts', 'geodata/load/cli.ts'].includes(target) || inRoom(target, 'server/launch'))).toEqual([]);
  });

  it('no room imports the tests', () => {
    expect(breaches((path) => !inRoom(path, 'test'), ({ target }) => inRoom(target, 'test'))).toEqual([]);
  });

  it('the face is built in one direction: ui ← panels ← pages', () => {
    expect(breaches((path) => inRoom(path, 'client/ui'), ({ target }) => ['client/panels', 'client/pages'].some((room) => inRoom(target, room)))).toEqual([]);
    expect(breaches((path) => inRoom(path, 'client/panels'), ({ target }) => inRoom(target, 'client/pages'))).toEqual([]);
  });
});

describe('foreign libraries', () => {
  const outside = (allowed: (path: string) => boolean) => (path: string): boolean => !inRoom(path, 'test') && !allowed(path);

  it('MapLibre’s values come in only in client/map/', () => {
    expect(breaches(outside((path) => inRoom(path, 'client/map')), ({ target, typeOnly }) => isPackage(target, 'maplibre-gl') && !typeOnly)).toEqual([]);
  });

  it('deck.gl comes in only in client/map/deck*', () => {
    expect(breaches(outside((path) => /^client\/map\/deck/.test(path)), ({ target, typeOnly }) => target.startsWith('@deck.gl/') && !typeOnly)).toEqual([]);
  });

  it('pg comes in only in server/db.ts', () => {
    expect(breaches(outside((path) => path === 'server/db.ts'), ({ target, typeOnly }) => isPackage(target, 'pg') && !typeOnly)).toEqual([]);
  });
});

describe('a layer is one word', () => {
  it.each([...layerIds])('%s: what it is, where it comes from, how it looks', (layer) => {
    const found = files.filter((path) => basename(dirname(path)) === 'layers' && !inRoom(path, 'test') && basename(path, extname(path)) === layer);
    expect(found.toSorted()).toEqual([`client/layers/${layer}.ts`, `geodata/layers/${layer}.ts`, `sql/layers/${layer}.sql`]);
  });

  it('nothing else lies in the folders of layers but an index', () => {
    const strays = files.filter((path) => /^(geodata|sql|client)\/layers\//.test(path) && basename(path) !== 'index.ts' && !(layerIds as readonly string[]).includes(basename(path, extname(path))));
    expect(strays).toEqual([]);
  });
});

describe('names and sizes', () => {
  it('there is no drawer for odds and ends', () => {
    const drawers = files.filter((path) => !inRoom(path, 'test') && path.split('/').some((part) => /^(utils?|common|helpers?|misc|manager|shared)(\.|$)/i.test(part)));
    expect(drawers).toEqual([]);
  });

  it('files are kebab-case nouns, components PascalCase, layers by their id', () => {
    const odd = sources.filter((path) => !/\/layers\//.test(path) && !(extname(path) === '.svelte' ? /^[A-Z][A-Za-z0-9]*\.svelte$/ : /^[a-z0-9]+(-[a-z0-9]+)*(\.(test|long|svelte|d))?\.(ts|js|mjs)$/).test(basename(path)));
    expect(odd).toEqual([]);
  });

  it('no module is too long to read at a glance', () => {
    const long = sources.filter((path) => !inRoom(path, 'test')).map((path) => ({ path, lines: readFileSync(join(root, path), 'utf8').split('\n').length }))
      .filter(({ path, lines }) => lines > (extname(path) === '.svelte' ? 200 : 350));
    expect(long).toEqual([]);
  });
});
