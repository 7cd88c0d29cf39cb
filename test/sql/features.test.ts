// What every layer's triggers keep: identity, place, versions, changes. Gardens stand for all layers, since none has triggers of its own here.
import { layerIds } from '../../geodata/layers.ts';
import { describe, expect, it } from 'vitest';
import { directClient, type Client } from '../../server/db.ts';
import { column, one, openSession, point, value } from './session.ts';

const session = openSession();

interface Change { layer: string; west: number; east: number }
const changesNow = (client: Client): Promise<Change[]> => client.query<Change>(
  'select layer, ST_XMin(bounds) as west, ST_XMax(bounds) as east from changes where txid = pg_current_xact_id() order by seq').then(({ rows }) => rows);
const addGarden = (client: Client, sourceId: string, lon: number, lat: number): Promise<number> => value(client, `
  insert into gardens (source, source_id, name, kind, licence, vintage, accuracy, geom)
  values ('essai', $1, 'Jardin d’essai', 'partage', 'essai', '2026-01-01', 'exacte', ${point(lon, lat)}) returning id`, [sourceId]);
const versions = (client: Client, id: number): Promise<number> => value(client, 'select count(*) from feature_versions where id = $1', [id]);

describe('identity', () => {
  it('is one sequence for all layers', () => session.rolledBack(async (client) => {
    const ids = await column<number>(client, layerIds.map((layer) => `select id from ${layer}`).join(' union all '));
    expect(ids.length).toBeGreaterThan(10);
    expect(new Set(ids).size).toBe(ids.length);
  }));

  it('is not given again after a delete, not even to the same source', () => session.rolledBack(async (client) => {
    const first = await addGarden(client, 'retour', 2.02, 46.81);
    await client.query('delete from gardens where id = $1', [first]);
    expect(await addGarden(client, 'retour', 2.02, 46.81)).toBeGreaterThan(first);
    expect(await one(client, 'select layer, successor from retired_features where id = $1', [first])).toEqual({ layer: 'gardens', successor: null });
  }));

  it('cannot be changed by an update', () => session.rolledBack(async (client) => {
    const id = await addGarden(client, 'fixe', 2.02, 46.81);
    await client.query("update gardens set id = 999999, manager = 'x' where id = $1", [id]);
    expect(await value(client, "select id from gardens where source_id = 'fixe'")).toBe(id);
  }));
});

describe('place', () => {
  it('is computed from the geometry, whatever the writer says, and follows a move', () => session.rolledBack(async (client) => {
    const id = await addGarden(client, 'place', 2.005, 46.81);
    const where = () => one(client, 'select quartier, commune from gardens where id = $1', [id]);
    expect(await where()).toEqual({ quartier: 'le-moulin', commune: '99001' });
    await client.query(`update gardens set geom = ${point(2.04, 46.81)} where id = $1`, [id]);
    expect(await where()).toEqual({ quartier: 'la-cote-aux-oeufs', commune: '99001' });
    await client.query("update gardens set quartier = 'le-moulin' where id = $1", [id]);
    expect(await where()).toEqual({ quartier: 'la-cote-aux-oeufs', commune: '99001' });
    await client.query(`update gardens set geom = ${point(2.06, 46.81)} where id = $1`, [id]);
    expect(await where()).toEqual({ quartier: null, commune: '99002' });
  }));

  it('is what the file says where there is no geometry', () => session.rolledBack(async (client) => {
    expect(await one(client, "select quartier, commune, geom from epiceries where source_id = 'gros-bout'")).toEqual({ quartier: 'le-moulin', commune: null, geom: null });
  }));

  it('is computed anew for all when the boundaries change', () => session.rolledBack(async (client) => {
    const id = await addGarden(client, 'borne', 2.005, 46.81);
    await client.query("update quartiers set geom = ST_Difference(geom, ST_Buffer((select geom from gardens where id = $1), 50)) where slug = 'le-moulin'", [id]);
    await client.query("select replace_all('{gardens}')");
    expect(await value(client, 'select quartier from gardens where id = $1', [id])).toBeNull();
  }));
});

