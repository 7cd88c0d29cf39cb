// OGC API – Features Part 3 (OGC 19-079r2) with CQL2 (OGC 21-065r2): what a filter finds is what the same question finds in SQL.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publicLayers } from '../../geodata/layers.ts';
import { conformance } from '../../server/ogc/conformance.ts';
import { queryables } from '../../server/ogc/conditions.ts';
import { DatabaseError, sqlState } from '../../server/db.ts';
import { filterProblem } from '../../server/ogc/filter-errors.ts';
import { serve, serveCity, type Answer } from './serve.ts';

const served = serveCity();
const epsg = (code: number) => `http://www.opengis.net/def/crs/EPSG/0/${code}`;

interface Page { numberMatched: number; features: { id: number; properties: Record<string, unknown>; geometry: { type: string; coordinates: number[] } | null }[] }
const ask = (filter: string, layer = 'gardens', more = ''): Promise<Answer> => served.get(`/ogc/collections/${layer}/items?limit=1000&filter=${encodeURIComponent(filter)}${more}`);
async function found(filter: string, layer = 'gardens', more = ''): Promise<number> {
  const answer = await ask(filter, layer, more);
  expect(answer.status, `${filter} ${String(answer.body).slice(0, 400)}`).toBe(200);
  return answer.json<Page>().numberMatched;
}
async function counted(condition: string, layer = 'gardens'): Promise<number> {
  const [row] = await served.write(`select count(*)::integer as n from karter.item_${layer} item where ${condition}`);
  return row!.n as number;
}

/** Features with what ordinary data seldom has: a sharp s, a final sigma, an accent in two characters, no date, no place. */
beforeAll(async () => {
  const names = ['Straße 50%', 'STRASSE 50', 'Οδος', 'ΟΔΟΣ', 'Jardin d’e\u0301te\u0301', 'jardin d’été', "l'œuf \\ cru", null];
  for (const [index, name] of names.entries()) {
    await served.write(
      `insert into gardens (source, source_id, kind, licence, vintage, accuracy, name, area_m2, plots, plots_free, opened_on, closed_on, geom)
       values ('essai', $1, 'partage', 'essai', '2026-01-01', 'exacte', $2, $3, $4, $5, $6, $7, ST_Transform(ST_SetSRID(ST_MakePoint($8, 48.4), 4326), 3857))`,
      [`f${index}`, name, index === 7 ? null : 100 + index, index, index === 0 ? 0 : 1, index === 6 ? null : `2020-01-0${index + 1}`, index % 2 ? '2022-06-30' : null, -4.5 + index / 1000],
    );
  }
  await served.write("insert into gardens (source, source_id, kind, licence, vintage, accuracy, quartier) values ('essai', 'sans-lieu', 'partage', 'essai', '2026-01-01', 'inconnue', 'bellevue')");
});
afterAll(async () => { await served.write("delete from gardens where source = 'essai'"); });

const mine = "source = 'essai'";

