// Addresses as people, registers and spreadsheets write them, against a small address base made here; and real ones where they are at hand.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { directClient, type Client } from '../../server/db.ts';
import { column, one, openSession, value } from './session.ts';

const session = openSession();

/** Streets of two made-up communes: name, numbers, and how far north they lie. */
const streets: readonly [insee: string, city: string, postcode: string, street: string, numbers: readonly string[]][] = [
  ['99001', 'Lilliput', '99100', 'Rue de Siam', ['1', '2', '4', '10', '12', '12 bis', '14', '20', '79']],
  ['99001', 'Lilliput', '99100', 'Place de Siam', ['1', '3']],
  ['99001', 'Lilliput', '99100', 'Rue Jean Jaurès', ['5', '111', '129', '246']],
  ['99001', 'Lilliput', '99100', 'Avenue Victor Le Gorgeu', ['200']],
  ['99001', 'Lilliput', '99100', 'Boulevard du Général de Gaulle', ['7', '9']],
  ['99001', 'Lilliput', '99100', 'Rue du Docteur Roux', ['3']],
  ['99001', 'Lilliput', '99100', 'Place Saint-Martin', ['6', '6 ter']],
  ['99001', 'Lilliput', '99100', 'Rue du 11 Novembre 1918', ['8', '11']],
  ['99001', 'Lilliput', '99100', 'Avenue de la 1ère D.F.L.', ['19', '25']],
  ['99001', 'Lilliput', '99100', 'Place du 19ème R.I.', ['8']],
  ['99001', 'Lilliput', '99100', 'Place Napoléon III', ['24']],
  ['99001', 'Lilliput', '99100', 'Allée de Kerigonan', ['2']],
  ['99001', 'Lilliput', '99100', 'Chemin de l’Île d’Œuf', ['4']],
  ['99001', 'Lilliput', '99100', 'Rue Charles Berthelot', ['33', '35 a', '35 b']],
  ['99001', 'Lilliput', '99100', 'Rue de Blefuscu', ['15']],
  ['99001', 'Lilliput', '99100', 'Rue de la Mairie', ['1']],
  ['99001', 'Lilliput', '99100', 'Cité Montgolfier', ['3']],
  ['99001', 'Lilliput', '99100', 'Rue Commandant Drogou', ['17']],
  ['99001', 'Lilliput', '99100', 'Halles Saint-Louis', ['']],
  ['99001', 'Lilliput', '99100', 'Keravel', ['']],
  ['99002', 'Blefuscu', '99200', 'Rue de la Mairie', ['1']],
  ['99002', 'Blefuscu', '99200', 'Route de Lilliput', ['50']],
];

/** Writes the base; a street's numbers lie on a line, 10 m a number. */
async function fill(client: Client): Promise<void> {
  const rows = streets.flatMap(([insee, city, postcode, street, numbers], index) => numbers.map((number) => {
    const [digits, suffix] = number.split(' ');
    return { id: `${index}-${number}`, insee, city, postcode, street, number: digits ? Number(digits) : null, suffix: suffix ?? null, lon: (insee === '99001' ? 2.01 : 2.06) + Number(digits ?? 0) * 0.0001, lat: 46.802 + index * 0.001 };
  }));
  await client.query(`
    insert into addresses (source, source_id, licence, vintage, accuracy, number, suffix, street, postcode, city, insee, geom)
    select 'essai', id, 'essai', '2026-01-01', 'exacte', number, suffix, street, postcode, city, insee, ST_Transform(ST_SetSRID(ST_MakePoint(lon, lat), 4326), 3857)
    from jsonb_to_recordset($1::jsonb) as given(id text, insee text, city text, postcode text, street text, number integer, suffix text, lon float, lat float)`, [JSON.stringify(rows)]);
}

beforeAll(async () => {
  const client = directClient(session.url, 'karter_app');
  await client.connect();
  await fill(client);
  await client.end();
});

interface Found { score: number; kind: string; label: string }
const geocode = async (client: Client, address: string, insee: string | null = null): Promise<Found | null> => {
  const { rows: [row] } = await client.query<Found>('select score, kind, label from geocode($1, $2)', [address, insee]);
  return row ?? null;
};