describe('changes', () => {
  it('tell an insert, a move with both places, and a delete', () => session.rolledBack(async (client) => {
    const id = await addGarden(client, 'suivi', 2.005, 46.81);
    const inserted = await changesNow(client);
    expect(inserted).toMatchObject([{ layer: 'gardens' }]);
    await client.query(`update gardens set geom = ${point(2.04, 46.81)} where id = $1`, [id]);
    const moved = (await changesNow(client)).slice(inserted.length);
    expect(moved.map(({ west }) => west).toSorted()).toEqual([inserted[0]!.west, await value(client, 'select ST_X(geom) from gardens where id = $1', [id])].toSorted());
    await client.query('delete from gardens where id = $1', [id]);
    expect((await changesNow(client)).slice(inserted.length + moved.length)).toEqual([{ layer: 'gardens', west: moved.find(({ west }) => west !== inserted[0]!.west)!.west, east: expect.any(Number) }]);
  }));

  it('tell one box for a mass of features', () => session.rolledBack(async (client) => {
    await client.query(`insert into gardens (source, source_id, kind, licence, vintage, accuracy, geom)
      select 'essai', 'masse-' || n, 'partage', 'essai', '2026-01-01', 'exacte', ${point(2.005, 46.81)} from generate_series(1, 201) n`);
    expect(await changesNow(client)).toHaveLength(1);
  }));

  it('are heard by whoever listens, once committed', async () => {
    const listener = directClient(session.url, 'karter_reader');
    await listener.connect();
    const heard = new Promise<string>((resolve) => { listener.once('notification', ({ channel }) => resolve(channel)); });
    await listener.query('listen karter_changes');
    const writer = directClient(session.url, 'karter_app');
    await writer.connect();
    await writer.query("update streets set address = 'entendu' where source_id = 'petit-bout'");
    expect(await heard).toBe('karter_changes');
    await Promise.all([listener.end(), writer.end()]);
  });

  it('of what changes nothing are none: no version, no change, no new date', () => session.rolledBack(async (client) => {
    const before = await one<{ id: number; updated_at: Date }>(client, "select id, updated_at from gardens where source_id = 'nains'");
    await client.query("update gardens set name = name, geom = geom, quartier = quartier where source_id = 'nains'");
    expect(await changesNow(client)).toEqual([]);
    expect(await versions(client, before.id)).toBe(0);
    expect(await one(client, "select id, updated_at from gardens where source_id = 'nains'")).toEqual(before);
  }));
});

describe('versions', () => {
  it('keep what was known at any moment, without gap or overlap', () => session.rolledBack(async (client) => {
    const id = await addGarden(client, 'histoire', 2.005, 46.81);
    for (const manager of ['Flimnap', 'Reldresal']) await client.query('update gardens set manager = $2 where id = $1', [id, manager]);
    const { rows } = await client.query<{ from: string; until: string; manager: string | null }>(
      "select lower(known)::text as from, upper(known)::text as until, feature ->> 'manager' as manager from feature_versions where id = $1 order by lower(known)", [id]);
    expect(rows.map(({ manager }) => manager)).toEqual([null, 'Flimnap']);
    expect(rows[0]!.until).toEqual(rows[1]!.from);
    expect(rows[1]!.until).toEqual(await value(client, 'select updated_at::text from gardens where id = $1', [id]));
    const asOf = async (moment: string) => column(client, 'select manager from features_as_of(null::gardens, $1) where id = $2', [moment, id]);
    expect(await asOf(rows[0]!.from)).toEqual([null]);
    expect(await asOf('2001-01-01')).toEqual([]);
    expect(await asOf(rows[1]!.until)).toEqual(['Reldresal']);
  }));

  it('keep a deleted feature', () => session.rolledBack(async (client) => {
    const id = await addGarden(client, 'perdu', 2.005, 46.81);
    await client.query('delete from gardens where id = $1', [id]);
    expect(await versions(client, id)).toBe(1);
    expect(await column(client, 'select name from features_as_of(null::gardens, (select lower(known) from feature_versions where id = $1)) where id = $1', [id])).toEqual(['Jardin d’essai']);
    expect(await column(client, 'select name from features_as_of(null::gardens, (select upper(known) from feature_versions where id = $1)) where id = $1', [id])).toEqual([]);
  }));
});