describe('comparisons', () => {
  it.each([
    ["kind = 'partage'", "kind = 'partage'"], ["kind <> 'partage'", "kind <> 'partage'"], ["'partage' = kind", "kind = 'partage'"],
    ['plots > 5', 'plots > 5'], ['plots <= 5 AND plots >= 2', 'plots between 2 and 5'], ['5 > plots', 'plots < 5'], ['area_m2 < 103.5', 'area_m2 < 103.5'],
    ['demo = true', 'demo'], ['demo <> TRUE', 'not demo'], ['demo', 'demo'], ['NOT demo', 'not demo'],
    ["opened_on >= DATE('2020-01-03')", "opened_on >= '2020-01-03'"], ["updated_at > DATE('2020-01-03')", "updated_at > '2020-01-03'"], ["updated_at < TIMESTAMP('2020-01-03T00:00:00Z')", "updated_at < '2020-01-03'"], ["opened_on = TIMESTAMP('2020-01-03T00:00:00Z')", "opened_on = '2020-01-03'"],
    ['area_m2 IS NULL', 'area_m2 is null'], ['area_m2 IS NOT NULL', 'area_m2 is not null'], ['geometry IS NULL', 'geom is null'], ['geometry is not null', 'geom is not null'], ['(plots > 5) IS NULL', 'plots is null'], ["'x' is null", 'false'],
    ['plots = plots_free', 'plots = plots_free'], ['true', 'true'], ['false or 1 = 1', 'true'], ['1 = 2', 'false'],
    ["state = 'ouvert'", "state = 'ouvert'"], ["quartier = 'bellevue'", "quartier = 'bellevue'"],
  ])('%s', async (filter, condition) => {
    expect(await found(filter)).toBe(await counted(condition));
  });

  it('what is unknown is neither in nor out', async () => {
    expect(await found('area_m2 > 0') + await found('not area_m2 > 0')).toBe(await counted('area_m2 is not null'));
  });
});

describe('logic', () => {
  it.each([
    ["kind = 'partage' and plots > 3 or kind = 'ouvrier'", "(kind = 'partage' and plots > 3) or kind = 'ouvrier'"], ["kind = 'partage' and (plots > 3 or plots is null)", "kind = 'partage' and (plots > 3 or plots is null)"],
    ["not kind = 'partage' and plots > 3", "kind <> 'partage' and plots > 3"], ["not (kind = 'partage' and plots > 3)", "not (kind = 'partage' and plots > 3)"],
    ["(NOT plots > 2 AND kind = 'partage') OR (area_m2 > 100 and NOT demo) or not (plots > 2 AND demo)", '(not plots > 2 and kind = \'partage\') or (area_m2 > 100 and not demo) or not (plots > 2 and demo)'],
  ])('%s', async (filter, condition) => {
    expect(await found(filter)).toBe(await counted(condition));
  });
});

describe('like, between, in', () => {
  it.each([
    ["name like 'Jardin%'", "name like 'Jardin%'"], ["name not like '%a%'", "name not like '%a%'"], ["name like '_ardin%'", "name like '_ardin%'"], ["name like '%50\\%'", "right(name, 3) = '50%'"], ["name like '%\\\\ cru'", "right(name, 5) = E'\\\\ cru'"], ["name like 'l''%'", "left(name, 2) = 'l'''"],
    ['plots between 2 and 5', 'plots between 2 and 5'], ['plots not between 2 and 5', 'plots not between 2 and 5'], ['area_m2 between 102.5 and 1e3', 'area_m2 between 102.5 and 1000'], ['3 between plots and area_m2', '3 between plots and area_m2'],
    ["kind in ('partage', 'ouvrier')", "kind in ('partage', 'ouvrier')"], ["kind not in ('partage')", "kind <> 'partage'"], ['plots in (1, 2.0, 3e0)', 'plots in (1, 2, 3)'], ["opened_on in (DATE('2020-01-01'), DATE('2020-01-02'))", "opened_on in ('2020-01-01', '2020-01-02')"],
  ])('%s', async (filter, condition) => {
    expect(await found(filter)).toBe(await counted(condition));
  });
});

describe('case and accents', () => {
  it.each([
    [`${mine} and casei(name) like casei('straSSe%')`, 2], [`${mine} and casei(name) = casei('οδοσ')`, 2], [`${mine} and casei(name) in (casei('ΟΔΟς'), casei('rien'))`, 2], [`${mine} and name = 'straße 50%'`, 0],
    [`${mine} and accenti(name) = accenti('jardin d’ete')`, 1], [`${mine} and casei(accenti(name)) = accenti(casei('JARDIN D’ÉTÉ'))`, 2], [`${mine} and accenti(name) like accenti('%œuf%')`, 1], [`${mine} and casei(name) is null`, 2],
    ["casei(kind) = casei('PARTAGE') and source = 'essai'", 9],
  ])('%s', async (filter, number) => {
    expect(await found(filter)).toBe(number);
  });
});