describe('finds', () => {
  it.each([
    ['10 rue de Siam', '10 Rue de Siam'], ['10 RUE DE SIAM 99100 LILLIPUT', '10 Rue de Siam'], ['10, rue de Siam, 99100 Lilliput Cedex 2', '10 Rue de Siam'], ['10 r siam', '10 Rue de Siam'],
    ['10 r. de siam lilliput', '10 Rue de Siam'], ['n° 10 rue Siam', '10 Rue de Siam'], ['rue de Siam 10', '10 Rue de Siam'], ['Rue de Siam, 10, Lilliput', '10 Rue de Siam'], ['99100 Lilliput, 10 rue de Siam', '10 Rue de Siam'],
    ['12 bis rue de Siam', '12 bis Rue de Siam'], ['12bis rue de siam', '12 bis Rue de Siam'], ['12 B rue de Siam', '12 bis Rue de Siam'], ['12-14 rue de Siam', '12 Rue de Siam'], ['12/14 rue de Siam', '12 Rue de Siam'],
    ['12 à 14 rue de Siam, Lilliput', '12 Rue de Siam'], ['12 et 14 rue de Siam', '12 Rue de Siam'], ['3 pl de Siam', '3 Place de Siam'], ['1 pl. siam', '1 Place de Siam'],
    ['111 rue Jean Jaures', '111 Rue Jean Jaurès'], ['111 rue J. Jaurès', '111 Rue Jean Jaurès'], ['111 rue jaurès', '111 Rue Jean Jaurès'], ['129 rue jean jores', '129 Rue Jean Jaurès'], ['246 rue jean-jaurés', '246 Rue Jean Jaurès'],
    ['200 av victor le gorgeu', '200 Avenue Victor Le Gorgeu'], ['200 AV. V. LE GORGEU', '200 Avenue Victor Le Gorgeu'], ['200 avenue Gorgeu', '200 Avenue Victor Le Gorgeu'], ['200 ave victor legorgeu', '200 Avenue Victor Le Gorgeu'],
    ['7 bd gal de gaulle', '7 Boulevard du Général de Gaulle'], ['7 bld du Gén. de Gaule', '7 Boulevard du Général de Gaulle'], ['9 blvd general degaulle', '9 Boulevard du Général de Gaulle'],
    ['3 rue du dr roux', '3 Rue du Docteur Roux'], ['3 rue du Dr. Rouxx', '3 Rue du Docteur Roux'], ['6 pl st martin', '6 Place Saint-Martin'], ['6 ter place St-Martin', '6 ter Place Saint-Martin'], ['6T place saint martin', '6 ter Place Saint-Martin'],
    ['8 rue du 11 novembre', '8 Rue du 11 Novembre 1918'], ['11 rue du onze novembre 1918', '11 Rue du 11 Novembre 1918'], ['19 av 1ere dfl', '19 Avenue de la 1ère D.F.L.'], ['25 avenue de la 1re DFL', '25 Avenue de la 1ère D.F.L.'],
    ['8 place du 19e RI', '8 Place du 19ème R.I.'], ['24 PL NAPOLEON 3', '24 Place Napoléon III'], ['2 all kerigonan', '2 Allée de Kerigonan'], ['2 allee de kérigonnan', '2 Allée de Kerigonan'], ['4 chem ile d oeuf', '4 Chemin de l’Île d’Œuf'],
    ['33 rue ch. berthelot', '33 Rue Charles Berthelot'], ['35a rue Charles Berthelot', '35 a Rue Charles Berthelot'], ['Le Fournil, 33 rue Charles Berthelot', '33 Rue Charles Berthelot'], ['Résidence Les Pins 3 cité Montgolfier appt 12', '3 Cité Montgolfier'],
    ['17 rue cdt drogou', '17 Rue Commandant Drogou'], ['15 rue de Blefuscu', '15 Rue de Blefuscu'], ['50 rte de Lilliput', '50 Route de Lilliput'], ['1 rue de la mairie, Blefuscu', '1 Rue de la Mairie'], ['1 rue de la mairie 99100', '1 Rue de la Mairie'],
    ['BP 12 - 3 rue du Docteur Roux - 99100 LILLIPUT', '3 Rue du Docteur Roux'],
  ])('« %s »', (typed, expected) => session.rolledBack(async (client) => {
    const found = await geocode(client, typed);
    expect(found?.label).toMatch(new RegExp(`^${expected.replaceAll('.', '\\.')}, 99`));
    expect(found).toMatchObject({ kind: 'numéro' });
    expect(found!.score).toBeGreaterThanOrEqual(0.6);
  }));

  it.each([
    ['6 rue de Siam', 'interpolation', '6 Rue de Siam', 0.9], ['83 rue de Siam', 'interpolation', '83 Rue de Siam', 0.8], ['900 rue de Siam', 'voie', 'Rue de Siam', 0.75], ['rue de Siam', 'voie', 'Rue de Siam', 1],
    ['halles st louis', 'lieu-dit', 'Halles Saint-Louis', 1], ['Keravel, 99100 Lilliput', 'lieu-dit', 'Keravel', 1], ['kéravell', 'lieu-dit', 'Keravel', 0.6],
  ])('« %s » by its %s', (typed, kind, label, least) => session.rolledBack(async (client) => {
    const found = await geocode(client, typed);
    expect(found).toMatchObject({ kind, label: expect.stringContaining(`${label},`) });
    expect(found!.score).toBeGreaterThanOrEqual(least - 0.001);
    expect(found!.score).toBeLessThanOrEqual(least < 0.7 ? 1 : least + 0.001);
  }));
});

