// What importing again means: nothing twice, no edit lost, nothing of another source touched, and others at work meanwhile.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readCity } from '../../../geodata/load/city-folder.ts';
import { beginImport, commitImport, Moved, prepareImport, runImport } from '../../../geodata/load/pipeline.ts';
import { changeFeature, restoreFeature } from '../../../server/editing/write.ts';
import { findFeature } from '../../../server/editing/features.ts';
import { directClient, query, type PoolClient } from '../../../server/db.ts';
import { at, collection, garden, lilliput, openDesk, type Desk } from './desk.ts';

const city = readCity(lilliput);
let desk: Desk;
beforeAll(async () => { desk = await openDesk(); });
afterAll(async () => { await desk?.close(); });
beforeEach(async () => { await desk.ask('delete from karter.gardens'); await desk.ask('delete from karter.import_origins'); await desk.ask('delete from karter.likely_duplicates'); });

const file = (...features: unknown[]) => desk.file('jardins.geojson', collection(features));
const bring = (features: unknown[], more: object = {}) => runImport(desk.database.url, city, { layer: 'gardens', path: file(...features), ...more });
const rows = () => desk.ask<{ source_id: string; name: string; plots: number | null; version: string }>('select source_id, name, plots, updated_at::text as version from karter.gardens order by source, source_id');
const idOf = async (source_id: string) => (await desk.ask<{ id: number }>('select id from karter.gardens where source_id = $1', [source_id]))[0]!.id;

async function connected<Result>(work: (client: PoolClient) => Promise<Result>): Promise<Result> {
  const client = directClient(desk.database.url, 'karter_app');
  await client.connect();
  try {
    return await work(client as unknown as PoolClient);
  } finally {
    await client.end();
  }
}

/** By hand, as an editor or an accepted contribution does. */
const edit = (source_id: string, change: { properties?: Record<string, unknown>; geometry?: unknown }) => connected(async (client) => {
  await client.query('begin');
  const id = await idOf(source_id);
  const present = (await findFeature(client, 'gardens', id, { lock: true }))!;
  await changeFeature(client, city, 'gardens', id, present.version, change);
  await client.query('commit');
});

it('the same file again changes nothing, not even a version', async () => {
  const features = [garden('a', { plots: 3 }), garden('b', {}, null), garden('c', {}, at(2.02, 46.81))];
  expect(await bring(features)).toMatchObject({ new: 3, changed: 0, unchanged: 0 });
  const once = await rows();
  expect(await bring(features)).toMatchObject({ new: 0, changed: 0, unchanged: 3, gone: 0 });
  expect(await bring(features.toReversed(), { complete: true })).toMatchObject({ new: 0, changed: 0, unchanged: 3, gone: 0 });
  expect(await rows()).toEqual(once);
});

describe('an edit by hand', () => {
  it('stays while the source repeats itself, field by field, trials or not', async () => {
    await bring([garden('a', { plots: 3 })]);
    await edit('a', { properties: { name: 'Jardin du Puits' }, geometry: at(2.0155, 46.8155) });
    const edited = await rows();
    expect(await bring([garden('a', { plots: 3 })], { dryRun: true })).toMatchObject({ changed: 0, unchanged: 1 });
    expect(await bring([garden('a', { plots: 3 })])).toMatchObject({ changed: 0, unchanged: 1 });
    expect(await rows()).toEqual(edited);
    // The source says something new of one field; a trial of it forgets nothing.
    expect(await bring([garden('a', { plots: 5 })], { dryRun: true })).toMatchObject({ changed: 1 });
    expect(await bring([garden('a', { plots: 5 })])).toMatchObject({ changed: 1 });
    expect(await rows()).toMatchObject([{ name: 'Jardin du Puits', plots: 5 }]);
    expect(await desk.ask('select round(ST_X(ST_Transform(geom, 4326))::numeric, 4)::float as lon from karter.gardens')).toEqual([{ lon: 2.0155 }]);
    // And then of the edited one: the source has the word.
    expect(await bring([garden('a', { plots: 5, name: 'Jardin des Sources' }, at(2.03, 46.82))])).toMatchObject({ changed: 1 });
    expect(await rows()).toMatchObject([{ name: 'Jardin des Sources', plots: 5 }]);
    expect(await desk.ask('select round(ST_X(ST_Transform(geom, 4326))::numeric, 4)::float as lon from karter.gardens')).toEqual([{ lon: 2.03 }]);
  });

  it('that empties a field is one too, as is a version put back', async () => {
    await bring([garden('a', { plots: 3, manager: 'Ville' })]);
    await edit('a', { properties: { manager: '' } });
    expect(await bring([garden('a', { plots: 3, manager: 'Ville' })])).toMatchObject({ changed: 0 });
    await bring([garden('a', { plots: 4, manager: 'Ville' })]);
    const id = await idOf('a');
    const [first] = await desk.ask<{ version: string }>("select to_jsonb(lower(known)) #>> '{}' as version from karter.feature_versions where layer = 'gardens' and id = $1 order by known limit 1", [id]);
    await connected(async (client) => {
      await client.query('begin');
      const present = (await findFeature(client, 'gardens', id))!;
      await restoreFeature(client, city, 'gardens', id, first!.version, () => present.version);
      await client.query('commit');
    });
    expect(await rows()).toMatchObject([{ plots: 3 }]);
    expect(await bring([garden('a', { plots: 4, manager: 'Ville' })])).toMatchObject({ changed: 0 });
    expect(await rows()).toMatchObject([{ plots: 3 }]);
  });

  it('of what was never imported leaves nothing to remember', async () => {
    await bring([garden('a', { source: 'saisie' })]);
    await edit('a', { properties: { name: 'Autre' } });
    expect(await desk.ask('select * from karter.import_origins')).toEqual([]);
  });
});