describe('arithmetic', () => {
  it.each([
    ['plots * 2 + 1 > 10 - 1', 'plots * 2 + 1 > 9'], ['plots - plots_free > 2', 'plots - plots_free > 2'], ['area_m2 / plots > 30', 'area_m2 / nullif(plots, 0) > 30'], ['plots % 2 = 1', 'plots % 2 = 1'], ['plots div 2 = 1', 'plots / 2 = 1'], ['plots ^ 2 > 20', 'plots ^ 2 > 20'],
    ['-plots < -3', 'plots > 3'], ['2 + 3 * 2 ^ 2 = 14', 'true'], ['(2 + 3) * 2 = 10', 'true'], ['plots / 2 = 0.5', 'plots = 1'],
  ])('%s', async (filter, condition) => {
    expect(await found(filter)).toBe(await counted(condition));
  });
});

describe('space', () => {
  const literal = "'POLYGON((-4.5005 48.39,-4.4965 48.39,-4.4965 48.41,-4.5005 48.41,-4.5005 48.39))'";
  const there = `ST_Transform(ST_GeomFromText(${literal}, 4326), 3857)`;
  const polygon = literal.slice(1, -1);
  it.each([
    [`s_intersects(geometry, ${polygon})`, `ST_Intersects(geom, ${there})`], [`s_intersects(${polygon}, geometry)`, `ST_Intersects(geom, ${there})`], [`s_disjoint(geometry, ${polygon})`, `ST_Disjoint(geom, ${there})`], [`s_within(geometry, ${polygon})`, `ST_Within(geom, ${there})`], [`s_contains(${polygon}, geometry)`, `ST_Within(geom, ${there})`],
    ['s_within(geometry, BBOX(-4.5005,48.39,-4.4965,48.41))', `ST_Within(geom, ${there})`], ['S_INTERSECTS(geometry, BBOX(-180,-90,180,90))', 'geom is not null'], ['s_intersects(geometry, BBOX(170,-90,-170,90))', 'false'], ['s_intersects(geometry, geometry)', 'geom is not null'], ['s_intersects(POINT(0 0), BBOX(-1,-1,1,1))', 'true'],
    ['not s_intersects(geometry, BBOX(0,0,1,1))', 'geom is not null'], ['s_disjoint(geometry, POINT(0 0))', 'geom is not null'],
    ['s_intersects(geometry, MULTIPOINT((-4.5 48.4), (-4.499 48.4)))', "ST_Intersects(geom, ST_Transform(ST_GeomFromText('MULTIPOINT(-4.5 48.4,-4.499 48.4)', 4326), 3857))"],
    [`s_intersects(geometry, GEOMETRYCOLLECTION(POINT(0 0), ${polygon}))`, `ST_Intersects(geom, ${there})`], [`s_intersects(geometry, MULTIPOLYGON(((0 0,1 0,1 1,0 0)), ${polygon.slice(7)}))`, `ST_Intersects(geom, ${there})`], ['s_intersects(geometry, POLYGON((-4.6 48.3,-4.4 48.5,-4.4 48.3,-4.6 48.5,-4.6 48.3)))', "ST_Intersects(ST_Transform(geom, 4326), ST_MakeValid(ST_GeomFromText('POLYGON((-4.6 48.3,-4.4 48.5,-4.4 48.3,-4.6 48.5,-4.6 48.3))', 4326)))"],
  ])('%s', async (filter, condition) => {
    expect(await found(filter)).toBe(await counted(condition));
  });

  it('compares lines and areas as simple features do', async () => {
    const line = 'LINESTRING(-4.6 48.35, -4.4 48.45)';
    const crossed = `ST_Crosses(geom, ST_Transform(ST_GeomFromText('${line}', 4326), 3857))`;
    expect(await counted(crossed, 'quartiers')).toBeGreaterThan(0);
    expect(await found(`s_crosses(geometry, ${line})`, 'quartiers')).toBe(await counted(crossed, 'quartiers'));
    expect(await found(`s_crosses(${line}, geometry)`, 'quartiers')).toBe(await counted(crossed, 'quartiers'));
    const box = 'BBOX(-4.52,48.38,-4.48,48.42)';
    expect(await found(`s_overlaps(geometry, ${box})`, 'quartiers')).toBe(await counted('ST_Overlaps(geom, ST_Transform(ST_MakeEnvelope(-4.52,48.38,-4.48,48.42,4326),3857))', 'quartiers'));
    expect(await found(`s_contains(geometry, POINT(-4.49 48.39))`, 'communes')).toBe(1);
    // Along a side of a box in stored coordinates, where nothing is rounded.
    await served.write("insert into gardens (source, source_id, kind, licence, vintage, accuracy, geom) values ('essai', 'bord', 'partage', 'essai', '2026-01-01', 'exacte', ST_SetSRID(ST_MakePoint(-500000, 6170000), 3857))");
    expect(await found(`${mine} and s_touches(geometry, BBOX(-500000,6169000,-499000,6171000))`, 'gardens', `&filter-crs=${epsg(3857)}`)).toBe(1);
    expect(await found(`${mine} and s_within(geometry, BBOX(-500000,6169000,-499000,6171000))`, 'gardens', `&filter-crs=${epsg(3857)}`)).toBe(0);
    await served.write("delete from gardens where source_id = 'bord'");
  });

  it('finds again what it told, to the decimetre', async () => {
    for (const crs of ['http://www.opengis.net/def/crs/OGC/1.3/CRS84', ...[4326, 3857, 2154, 3948].map(epsg)]) {
      const { features } = (await served.get(`/ogc/collections/gardens/items?limit=1000&crs=${crs}`)).json<Page>();
      const points = features.filter(({ geometry }) => geometry?.type === 'Point').slice(0, 3);
      expect(points.length).toBe(3);
      for (const { id, geometry } of points) {
        const answer = (await ask(`s_equals(geometry, POINT(${geometry!.coordinates.join(' ')}))`, 'gardens', `&filter-crs=${crs}`)).json<Page>();
        expect(answer.features.map((one) => one.id), `${id} ${crs}`).toContain(id);
      }
    }
  });

  it('takes geometries in the system it is told', async () => {
    const all = await found(`${mine} and s_intersects(geometry, BBOX(-4.5005,48.39,-4.4965,48.41))`);
    expect(all).toBe(4);
    expect(await found(`${mine} and s_intersects(geometry, BBOX(48.39,-4.5005,48.41,-4.4965))`, 'gardens', `&filter-crs=${epsg(4326)}`)).toBe(all);
    for (const code of [3857, 2154, 3948]) {
      const [row] = await served.write(`select string_agg(ST_X(p) || ' ' || ST_Y(p), ', ' order by n) as ring from unnest(array[1,2,3,4,5]) n, lateral (select ST_Transform(ST_PointN(ST_ExteriorRing(ST_GeomFromText(${literal}, 4326)), n), ${code}) as p) corner`);
      expect(await found(`${mine} and s_intersects(geometry, POLYGON((${String(row!.ring)})))`, 'gardens', `&filter-crs=${epsg(code)}`), String(code)).toBe(all);
    }
    expect((await ask('s_intersects(geometry, POINT(0 0))', 'gardens', `&filter-crs=${epsg(27700)}`)).status).toBe(400);
  });
});