describe('does not place', () => {
  it.each([
    ['1 rue de la Mairie', 'the same in two communes'], ['Lilliput', 'a commune alone'], ['99100 Lilliput', 'a commune alone'], ['12 rue des Inconnus', 'a street that is not there'],
    ['10 rue de Siam 75001 Paris', 'another town'], ['', 'nothing'], ['   ', 'blanks'], ['%_\\', 'signs'], ['zzzz', 'no word'], ['12', 'a number alone'], [`${'rue '.repeat(200)}`, 'endless text'],
  ])('« %s »: %s', (typed) => session.rolledBack(async (client) => {
    expect((await geocode(client, typed))?.score ?? 0).toBeLessThan(await value<number>(client, 'select geocode_threshold()'));
  }));
});

it('keeps to the commune that is given', () => session.rolledBack(async (client) => {
  expect(await geocode(client, '1 rue de la Mairie', '99002')).toMatchObject({ label: '1 Rue de la Mairie, 99200 Blefuscu', score: 1 });
  expect(await geocode(client, '1 rue de la Mairie', '99001')).toMatchObject({ label: '1 Rue de la Mairie, 99100 Lilliput', score: 1 });
  expect((await geocode(client, '10 rue de Siam', '99002'))?.score ?? 0).toBeLessThan(0.6);
}));

it('puts a missing number between its neighbours', () => session.rolledBack(async (client) => {
  const { lon } = await one<{ lon: number }>(client, "select ST_X(ST_Transform(geom, 4326)) as lon from geocode('6 rue de Siam')");
  expect(lon).toBeCloseTo(2.0106, 6);
}));

it('answers many as it answers each, and follows the base', () => session.rolledBack(async (client) => {
  const typed = ['10 rue de siam', 'nulle part', '2 all kerigonan', '', '1 rue de la mairie'];
  const { rows } = await client.query<{ rank: number; label: string }>('select rank, label, score from geocode_many($1, $2) order by rank', [typed, ['', '', '99001', '', '99002']]);
  expect(rows.map(({ rank, label }) => `${rank} ${label}`)).toEqual(['1 10 Rue de Siam, 99100 Lilliput', '3 2 Allée de Kerigonan, 99100 Lilliput', '5 1 Rue de la Mairie, 99200 Blefuscu']);
  await client.query("update addresses set street = 'Rue de Lisbonne' where street = 'Rue de Siam'");
  expect(await geocode(client, '10 rue de lisbonne')).toMatchObject({ score: 1 });
  expect((await geocode(client, '10 rue de siam'))?.label ?? '').not.toContain('Rue de Siam');
  await client.query("delete from addresses where street = 'Rue de Lisbonne'");
  expect(await column(client, "select name from address_streets where name = 'Rue de Lisbonne'")).toEqual([]);
}));

const real = fileURLToPath(new URL('../../../shared/data/brest/adresses-sirene-extrait.csv', import.meta.url));

it.skipIf(!existsSync(real))('finds each real address again, as the register writes it and with a letter wrong', () => session.rolledBack(async (client) => {
  const rows = readFileSync(real, 'utf8').trim().split('\n').slice(1).map((line) => line.split(',') as [string, string, string, string]).map(([address, insee, lon, lat], index) => {
    const [, number, suffix, street] = /^(\d+)\s+(?:(BIS|TER|[ABC])\s+)?(.+)$/.exec(address) ?? [];
    return { id: String(index), address, insee, lon: Number(lon), lat: Number(lat), number: number ? Number(number) : null, suffix: suffix?.toLowerCase() ?? null, street: street ?? address };
  });
  await client.query('delete from addresses');
  await client.query(`
    insert into addresses (source, source_id, licence, vintage, accuracy, number, suffix, street, city, insee, geom)
    select 'essai', id, 'essai', '2026-01-01', 'exacte', number, suffix, street, 'Brest', insee, ST_Transform(ST_SetSRID(ST_MakePoint(lon, lat), 4326), 3857)
    from jsonb_to_recordset($1::jsonb) as given(id text, insee text, street text, number integer, suffix text, lon float, lat float)`, [JSON.stringify(rows)]);
  const asked = async (addresses: readonly string[]) => (await client.query<{ rank: number; metres: number; score: number }>(
    "select rank, score, ST_Distance(ST_Transform(geom, 2154), ST_Transform(ST_SetSRID(ST_MakePoint(lon, lat), 4326), 2154)) as metres from geocode_many($1, $2) join jsonb_to_recordset($3::jsonb) as given(id integer, lon float, lat float) on given.id + 1 = rank",
    [addresses, rows.map(({ insee }) => insee), JSON.stringify(rows)])).rows;
  const exact = await asked(rows.map(({ address }) => address));
  expect(exact.filter(({ score, metres }) => score >= 0.95 && metres < 60).length).toBeGreaterThanOrEqual(rows.length * 0.97);
  const wrong = await asked(rows.map(({ address }) => `${address.slice(0, -3)}X${address.slice(-2)}`));
  const taken = wrong.filter(({ score }) => score >= 0.6);
  expect(taken.length).toBeGreaterThanOrEqual(rows.length * 0.75);
  expect(taken.filter(({ metres }) => metres > 300).length).toBeLessThanOrEqual(rows.length * 0.03);
}));
