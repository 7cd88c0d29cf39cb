// The import command as a person runs it: all or nothing, told feature by feature, the same file twice changes nothing.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { layerIds } from '../../../geodata/layers.ts';
import { geodata as command } from '../../../geodata/load/command.ts';
import { loadCity } from '../../../geodata/load/load-city.ts';
import { directClient } from '../../../server/db.ts';
import { createTestDatabase, type TestDatabase } from '../../database.ts';

const lilliput = join(import.meta.dirname, '..', '..', 'cities', 'lilliput');
const cli = join(import.meta.dirname, '..', '..', '..', 'geodata', 'load', 'cli.ts');
const folder = mkdtempSync(join(tmpdir(), 'karter-import-'));
let database: TestDatabase;
beforeAll(async () => { database = await createTestDatabase({ city: lilliput }); });
afterAll(async () => { await database?.drop(); rmSync(folder, { recursive: true, force: true }); });

interface Run { code: number | null; said: string; complained: string }

async function geodata(...args: string[]): Promise<Run> {
  const lines: Record<'said' | 'complained', string[]> = { said: [], complained: [] };
  const code = await command(args, { databaseUrl: database.url, city: lilliput, say: (line) => lines.said.push(line), complain: (line) => lines.complained.push(line) });
  return { code, said: lines.said.join('\n'), complained: lines.complained.join('\n') };
}

/** As a person runs it. */
function inAProcess(...args: string[]): Promise<Run> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', cli, ...args], { env: { ...process.env, DATABASE_URL: database.url, KARTER_CITY: lilliput } });
    let [said, complained] = ['', ''];
    child.stdout.on('data', (bytes: Buffer) => { said += String(bytes); });
    child.stderr.on('data', (bytes: Buffer) => { complained += String(bytes); });
    child.once('close', (code) => resolve({ code, said, complained }));
  });
}

async function ask<Row>(text: string, values: unknown[] = []): Promise<Row[]> {
  const client = directClient(database.url, 'karter_app');
  await client.connect();
  try {
    return (await client.query(text, values)).rows as Row[];
  } finally {
    await client.end();
  }
}

const provenance = { source: 'Registre', licence: 'Licence Ouverte 2.0', vintage: '2026-06-01' };
const at = (lon: number, lat: number) => ({ type: 'Point', coordinates: [lon, lat] });
const square = (west: number, south: number, east: number, north: number) => ({ type: 'Polygon', coordinates: [[[west, south], [east, south], [east, north], [west, north], [west, south]]] });
const feature = (geometry: object | null, properties: object) => ({ type: 'Feature', geometry, properties });
let written = 0;
function file(features: unknown[], more: object = {}): string {
  const path = join(folder, `${written += 1}.geojson`);
  writeFileSync(path, JSON.stringify({ type: 'FeatureCollection', ...more, features }));
  return path;
}
const garden = (id: string, more: object = {}, geometry: object | null = at(2.01, 46.81)) => feature(geometry, { ...provenance, source_id: id, kind: 'partage', name: `Jardin ${id}`, ...more });
const state = () => ask<object>('select id, name, demo, updated_at from gardens order by id');

describe('what is typed wrongly', () => {
  it.each([
    [['import', 'jardins', 'x.geojson'], /Aucune couche ne s’appelle « jardins ».*gardens/],
    [['import', 'gardens', '/nulle/part.geojson'], /n’existe pas/],
    [['import', 'gardens'], /Le fichier manque/],
    [['importer'], /Commande inconnue[^]*Emploi/],
    [['import', 'gardens', 'x', '--force'], /Option inconnue[^]*Emploi/],
  ] as const)('%j', async (args, sentence) => {
    const run = await geodata(...args);
    expect(run).toMatchObject({ code: 1, said: '' });
    expect(run.complained).toMatch(sentence);
    expect(run.complained).not.toMatch(/\n\s+at /);
  });

  it('ends the process with 1, and well with 0', async () => {
    expect(await inAProcess('import', 'jardins', 'x.geojson')).toMatchObject({ code: 1, said: '', complained: expect.stringMatching(/^Aucune couche/) });
    expect(await inAProcess('layers')).toMatchObject({ code: 0, complained: '' });
  });

  it('a file that is no GeoJSON', async () => {
    const path = join(folder, 'texte.geojson');
    writeFileSync(path, 'bonjour');
    expect((await geodata('import', 'gardens', path)).complained).toMatch(/ni un tableau ni un format de carte connu/);
    writeFileSync(path, '{"type":"Point"}');
    expect((await geodata('import', 'gardens', path)).complained).toMatch(/n’est pas une collection d’entités/);
    expect((await geodata('import', 'gardens', file([], { crs: { type: 'name', properties: { name: 'EPSG:9999' } } }))).complained).toMatch(/système de coordonnées/);
  });
});