describe('time', () => {
  const day = "'2020-01-03'::date";
  it.each([
    ["t_after(opened_on, DATE('2020-01-03'))", `opened_on > ${day}`], ["t_before(opened_on, DATE('2020-01-03'))", `opened_on < ${day}`], ["t_equals(opened_on, DATE('2020-01-03'))", `opened_on = ${day}`], ["t_disjoint(opened_on, DATE('2020-01-03'))", `opened_on <> ${day}`], ["t_intersects(opened_on, DATE('2020-01-03'))", `opened_on = ${day}`],
    ["t_intersects(opened_on, INTERVAL('2020-01-02', '2020-01-04'))", "opened_on between '2020-01-02' and '2020-01-04'"], ["t_intersects(opened_on, INTERVAL('..', '2020-01-04'))", "opened_on <= '2020-01-04'"], ["t_after(opened_on, INTERVAL('2020-01-02', '..'))", 'false'], ["t_before(opened_on, INTERVAL('2020-01-02', '..'))", "opened_on < '2020-01-02'"],
    ["t_intersects(opened_on, INTERVAL('2020-01-02T00:00:00Z', '2020-01-04T12:00:00Z'))", "opened_on between '2020-01-02' and '2020-01-04'"], ["t_intersects(updated_at, INTERVAL('2020-01-01', '..'))", "updated_at >= '2020-01-01'"], ["t_after(updated_at, DATE('2020-01-01'))", "updated_at > '2020-01-01'"],
    ["t_contains(INTERVAL(opened_on, closed_on), INTERVAL('2021-01-01', '2021-12-31'))", "opened_on < '2021-01-01' and closed_on > '2021-12-31'"], ["t_during(INTERVAL(opened_on, closed_on), INTERVAL('2019-01-01', '2024-01-01'))", "opened_on > '2019-01-01' and closed_on < '2024-01-01'"],
    ["t_finishes(INTERVAL(opened_on, closed_on), INTERVAL('2019-01-01', '2022-06-30'))", "opened_on > '2019-01-01' and closed_on = '2022-06-30'"], ["t_finishedby(INTERVAL(opened_on, closed_on), INTERVAL('2021-01-01', '2022-06-30'))", "opened_on < '2021-01-01' and closed_on = '2022-06-30'"],
    ["t_meets(INTERVAL(opened_on, closed_on), INTERVAL('2022-06-30', '2024-01-01'))", "closed_on = '2022-06-30'"], ["t_metby(INTERVAL(opened_on, closed_on), INTERVAL('2019-01-01', '2020-01-02'))", "opened_on = '2020-01-02'"],
    ["t_overlaps(INTERVAL(opened_on, closed_on), INTERVAL('2021-01-01', '2024-01-01'))", "opened_on < '2021-01-01' and closed_on > '2021-01-01' and closed_on < '2024-01-01'"], ["t_overlappedby(INTERVAL(opened_on, closed_on), INTERVAL('2019-01-01', '2021-01-01'))", "opened_on > '2019-01-01' and opened_on < '2021-01-01' and closed_on > '2021-01-01'"],
    ["t_starts(INTERVAL(opened_on, closed_on), INTERVAL('2020-01-02', '2024-01-01'))", "opened_on = '2020-01-02' and closed_on < '2024-01-01'"], ["t_startedby(INTERVAL(opened_on, closed_on), INTERVAL('2020-01-02', '2021-01-01'))", "opened_on = '2020-01-02' and closed_on > '2021-01-01'"],
    ["t_equals(INTERVAL('2021-01-01', '..'), INTERVAL('2021-01-01', '..'))", 'true'],
  ])('%s', async (filter, condition) => {
    expect(await found(filter)).toBe(await counted(condition));
  });
});