it('--complete retires what is gone, of its source alone; without it nothing goes', async () => {
  await bring([garden('a'), garden('b'), garden('c', { source: 'Autre' }), garden('d', { source: 'saisie' })]);
  const gone = await idOf('b');
  expect(await bring([garden('a')])).toMatchObject({ unchanged: 1, gone: 1 });
  expect((await rows()).map(({ source_id }) => source_id)).toEqual(['c', 'a', 'b', 'd']);
  expect(await bring([garden('a')], { complete: true, dryRun: true })).toMatchObject({ gone: 1 });
  expect(await rows()).toHaveLength(4);
  expect(await bring([garden('a')], { complete: true })).toMatchObject({ gone: 1 });
  expect((await rows()).map(({ source_id }) => source_id)).toEqual(['c', 'a', 'd']);
  expect(await desk.ask('select layer from karter.retired_features where id = $1', [gone])).toEqual([{ layer: 'gardens' }]);
});

it('a refused record keeps the whole file out, --complete or not', async () => {
  await bring([garden('a'), garden('b')]);
  const before = await rows();
  expect(await bring([garden('a', { kind: 'rien' })], { complete: true })).toMatchObject({ refused: 1 });
  expect(await rows()).toEqual(before);
});

it('what was merged into another is not brought back', async () => {
  await bring([garden('a'), garden('b')]);
  const kept = await idOf('a');
  await desk.ask("delete from karter.gardens where source_id = 'b'");
  await desk.ask("insert into karter.feature_aliases (layer, source, source_id, id) values ('gardens', 'Registre', 'b', $1)", [kept]);
  expect(await bring([garden('a'), garden('b', { name: 'Nouveau nom' })], { complete: true })).toMatchObject({ new: 0, unchanged: 1, attached: 1, gone: 0 });
  expect((await rows()).map(({ source_id }) => source_id)).toEqual(['a']);
  await desk.ask('delete from karter.feature_aliases');
});

it('likely duplicates are noted once, and never again once judged', async () => {
  await bring([garden('a', { name: 'Jardin Kéravel' })]);
  const twin = garden('z', { source: 'Autre', name: 'JARDIN KERAVEL' }, at(2.0101, 46.8101));
  const far = garden('y', { source: 'Autre', name: 'Jardin Kéravel' }, at(2.03, 46.81));
  expect(await bring([twin, far])).toMatchObject({ new: 2, likely: 1 });
  const pairs = () => desk.ask('select one, other, state from karter.likely_duplicates');
  expect(await pairs()).toEqual([{ one: Math.min(await idOf('a'), await idOf('z')), other: Math.max(await idOf('a'), await idOf('z')), state: 'a_voir' }]);
  expect(await bring([twin, far])).toMatchObject({ likely: 0, unchanged: 2 });
  await desk.ask("update karter.likely_duplicates set state = 'distincts'");
  await bring([garden('a', { name: 'Jardin Kéravel', plots: 4 })]);
  expect(await pairs()).toMatchObject([{ state: 'distincts' }]);
});

