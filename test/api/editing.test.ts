// Features changed by hand over HTTP: who may, what is refused, two editors at once, versions, and how soon the change is everywhere.
import { beforeAll, describe, expect, it } from 'vitest';
import type { EditedFeature, FeatureHistory } from '../../geodata/contract/editing.ts';
import type { Figures, Problem } from '../../geodata/contract.ts';
import { serveCity, until } from './serve.ts';
import { asking, makePeople, signedIn, type Ask } from './signed-in.ts';
import { featuresOf, tileAt } from './tile-reading.ts';

const served = serveCity();
let administrator: Ask;
let gardener: Ask;
let funds: Ask;
let resident: Ask;

beforeAll(async () => {
  await makePeople(served);
  // Sign-ins are throttled by address: one after the other, and few.
  administrator = await signedIn(served, 'administrator@demo.karter');
  funds = await signedIn(served, 'editor@demo.karter');
  resident = await signedIn(served, 'resident@demo.karter');
  await served.write("insert into karter.grants (person, role, theme) select id, 'editor', 'jardins' from karter.people where email = 'supplier@demo.karter'");
  gardener = await signedIn(served, 'supplier@demo.karter');
});

const square = (lon: number, lat: number, size = 0.0004) => ({ type: 'Polygon', coordinates: [[[lon, lat], [lon + size, lat], [lon + size, lat + size], [lon, lat + size], [lon, lat]]] });
const recouvrance: [number, number] = [-4.5012, 48.3871];
const newGarden = (name: string) => ({ properties: { name, kind: 'partage' }, geometry: square(...recouvrance) });
const ifMatch = (feature: EditedFeature) => ({ 'if-match': `"${feature.version}"` });

async function make(name: string, ask = gardener): Promise<EditedFeature> {
  const answer = await ask('POST', '/api/features/gardens', newGarden(name));
  expect(answer.status, String(answer.body)).toBe(201);
  return answer.json<EditedFeature>();
}

describe('who may', () => {
  it('is an editor of the theme, or an administrator; the base is the administrators’', async () => {
    const body = newGarden('Jardin des droits');
    expect((await asking(served)('POST', '/api/features/gardens', body)).status).toBe(401);
    expect((await resident('POST', '/api/features/gardens', body)).status).toBe(403);
    expect((await funds('POST', '/api/features/gardens', body)).status).toBe(403);
    const made = await make('Jardin des droits');
    for (const ask of [funds, resident]) {
      expect((await ask('GET', `/api/features/gardens/${made.id}`)).status).toBe(403);
      expect((await ask('PATCH', `/api/features/gardens/${made.id}`, { properties: { name: 'Pris' } }, ifMatch(made))).status).toBe(403);
      expect((await ask('DELETE', `/api/features/gardens/${made.id}`, {}, ifMatch(made))).status).toBe(403);
      expect((await ask('GET', `/api/features/gardens/${made.id}/versions`)).status).toBe(403);
    }
    const [{ id }] = await served.write('select id from karter.transit limit 1') as [{ id: number }];
    expect((await gardener('GET', `/api/features/transit/${id}`)).status).toBe(403);
    expect((await administrator('GET', `/api/features/transit/${id}`)).status).toBe(200);
  });

  it('keeps an editor of one quartier in it', async () => {
    const [{ slug }] = await served.write("select slug from karter.quartiers where not ST_Covers(geom, ST_Transform(ST_SetSRID(ST_MakePoint($1, $2), 4326), 3857)) limit 1", recouvrance) as [{ slug: string }];
    await served.write("insert into karter.grants (person, role, theme, quartier) select id, 'editor', 'jardins', $1 from karter.people where email = 'company@demo.karter'", [slug]);
    const local = await signedIn(served, 'company@demo.karter');
    expect((await local('POST', '/api/features/gardens', newGarden('Ailleurs'))).status).toBe(403);
    const made = await make('Chez les voisins');
    expect((await local('PATCH', `/api/features/gardens/${made.id}`, { properties: { name: 'Pris' } }, ifMatch(made))).status).toBe(403);
  });
});