describe('CQL2 JSON', () => {
  it.each([
    [{ op: 'and', args: [{ op: '=', args: [{ property: 'kind' }, 'partage'] }, { op: 'in', args: [{ property: 'plots' }, [1, 2, 3]] }] }, "kind = 'partage' and plots in (1, 2, 3)"],
    [{ op: 's_intersects', args: [{ property: 'geometry' }, { bbox: [-4.5005, 48.39, -4.4965, 48.41] }] }, 'ST_Intersects(geom, ST_Transform(ST_MakeEnvelope(-4.5005,48.39,-4.4965,48.41,4326),3857))'],
    [{ op: 't_metBy', args: [{ interval: [{ property: 'opened_on' }, { property: 'closed_on' }] }, { interval: ['2019-01-01', '2020-01-02'] }] }, "opened_on = '2020-01-02'"],
    [{ op: 'like', args: [{ op: 'casei', args: [{ property: 'name' }] }, { op: 'casei', args: ['JARDIN%'] }] }, "name ilike 'jardin%'"],
  ])('%j', async (filter, condition) => {
    expect(await found(JSON.stringify(filter), 'gardens', '&filter-lang=cql2-json')).toBe(await counted(condition));
  });
});

describe('with the rest of a request', () => {
  it('is one condition more (mixing-expressions)', async () => {
    const box = '-4.5005,48.39,-4.4965,48.41';
    const filter = `s_intersects(geometry, BBOX(${box})) and ${mine}`;
    expect(await found(filter, 'gardens', `&bbox=${box}`)).toBe(4 + 1 - 1);
    expect(await found(filter, 'gardens', '&bbox=0,0,1,1')).toBe(0);
    expect(await found(mine, 'gardens', '&kind=ouvrier')).toBe(0);
    expect(await found(mine, 'gardens', '&datetime=2021-01-01')).toBe(await counted("source = 'essai' and (during is null or during @> '2021-01-01'::date)"));
  });

  it('is carried along from page to page', async () => {
    const ids: number[] = [];
    let next: string | undefined = `/ogc/collections/gardens/items?limit=2&filter=${encodeURIComponent(mine)}`;
    while (next) {
      const page: Page & { links: { rel: string; href: string }[] } = (await served.get(next)).json();
      ids.push(...page.features.map(({ id }) => id));
      next = page.links.find(({ rel }) => rel === 'next')?.href.replace(served.address, '');
    }
    expect(ids.length).toBe(9);
    expect(new Set(ids).size).toBe(9);
  });

  it('follows a change at once', async () => {
    const before = await found("name = 'Tout neuf'");
    await served.write("update gardens set name = 'Tout neuf' where source_id = 'f7'");
    await expect.poll(() => found("name = 'Tout neuf'")).toBe(before + 1);
    await served.write("update gardens set name = null where source_id = 'f7'");
  });
});

