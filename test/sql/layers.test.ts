// What a layer's definition promises and what its SQL gives are the same, for every layer.
import { describe, expect, it } from 'vitest';
import { fieldsOf, tileFieldsOf, writtenFieldsOf, type LayerDefinition } from '../../geodata/layer.ts';
import { layerById, layerIds } from '../../geodata/layers.ts';
import { column, openSession } from './session.ts';

const session = openSession('brest');
const promised = (layer: LayerDefinition): string[] => ['id', 'geom', ...tileFieldsOf(layer).map(({ name }) => name), ...(layer.cellsBelow ? ['count', 'vacant'] : [])];

describe.each([...layerIds])('%s', (id) => {
  const layer = layerById[id];

  it.skipIf(!layer.public)('gives tiles the columns its definition says', () => session.rolledBack(async (client) => {
    const given = await column<string>(client, `
      select name from pg_proc cross join lateral unnest(proargnames, proargmodes) as argument(name, mode)
      where pronamespace = 'karter'::regnamespace and proname = $1 and mode = 't'`, [`layer_${id}`]);
    expect(given.toSorted()).toEqual(promised(layer).toSorted());
  }));

  it.skipIf(layer.public)('is in no tile', () => session.rolledBack(async (client) => {
    expect(await column(client, 'select proname from pg_proc where proname = $1', [`layer_${id}`])).toEqual([]);
  }));

  it('gives items every published property', () => session.rolledBack(async (client) => {
    const given = await column<string>(client, "select attname from pg_attribute where attrelid = $1::regclass and attnum > 0", [`karter.item_${id}`]);
    expect(given).toEqual(expect.arrayContaining(['id', 'geom', 'during', ...Object.keys(fieldsOf(layer))]));
  }));

  it('has a column for everything an import writes', () => session.rolledBack(async (client) => {
    const given = await column<string>(client, 'select attname from pg_attribute where attrelid = $1::regclass and attnum > 0', [`karter.${id}`]);
    expect(given).toEqual(expect.arrayContaining(writtenFieldsOf(layer)));
  }));

  it.skipIf(!layer.public)('lets each property travel from its zoom on, and not before', () => session.rolledBack(async (client) => {
    const names = tileFieldsOf(layer).map(({ name }) => name);
    const seen = async (zoom: number) => {
      const { rows: [row] } = await client.query<Record<string, number>>(
        `select count(*)::integer as features${names.map((name) => `, count(${name})::integer as ${name}`).join('')} from (select ST_SetSRID(ST_Extent(geom)::geometry, 3857) as box from ${id}) as extent cross join lateral layer_${id}(ST_Expand(box, 1), $1)`, [zoom]);
      return row!;
    };
    const everywhere = await seen(16);
    expect(everywhere.features).toBeGreaterThan(0);
    const least = layer.cellsBelow ?? layer.minZoom;
    for (const { name, from } of tileFieldsOf(layer)) {
      const first = Math.max(from, least);
      expect((await seen(first))[name]! > 0, `${name} from ${first}`).toBe(everywhere[name]! > 0);
      // The demonstration shows in cells as well.
      if (from > least && !(layer.cellsBelow && name === 'demo')) expect((await seen(from - 1))[name], `${name} below ${from}`).toBe(0);
    }
    if (layer.minZoom > 0) expect((await seen(layer.minZoom - 1)).features, 'below its first zoom').toBe(0);
  }, 'karter_reader'));
});