it('lists the layers and what they expect', async () => {
  const { code, said } = await geodata('layers');
  expect(code).toBe(0);
  for (const id of layerIds) expect(said).toContain(`${id} : `);
  expect(said).toContain('kind (obligatoire)');
});

it('tells every refused feature with its reason, and writes nothing of the file', async () => {
  const before = await state();
  const bowtie = { type: 'Polygon', coordinates: [[[2, 46.8], [2.01, 46.81], [2.01, 46.8], [2, 46.81], [2, 46.8]]] };
  const refused: [unknown, RegExp][] = [
    [garden('bon'), /^$/],
    [garden('papillon', {}, bowtie), /géométrie invalide/],
    [garden('loin', {}, at(5, 46.81)), /hors du territoire/],
    [garden('code', { kind: 'potager' }), /\(kind\) : code inconnu « potager »/],
    [garden('bon'), /doublon/],
    [feature(at(2.01, 46.81), { ...provenance, kind: 'partage' }), /\(source_id\) : manque/],
    [feature(at(2.01, 46.81), { ...provenance, source_id: 'nature' }), /\(kind\) : manque$/],
    [garden('lettres', { plots: 'douze' }), /\(plots\) : un nombre entier/],
    [garden('jour', { opened_on: '2026-02-30' }), /\(opened_on\) : une date/],
    ['pas une entité', /n’est pas une Feature/],
    [garden('vide', {}, { type: 'Point', coordinates: [] }), /géométrie/],
    [garden('autre', {}, { type: 'Cube', coordinates: [2, 46.8] }), /géométrie illisible/],
    [garden('grand', { plots: 5_000_000_000 }), /plots/],
  ];
  const run = await geodata('import', 'gardens', file(refused.map(([candidate]) => candidate)));
  expect(run.code).toBe(1);
  expect(run.complained).toContain(`${refused.length - 1} entités refusées sur ${refused.length} : rien n’a été écrit`);
  for (const [index, [, reason]] of refused.entries()) {
    const line = run.complained.split('\n').find((text) => text.startsWith(`  entité ${index + 1} : `));
    if (index === 0) expect(line).toBeUndefined();
    else expect(line).toMatch(reason);
  }
  expect(await state()).toEqual(before);
});

it('tells which feature breaks a rule of the table', async () => {
  const before = await state();
  const { code, complained } = await geodata('import', 'gardens', file([garden('un'), garden('deux', { plots: -1 }), garden('trois', { opened_on: '2026-02-01', closed_on: '2026-01-01' }), garden('quatre')]));
  expect(code).toBe(1);
  expect(complained.match(/entité \d+/g)).toEqual(['entité 2', 'entité 3']);
  expect(complained).toContain('gardens_plots_check');
  expect(await state()).toEqual(before);
});

it('tells which unit has an observation that cannot be', async () => {
  const unit = (id: string, observations: unknown) => feature(at(2.01, 46.81), { ...provenance, source_id: id, observations });
  const { code, complained } = await geodata('import', 'premises', file([unit('bon', [{ observed_on: '2026-01-01', occupancy: 'vacant' }]), unit('mauvais', [{ observed_on: '2026-01-01', occupancy: 'hanté' }])]));
  expect({ code, indexes: complained.match(/entité \d+/g) }).toEqual({ code: 1, indexes: ['entité 2'] });
});