describe('queryables', () => {
  it('are a schema of every collection, linked from it and from its items', async () => {
    const { collections } = (await served.get('/ogc/collections')).json<{ collections: { id: string; links: { rel: string; href: string }[] }[] }>();
    for (const { id, links } of collections) {
      const self = `${served.address}/ogc/collections/${id}/queryables`;
      expect(links.find(({ rel }) => rel === 'http://www.opengis.net/def/rel/ogc/1.0/queryables')!.href).toBe(self);
      const head = await served.get(`/ogc/collections/${id}/items`, { method: 'HEAD', headers: { Accept: 'application/json' } });
      expect(head.headers.link).toContain(`<${self}>; rel="http://www.opengis.net/def/rel/ogc/1.0/queryables"`);
      const answer = await served.get(`/ogc/collections/${id}/queryables`, { headers: { Accept: 'application/schema+json' } });
      expect(answer.headers['content-type']).toBe('application/schema+json');
      const schema = answer.json<{ properties: Record<string, { type?: string; format?: string }> }>();
      expect(schema).toMatchObject({ $schema: 'https://json-schema.org/draft/2020-12/schema', $id: self, type: 'object', additionalProperties: false });
      for (const [name, property] of Object.entries(schema.properties)) {
        if (name === 'geometry') expect([property.type, property.format]).toEqual([undefined, expect.stringMatching(/^geometry-/)]);
        else expect(property.type, name).toBeTypeOf('string');
      }
    }
  });

  it('are each filtered, and each a parameter of its own, with a value that fits', async () => {
    const fitting: Record<string, string> = { integer: '1', number: '1.5', boolean: 'true', string: 'x' };
    const wrong: Record<string, string> = { integer: 'x', number: 'x', boolean: 'oui' };
    for (const { id } of publicLayers) {
      const { properties } = (await served.get(`/ogc/collections/${id}/queryables`)).json<{ properties: Record<string, { type?: string; format?: string; enum?: string[] }> }>();
      for (const [name, { type, format, enum: codes }] of Object.entries(properties)) {
        expect((await ask(`${name} IS NULL`, id)).status, `${id}.${name}`).toBe(200);
        if (!type) continue;
        const value = codes?.[0] ?? (format === 'date' ? '2026-01-01' : format === 'date-time' ? '2026-01-01T00:00:00Z' : fitting[type]!);
        const answer = await served.get(`/ogc/collections/${id}/items?limit=50&${name}=${value}`);
        expect(answer.status, `${id}.${name}=${value}`).toBe(200);
        for (const feature of answer.json<Page>().features) expect(String(feature.properties[name])).toBe(value);
        const bad = codes || format === 'date' || format === 'date-time' ? 'x' : wrong[type];
        if (bad) expect((await served.get(`/ogc/collections/${id}/items?${name}=${bad}`)).status, `${id}.${name}=${bad}`).toBe(400);
      }
    }
  }, 120_000);

  it('match what they say', async () => {
    expect((await served.get('/ogc/collections/gardens/items?plots=3&limit=1')).json<Page>().numberMatched).toBe(await counted('plots = 3'));
    expect((await served.get('/ogc/collections/gardens/items?opened_on=2020-01-03&limit=1')).json<Page>().numberMatched).toBe(await counted("opened_on = '2020-01-03'"));
    expect((await served.get('/ogc/collections/gardens/items?demo=false&limit=1')).json<Page>().numberMatched).toBe(await counted('not demo'));
  });

  it('stand in the description, with the languages and systems of filters', async () => {
    const { paths } = (await served.get('/ogc/api')).json<{ paths: Record<string, { get: { parameters: { name: string; schema: Record<string, unknown> }[] } }> }>();
    const { parameters } = paths['/ogc/collections/gardens/items']!.get;
    const schemaOf = (name: string) => parameters.find((parameter) => parameter.name === name)?.schema;
    for (const name of queryables('gardens')) expect(schemaOf(name), name).toBeDefined();
    expect(schemaOf('filter')).toEqual({ type: 'string' });
    expect(schemaOf('filter-lang')).toEqual({ type: 'string', enum: ['cql2-text', 'cql2-json'], default: 'cql2-text' });
    expect(schemaOf('filter-crs')).toMatchObject({ format: 'uri' });
    expect(conformance).toContain('http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/features-filter');
  });
});

