// The three roles: what the public reader cannot do is not left to the server's good manners.
import { describe, expect, it } from 'vitest';
import { layers } from '../../geodata/layers.ts';
import { column, one, openSession, refusal, value } from './session.ts';

const session = openSession();
const denied = '42501';
const readOnly = '25006';

/** Tables the public reader must not see at all. */
const closed = ['layer_loads', 'job_dating_rhythms', 'migrations', 'feature_columns', 'people', 'credentials', 'sign_ins', 'grants', 'audit', 'secrets', 'contributions', 'project_drafts', 'project_files', 'project_supports', 'session_votes', 'session_ballots',
  'addresses', 'item_addresses', 'address_streets', 'establishments', 'item_establishments', 'establishment_matches', 'establishment_mismatches', 'premises_establishments', 'survey_tasks', 'geocode_reviews'];

describe('karter_reader', () => {
  it('cannot write in any table, by privilege and not only by its session', () => session.rolledBack(async (client) => {
    const tables = await column<string>(client, "select relname from pg_class where relnamespace = 'karter'::regnamespace and relkind in ('r', 'v')");
    expect(tables.length).toBeGreaterThan(30);
    for (const table of tables) {
      const { may } = await one<{ may: boolean }>(client, "select has_table_privilege('karter_reader', $1, 'insert, update, delete, truncate, references, trigger') as may", [`karter.${table}`]);
      expect(may, table).toBe(false);
    }
    expect(await value(client, "select has_schema_privilege('karter_reader', 'karter', 'create')")).toBe(false);
    expect(await column(client, "select relname from pg_class where relnamespace = 'karter'::regnamespace and case when relkind = 'S' then has_sequence_privilege('karter_reader', oid, 'usage, update') end")).toEqual([]);
  }, 'karter_owner'));

  it('is refused when it tries all the same', () => session.rolledBack(async (client) => {
    expect(await refusal(client, 'delete from gardens')).toBe(readOnly);
    await client.query('rollback');
    await client.query('begin read write');
    expect(await refusal(client, 'delete from gardens')).toBe(denied);
    expect(await refusal(client, "update gardens set name = 'x'")).toBe(denied);
    expect(await refusal(client, 'select hold_job_datings(current_date, \'Europe/Paris\')')).toBe(denied);
    expect(await refusal(client, "select replace_all('{gardens}')")).toBe(denied);
    expect(await refusal(client, 'create table karter.mine ()')).toBe(denied);
  }, 'karter_reader'));

  it.each(closed)('does not see %s', (table) => session.rolledBack(async (client) => {
    expect(await refusal(client, `select * from ${table}`)).toBe(denied);
  }, 'karter_reader'));

  it('sees exactly the public layers and what is served beside them', () => session.rolledBack(async (client) => {
    const seen = await column<string>(client, "select relname from pg_class where relnamespace = 'karter'::regnamespace and relkind in ('r', 'v') and has_table_privilege('karter_reader', oid, 'select')");
    const visible = layers.filter((layer) => layer.public).flatMap(({ id }) => [id, `item_${id}`]);
    expect(seen.toSorted()).toEqual([...visible, 'changes', 'feature_versions', 'job_dating_events', 'nomenclatures', 'premises_cells', 'premises_observations', 'retired_features', 'search_entries', 'street_edges', 'street_network', 'street_nodes', 'street_segments', 'street_sides',
      'public_ballots', 'public_details', 'public_funds', 'public_moves', 'public_photos', 'public_presences', 'public_projects', 'public_sessions', 'public_sources', 'public_subsidies'].toSorted());
  }, 'karter_owner'));

  it('loses a layer’s past and its search entries with the layer', () => session.rolledBack(async (client) => {
    await client.query("update gardens set manager = 'avant' where source_id = 'nains'");
    await client.query("select adopt_layer('gardens', false)");
    await client.query("update gardens set name = 'Jardin caché' where source_id = 'nains'");
    await client.query("update epiceries set manager = 'avant'");
    expect(await value(client, "select count(*) from search_entries where name = 'Jardin caché'")).toBe(0);
    await client.query('set local role karter_reader');
    expect(await refusal(client, 'select * from gardens')).toBe(denied);
    expect(await refusal(client, 'select * from item_gardens')).toBe(denied);
    expect(await refusal(client, 'select * from layer_gardens(ST_TileEnvelope(0, 0, 0), 14)')).toBe(denied);
    expect(await column(client, 'select distinct layer from feature_versions')).not.toContain('gardens');
    expect(await column(client, 'select distinct layer from feature_versions')).toContain('epiceries');
  }, 'karter_owner'));
});

describe('karter_app', () => {
  it('writes features but does not change the schema nor an observation once made', () => session.rolledBack(async (client) => {
    expect(await refusal(client, "update gardens set manager = 'x'")).toBeNull();
    expect(await refusal(client, 'alter table gardens add column mine text')).toBe(denied);
    expect(await refusal(client, 'create table karter.mine ()')).toBe(denied);
    expect(await refusal(client, "update premises_observations set occupancy = 'vacant'")).toBe(denied);
    expect(await refusal(client, 'delete from premises_observations')).toBe(denied);
    expect(await refusal(client, 'update migrations set hash = \'\'')).toBe(denied);
  }));
});