describe('official data', () => {
  it('is tried without a trace, then replaces the demonstration for good, and changes nothing the second time', async () => {
    const [before] = await ask<{ id: number }>("select id from gardens where source_id = 'geant'");
    const path = file([garden('a'), garden('b', { name: 'Jardin du Géant', plots: 4 }, at(2.035, 46.81))]);
    const dry = await geodata('import', 'gardens', path, '--dry-run');
    expect(dry).toMatchObject({ code: 0, said: expect.stringMatching(/2 entités lues : 2 nouvelles, 0 changée, 0 inchangée ; 1 de démonstration[^]*rien n’a été écrit/) });
    expect(await ask('select from gardens where demo')).toHaveLength(1);

    expect(await geodata('import', 'gardens', path)).toMatchObject({ code: 0, said: expect.stringMatching(/2 nouvelles/) });
    expect(await ask('select from gardens where demo')).toHaveLength(0);
    const [heir] = await ask<{ id: number }>("select id from gardens where source = 'Registre' and source_id = 'b'");
    expect(await ask('select successor from retired_features where id = $1', [before!.id])).toEqual([{ successor: heir!.id }]);

    const once = await state();
    expect(await geodata('import', 'gardens', path)).toMatchObject({ said: expect.stringMatching(/0 nouvelle, 0 changée, 2 inchangées ; 0 de/) });
    expect(await state()).toEqual(once);

    const corrected = file([garden('a', { plots: 7 }), garden('b', { name: 'Jardin du Géant', plots: 4 }, at(2.035, 46.81))]);
    expect(await geodata('import', 'gardens', corrected)).toMatchObject({ said: expect.stringMatching(/0 nouvelle, 1 changée, 1 inchangée/) });
    // The city's own folder is loaded at every start: what gave way stays away.
    await loadCity(database.url, lilliput);
    expect(await ask('select from gardens where demo')).toHaveLength(0);
  });

  it('takes source, licence and day from the command, names from the file’s own properties, and metres of Lambert-93', async () => {
    const [place] = await ask<{ x: number; y: number }>("select ST_X(geom) as x, ST_Y(geom) as y from (select ST_Transform(ST_SetSRID(ST_MakePoint(2.01, 46.82), 4326), 2154) as geom) place");
    const path = file([feature({ type: 'Point', coordinates: [place!.x, place!.y] }, { CODE: 7, NOM: 'Ressourcerie des Voyages', kind: 'ressourcerie' })], { crs: { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::2154' } } });
    expect(await geodata('import', 'ressourceries', path, '--source', 'Ville', '--licence', 'ODbL', '--vintage', '2026-05-01', '--name', 'NOM', '--id', 'CODE')).toMatchObject({ code: 0, complained: '' });
    expect(await ask('select name, source, source_id, licence, vintage, quartier, round(ST_X(ST_Transform(geom, 4326))::numeric, 5)::float as lon from ressourceries'))
      .toEqual([{ name: 'Ressourcerie des Voyages', source: 'Ville', source_id: '7', licence: 'ODbL', vintage: '2026-05-01', quartier: 'le-moulin', lon: 2.01 }]);
  });

  it('of the quartiers, without codes of ours: slugs from the names, successors, every feature placed anew', async () => {
    const former = await ask<{ id: number; slug: string }>('select id, slug from quartiers order by slug');
    expect(former).toHaveLength(3);
    const quartiers = file([
      feature(square(2, 46.8, 2.0225, 46.83), { NOM_QUARTIER: 'Le Moulin' }), feature(square(2.0225, 46.8, 2.045, 46.83), { NOM_QUARTIER: 'La Côte aux Œufs' }),
    ].map((one, index) => ({ ...one, id: `Q${index}` })));
    expect(await geodata('import', 'quartiers', quartiers, '--source', 'Ville', '--licence', 'ODbL', '--vintage', '2026-05-01', '--name', 'NOM_QUARTIER')).toMatchObject({ code: 0, said: expect.stringMatching(/2 nouvelles.*3 de démonstration ou approximatives retirées/) });
    const now = await ask<{ id: number; slug: string }>('select id, slug from quartiers order by slug');
    expect(now.map(({ slug }) => slug)).toEqual(['la-cote-aux-oeufs', 'le-moulin']);
    const successors = await ask<{ id: number; successor: number | null }>('select id, successor from retired_features where layer = $1 order by id', ['quartiers']);
    const heirOf = (slug: string) => successors.find(({ id }) => id === former.find((one) => one.slug === slug)!.id)!.successor;
    expect([heirOf('le-moulin'), heirOf('la-cote-aux-oeufs'), heirOf('sainte-agathe')]).toEqual([now[1]!.id, now[0]!.id, null]);
    for (const layer of ['gardens', 'premises', 'job_datings', 'streets']) {
      expect(await ask(`select distinct quartier from ${layer} item where geom is not null and quartier is distinct from (select slug from quartiers q where ST_Covers(q.geom, ST_PointOnSurface(item.geom)) order by q.id limit 1)`), layer).toEqual([]);
    }
    expect(await ask("select quartier from premises where source_id = 'local-3'")).toEqual([{ quartier: 'le-moulin' }]);
  });
});

it('a file that does not say of when it is changes nothing by being read on a later day', async () => {
  const path = join(folder, 'sans-date.csv');
  writeFileSync(path, 'id;nom;type;lon;lat\nj1;Jardin sans date;partage;2.01;46.81\nj2;Jardin changeant;partage;2.011;46.811\n');
  const options = ['--source', 'Sans date', '--licence', 'Licence Ouverte 2.0'];
  expect((await geodata('import', 'gardens', path, ...options, '--vintage', '2026-01-01')).said).toMatch(/2 nouvelles/);
  writeFileSync(path, 'id;nom;type;lon;lat\nj1;Jardin sans date;partage;2.01;46.81\nj2;Jardin changé;partage;2.011;46.811\n');
  expect((await geodata('import', 'gardens', path, ...options, '--vintage', '2026-02-01')).said).toMatch(/0 nouvelle, 1 changée, 1 inchangée/);
  expect(await ask("select name, vintage from gardens where source = 'Sans date' order by 1")).toEqual([{ name: 'Jardin changé', vintage: '2026-02-01' }, { name: 'Jardin sans date', vintage: '2026-01-01' }]);
});