describe('what does not fit', () => {
  it.each([
    ['inconnue = 1', 1, 'n’existe pas'], ["plots = 'x'", 9, 'un nombre ne se compare pas à un texte'], ["opened_on > '2020-01-01'", 13, 'DATE('], ['kind > 3', 8, 'ne se compare pas'], ['plots', 1, 'une condition'], ['plots and demo', 1, 'une condition'], ['name + 1 = 2', 1, 'un nombre était attendu'],
    ["plots like 'x'", 1, 'un texte était attendu'], ['name like name', 11, 'modèle'], ["name like 'x\\'", 11, ''], ['geometry = 1', 1, 'géométrie'], ['s_intersects(name, POINT(0 0))', 14, 'une géométrie'], ['s_intersects(geometry, POINT(200 0))', 24, 'longitudes'], ["t_during(opened_on, INTERVAL('2020-01-01', '2020-01-02'))", 1, 'deux intervalles'], ["t_after(plots, DATE('2020-01-01'))", 9, 'une date'],
    ['s_touches(geometry, GEOMETRYCOLLECTION(POINT(0 0), LINESTRING(0 0, 1 1)))', 1, 'collection'], ['events = 1', 1, 'n’existe pas'], ['id = 1', 1, 'n’existe pas'], ['__proto__ = 1', 1, 'n’existe pas'], ['casei(plots) = 1', 7, 'un texte'],
  ])('%s', async (filter, place, reason) => {
    const answer = await ask(filter);
    expect(answer.status).toBe(400);
    expect(answer.headers['content-type']).toBe('application/problem+json');
    const { detail } = answer.json<{ detail: string }>();
    expect(detail).toMatch(new RegExp(`^filter, au caractère ${place} : `));
    expect(detail).toContain(reason);
  });

  it.each(['&filter-lang=cql-text', '&filter-lang=', '&filter-crs=EPSG:4326', '&filter=true'])('%s', async (more) => {
    expect((await ask('true', 'gardens', more)).status).toBe(400);
  });

  it('is the caller’s where the database gives up on it, and ours where the database is gone', () => {
    const raised = (code: string) => filterProblem(Object.assign(new DatabaseError('', 0, 'error'), { code }));
    for (const code of [sqlState.queryCanceled, '22003', 'XX000', '54001', '42804']) expect(raised(code), code).toMatchObject({ problem: { status: 400, errors: [{ parameter: 'filter' }] } });
    for (const code of ['57P01', '08006', sqlState.tooManyConnections]) expect(raised(code), code).toBeInstanceOf(DatabaseError);
  });

  it('is stopped in time, and told so', async () => {
    const hurried = await serve(served.url, { timeout: 1 });
    try {
      const slow = `casei(accenti(name)) like accenti(casei('%z%z%z%')) or casei(accenti(address)) like accenti(casei('%z%z%z%'))`;
      const answer = await hurried.get(`/ogc/collections/premises/items?limit=1000&filter=${encodeURIComponent(slow)}`);
      expect(answer.status).toBe(400);
      expect(answer.json<{ detail: string }>().detail).toContain('trop long');
    } finally {
      await hurried.close();
    }
  });

  it('never becomes a failure of ours, nor a wait', async () => {
    const costly = [
      'plots ^ 400 > 1', '(0 - plots) ^ 0.5 > 1', '1e308 * 10 > plots', 'plots / 0 = 1', 'plots % 0 = 1', 's_overlaps(geometry, POLYGON((-4.6 48.3,-4.4 48.5,-4.4 48.3,-4.6 48.5,-4.6 48.3)))', 's_equals(geometry, POLYGON((0 0,0 0,0 0,0 0)))', 's_within(geometry, BBOX(-4.5,48.4,-4.5,48.4))',
      's_touches(geometry, GEOMETRYCOLLECTION(POINT(0 0), POINT(1 1)))', 's_contains(geometry, POINT(0 90))', 's_crosses(geometry, LINESTRING(-180 -90, 180 90))', "t_after(opened_on, INTERVAL('0001-01-01', '9999-12-31'))", "t_during(INTERVAL(opened_on, updated_at), INTERVAL('..', '9999-12-31'))", `name like '${'%a'.repeat(500)}'`, `casei(accenti(name)) like accenti(casei('${'%é_'.repeat(400)}'))`,
      `plots in (${Array.from({ length: 1000 }, (_, index) => index).join(',')})`, `${'('.repeat(30)}true${')'.repeat(30)}`, Array.from({ length: 700 }, () => 'plots = 1').join(' or '),
    ];
    for (const filter of costly) {
      for (const crs of [epsg(4326).replace('EPSG/0/4326', 'OGC/1.3/CRS84'), epsg(3857), epsg(2154), epsg(3948), epsg(4326)]) {
        const answer = await ask(filter, 'gardens', `&filter-crs=${crs}`);
        expect([200, 400], `${filter.slice(0, 80)} ${crs} ${String(answer.body).slice(0, 300)}`).toContain(answer.status);
      }
    }
  }, 120_000);
});