describe('what is refused', () => {
  const refusal = async (body: unknown) => {
    const answer = await gardener('POST', '/api/features/gardens', body);
    expect(answer.status, String(answer.body)).toBe(422);
    return answer.json<Problem>().errors?.map(({ parameter }) => parameter);
  };
  it('names the field', async () => {
    expect(await refusal({ ...newGarden('x'), properties: { name: 'x' } })).toEqual(['kind']);
    expect(await refusal({ ...newGarden('x'), properties: { name: 'x', kind: 'parc' } })).toEqual(['kind']);
    expect(await refusal({ ...newGarden('x'), properties: { name: 'x', kind: 'partage', plots: -2 } })).toEqual(['plots']);
    expect(await refusal({ ...newGarden('x'), properties: { name: 'x', kind: 'partage', website: 'javascript:alert(1)' } })).toEqual(['website']);
    expect(await refusal({ ...newGarden('x'), properties: { name: 'x', kind: 'partage', source: 'moi', id: 4 } })).toEqual(['source', 'id']);
    expect(await refusal({ properties: { name: 'x', kind: 'partage' } })).toEqual(['geometry']);
    expect(await refusal({ ...newGarden('x'), geometry: square(2.35, 48.85) })).toEqual(['geometry']);
    const bow = [[-4.5, 48.39], [-4.49, 48.391], [-4.49, 48.39], [-4.5, 48.391], [-4.5, 48.39]];
    expect(await refusal({ ...newGarden('x'), geometry: { type: 'Polygon', coordinates: [bow] } })).toEqual(['geometry']);
    expect(await refusal({ ...newGarden('x'), geometry: { type: 'Polygon', coordinates: ['<script>'] } })).toEqual(['geometry']);
  });

  it('leaves to the funds what the funds lead', async () => {
    expect((await funds('POST', '/api/features/projects', { properties: { name: 'x' }, geometry: { type: 'Point', coordinates: recouvrance } })).status).toBe(422);
    const [{ id }] = await served.write('select id from karter.projects limit 1') as [{ id: number }];
    const project = (await funds('GET', `/api/features/projects/${id}`)).json<EditedFeature>();
    const answer = await funds('PATCH', `/api/features/projects/${id}`, { properties: { stage: 'realise', amount_eur: 1 } }, ifMatch(project));
    expect(answer.json<Problem>().errors?.map(({ parameter }) => parameter)).toEqual(['stage', 'amount_eur']);
    expect((await funds('PATCH', `/api/features/projects/${id}`, { properties: { website: 'https://example.org/' } }, ifMatch(project))).status).toBe(200);
  });

  it('wants to know which version is changed', async () => {
    const made = await make('Sans version');
    const path = `/api/features/gardens/${made.id}`;
    for (const headers of [{}, { 'if-match': '*' }] as Record<string, string>[]) expect((await gardener('PATCH', path, { properties: { name: 'x' } }, headers)).status).toBe(428);
    expect((await gardener('DELETE', path, {})).status).toBe(428);
    expect((await gardener('PATCH', '/api/features/gardens/999999999', {}, ifMatch(made))).status).toBe(404);
    expect((await gardener('GET', '/api/features/lune/1')).status).toBe(404);
  });
});