describe('at the same time', () => {
  it('two imports of one layer both end well', { timeout: 120_000 }, async () => {
    const many = (source: string, plots: number) => Array.from({ length: 300 }, (_, index) => garden(`${source}-${index}`, { source, plots }));
    const reports = await Promise.all([bring(many('Un', 1)), bring(many('Deux', 2)), bring(many('Un', 3))]);
    expect(reports.map(({ refused }) => refused)).toEqual([0, 0, 0]);
    expect(await desk.ask('select source, count(*)::integer as count, count(distinct plots)::integer as kinds from karter.gardens group by 1 order by 1')).toEqual([{ source: 'Deux', count: 300, kinds: 1 }, { source: 'Un', count: 300, kinds: 1 }]);
    expect(await desk.ask('select import from karter.import_rows')).toEqual([]);
  });

  it('an edit between what was shown and what would be written: compared again, nothing written over', async () => {
    await bring([garden('a', { plots: 3 })]);
    await connected(async (pooled) => {
      const client = pooled as unknown as Parameters<typeof prepareImport>[0];
      const wish = { layer: 'gardens' as const, path: file(garden('a', { plots: 7 })) };
      const imported = await beginImport(client, wish);
      expect(await prepareImport(client, city, imported, wish)).toMatchObject({ changed: 1 });
      await edit('a', { properties: { name: 'Entre-temps' } });
      await expect(commitImport(client, imported)).rejects.toThrow(Moved);
      expect(await rows()).toMatchObject([{ name: 'Entre-temps', plots: 3 }]);
      expect(await commitImport(client, imported)).toMatchObject({ changed: 1 });
      expect(await rows()).toMatchObject([{ name: 'Entre-temps', plots: 7 }]);
    });
  });

  it('edits all along an import: both are kept', { timeout: 120_000 }, async () => {
    const many = (plots: number) => Array.from({ length: 400 }, (_, index) => garden(`${index}`, { plots }));
    await bring(many(1));
    const running = bring(many(2));
    for (let index = 0; index < 5; index += 1) await edit(`${index * 50}`, { properties: { name: `Édité ${index}` } });
    expect(await running).toMatchObject({ refused: 0 });
    expect(await desk.ask('select count(*)::integer as count from karter.gardens where plots = 2')).toEqual([{ count: 400 }]);
    expect(await desk.ask("select count(*)::integer as count from karter.gardens where name like 'Édité %'")).toEqual([{ count: 5 }]);
  });

  it('a connection that is cut in the middle: the layer is as before, and the next import works', { timeout: 120_000 }, async () => {
    const features = Array.from({ length: 2000 }, (_, index) => garden(`${index}`, {}, at(2.01 + index / 100_000, 46.81)));
    for (const wait of [20, 120, 400, 900]) {
      const running = bring(features).then((report) => report.new, (error: Error) => error.message);
      await new Promise((resolve) => { setTimeout(resolve, wait); });
      const administrator = directClient(desk.database.url);
      await administrator.connect();
      await administrator.query("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and application_name = 'karter_direct'");
      await administrator.end();
      const outcome = await running;
      const [{ count }] = await desk.ask<{ count: number }>('select count(*)::integer as count from karter.gardens') as [{ count: number }];
      expect(count, String(outcome)).toBe(typeof outcome === 'number' ? 2000 : 0);
      await desk.ask('delete from karter.gardens');
    }
    expect(await bring(features)).toMatchObject({ new: 2000 });
  });
});

it('what killed imports leave is cleared at night, and only that', async () => {
  const left = async (state: string, age: string) => {
    const [made] = await desk.ask<{ id: number }>("insert into karter.imports (layer, file_name, state, updated_at) values ('gardens', 'x', $1, now() - $2::interval) returning id", [state, age]);
    await desk.ask('insert into karter.import_rows (import, rank, line) values ($1, 1, 1)', [made!.id]);
    return made!.id;
  };
  const ids = [await left('lecture', '2 hours'), await left('ecriture', '2 hours'), await left('pret', '3 days'), await left('refuse', '3 days'), await left('lecture', '10 minutes'), await left('pret', '1 day')];
  await connected((client) => client.query(query('nightly-forget')));
  expect(await desk.ask('select state, failure is not null as told, (select count(*)::integer from karter.import_rows where import = imports.id) as rows from karter.imports where id = any($1) order by id', [ids])).toEqual([
    { state: 'echec', told: true, rows: 0 }, { state: 'echec', told: true, rows: 0 }, { state: 'echec', told: true, rows: 0 }, { state: 'refuse', told: false, rows: 0 }, { state: 'lecture', told: false, rows: 1 }, { state: 'pret', told: false, rows: 1 },
  ]);
  await desk.ask('delete from karter.imports');
});