describe('two editors', () => {
  it('the second is shown what the first wrote, and nothing is lost', async () => {
    const made = await make('Jardin disputé');
    const path = `/api/features/gardens/${made.id}`;
    const answers = await Promise.all([
      gardener('PATCH', path, { properties: { manager: 'Les Coquelicots' } }, ifMatch(made)),
      administrator('PATCH', path, { properties: { manager: 'Les Bleuets' } }, ifMatch(made)),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const won = answers.find(({ status }) => status === 200)!.json<EditedFeature>();
    const problem = answers.find(({ status }) => status === 409)!.json<Problem>();
    expect(problem.current).toEqual(won);
    expect((await gardener('GET', path)).json<EditedFeature>()).toEqual(won);
    expect((await gardener('DELETE', path, {}, ifMatch(made))).status).toBe(409);
  });
});

describe('versions', () => {
  it('are kept with who made them, compared and restored, also after a retirement', async () => {
    const made = await make('Jardin d’avant');
    const path = `/api/features/gardens/${made.id}`;
    const renamed = (await gardener('PATCH', path, { properties: { name: 'Jardin d’après' } }, ifMatch(made))).json<EditedFeature>();
    // A change of words leaves the outline where it was, to the bit.
    expect(renamed.geometry).toEqual(made.geometry);
    const moved = (await gardener('PATCH', path, { geometry: square(-4.49, 48.39) }, ifMatch(renamed))).json<EditedFeature>();
    const unchanged = (await gardener('PATCH', path, { properties: { name: 'Jardin d’après' } }, ifMatch(moved))).json<EditedFeature>();
    expect(unchanged.version).toBe(moved.version);

    const history = (await gardener('GET', `${path}/versions`)).json<FeatureHistory>();
    expect(history.versions.map(({ act, feature }) => [act, feature.properties.name])).toEqual([['change', 'Jardin d’après'], ['change', 'Jardin d’après'], ['create', 'Jardin d’avant']]);
    expect(history.versions.every(({ name }) => name?.includes('fournisseur'))).toBe(true);

    expect((await gardener('POST', `${path}/restore`, { version: made.version })).status).toBe(428);
    const restored = (await gardener('POST', `${path}/restore`, { version: made.version }, ifMatch(moved))).json<EditedFeature>();
    expect(restored.properties.name).toBe('Jardin d’avant');
    expect(restored.geometry).toEqual(made.geometry);
    expect((await gardener('GET', `${path}/versions`)).json<FeatureHistory>().versions.map(({ act }) => act)).toEqual(['restore', 'change', 'change', 'create']);

    const heir = await make('Héritier');
    expect((await gardener('DELETE', path, { successor: made.id }, ifMatch(restored))).status).toBe(422);
    expect((await gardener('DELETE', path, { successor: heir.id, reason: 'Fusion' }, ifMatch(restored))).status).toBe(200);
    expect((await gardener('GET', path)).status).toBe(410);
    expect((await served.get(`/lieux/gardens/${made.id}`)).headers.location).toContain(`/lieux/gardens/${heir.id}`);
    const again = await gardener('POST', `${path}/restore`, { version: renamed.version });
    expect(again.status, String(again.body)).toBe(200);
    expect(again.json<EditedFeature>().id).toBe(made.id);
    expect((await served.get(`/ogc/collections/gardens/items/${made.id}`)).status).toBe(200);
  });

  it('of observed values are observations of today', async () => {
    const [{ id }] = await served.write("select id from karter.premises where occupancy = 'occupe' limit 1") as [{ id: number }];
    const path = `/api/features/premises/${id}`;
    const before = (await administrator('GET', path)).json<EditedFeature>();
    const seen = async () => (await served.write('select count(*)::integer as count from karter.premises_observations where premises_id = $1', [id]))[0]!.count as number;
    const first = await seen();
    const vacant = await administrator('PATCH', path, { properties: { occupancy: 'vacant' } }, ifMatch(before));
    expect(vacant.status, String(vacant.body)).toBe(200);
    expect(vacant.json<EditedFeature>().properties).toMatchObject({ occupancy: 'vacant', activity: null });
    expect(await seen()).toBe(first + 1);
    const back = await administrator('POST', `${path}/restore`, { version: before.version }, ifMatch(vacant.json<EditedFeature>()));
    expect(back.json<EditedFeature>().properties).toMatchObject({ occupancy: 'occupe', activity: before.properties.activity });
    // What was seen stays seen.
    expect(await seen()).toBe(first + 2);
    const vacantAgain = await administrator('PATCH', path, { properties: { occupancy: 'vacant' } }, ifMatch(back.json<EditedFeature>()));
    expect(vacantAgain.json<EditedFeature>().properties.occupancy).toBe('vacant');
  });
});

it('shows a change in tile, list and figures within two seconds', async () => {
  const gardens = async () => (await served.get('/api/figures')).json<Figures>().city.find(({ key }) => key === 'gardens')?.value;
  const tile = async () => (featuresOf((await served.get(tileAt(...recouvrance, 15).path)).body).gardens ?? []).map(({ properties }) => properties.name);
  const first = await gardens();
  await tile();
  const made = await make('Jardin tout neuf');
  const start = performance.now();
  await until(tile, (names) => names.includes('Jardin tout neuf'));
  await until(async () => (await served.get(`/ogc/collections/gardens/items?limit=1000`)).json<{ features: { id: number }[] }>().features, (features) => features.some(({ id }) => id === made.id));
  if (first !== undefined) await until(gardens, (value) => value !== first);
  expect(performance.now() - start).toBeLessThan(2000);
});

it('tells the record which fields changed, and who changed them', async () => {
  const made = await make('Jardin noté');
  await gardener('PATCH', `/api/features/gardens/${made.id}`, { properties: { phone: '02 98 00 00 00' } }, ifMatch(made));
  const rows = await served.write("select operation, after from karter.audit where object = 'gardens' and key = $1 order by seq", [String(made.id)]);
  expect(rows.map(({ after }) => after)).toMatchObject([{ act: 'create' }, { act: 'change', columns: ['phone'] }]);
});
