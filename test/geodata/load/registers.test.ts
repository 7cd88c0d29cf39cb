// The national registers as they are published, read into the layers that are not shown: BAN, BAL and Sirene, with made-up rows and the real samples.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { City } from '../../../geodata/city.ts';
import { layerById } from '../../../geodata/layers.ts';
import { bal } from '../../../geodata/load/profiles/bal.ts';
import { ban } from '../../../geodata/load/profiles/ban.ts';
import { sirene } from '../../../geodata/load/profiles/sirene.ts';
import type { Profile, Reading } from '../../../geodata/load/profile.ts';
import { openFile } from '../../../geodata/load/open.ts';
import { readProperties } from '../../../geodata/schema.ts';
import brest from '../../../geodata/brest/city.json' with { type: 'json' };

const city = City.parse(brest);
const read = (profile: Profile, values: Record<string, unknown>): Reading => profile.read({ line: 2, values }, city);
/** What was read, which the layer's own schema must take too. */
function kept(profile: Profile, values: Record<string, unknown>): Record<string, unknown> {
  const reading = read(profile, values);
  if (!('properties' in reading)) throw new Error(JSON.stringify(reading));
  const { faults } = readProperties(layerById[profile.layer], { source: 'essai', licence: 'LO', vintage: '2026-11-01', accuracy: 'exacte', demo: false, ...reading.properties });
  expect(faults).toEqual([]);
  return { ...reading.properties, geometry: reading.geometry, srid: reading.srid };
}

describe('BAN', () => {
  const row = { id: '29019_7670_00012_bis', id_fantoir: '29019_7670', numero: '12', rep: 'BIS', nom_voie: 'Rue de Siam', code_postal: '29200', code_insee: '29019', nom_commune: 'Brest', x: '145000.1', y: '6836000.2', lon: '-4.49', lat: '48.388', type_position: 'entrée', alias: '', nom_ld: '', libelle_acheminement: 'BREST', nom_afnor: 'RUE DE SIAM', source_position: 'commune', source_nom_voie: 'commune', certification_commune: '1', cad_parcelles: '' };

  it('is known by its columns, numbers and places alike', () => {
    expect(ban.recognises(Object.keys(row), 'CSV')).toBe(true);
    expect(ban.recognises('id;nom_lieu_dit;code_postal;code_insee;nom_commune;x;y;lon;lat;source_position;source_nom_voie'.split(';'), 'CSV')).toBe(true);
    expect(ban.recognises(['id', 'name', 'lon', 'lat'], 'CSV')).toBe(false);
  });

  it('gives the address, in degrees or in Lambert-93', () => {
    expect(kept(ban, row)).toMatchObject({ source_id: '29019_7670_00012_bis', number: 12, suffix: 'bis', street: 'Rue de Siam', postcode: '29200', city: 'Brest', insee: '29019', certified: true, geometry: { coordinates: [-4.49, 48.388] } });
    expect(kept(ban, { ...row, lon: '', lat: '' })).toMatchObject({ srid: 2154, geometry: { coordinates: [145000.1, 6836000.2] } });
  });

  it('sets other communes aside and says what is missing', () => {
    expect(read(ban, { ...row, code_insee: '29232' })).toEqual({ skip: 'commune hors du territoire' });
    expect(read(ban, { ...row, lon: 'NaN', lat: '', x: '', y: '' })).toMatchObject({ problem: expect.stringContaining('sans position') });
  });
});

describe('BAL', () => {
  const row = { cle_interop: '29019_7670_00012_bis', uid_adresse: '', voie_nom: 'Rue de Siam', numero: '12', suffixe: 'bis', commune_nom: 'Brest', position: 'Entrée', x: '145000,1', y: '6836000,2', long: '-4,49', lat: '48,388', source: 'Ville', date_der_maj: '2026-03-02' };

  it('gives the address in every version: commune by its key, toponyme for voie_nom, decimal commas', () => {
    expect(kept(bal, row)).toMatchObject({ source_id: '29019_7670_00012_bis entrée', number: 12, suffix: 'bis', insee: '29019', vintage: '2026-03-02', geometry: { coordinates: [-4.49, 48.388] } });
    const { voie_nom: _, ...newer } = row;
    expect(kept(bal, { ...newer, toponyme: 'Rue de Siam', commune_insee: '29019', certification_commune: '1' })).toMatchObject({ street: 'Rue de Siam', certified: true });
  });

  it('99999 is a place without number', () => {
    expect(kept(bal, { ...row, numero: '99999', voie_nom: 'Keravel' })).toMatchObject({ number: null, street: 'Keravel' });
    expect(read(bal, { ...row, numero: '-3' })).toMatchObject({ problem: expect.stringContaining('numero') });
  });
});

describe('Sirene', () => {
  const row = {
    siren: '123456789', nic: '00011', siret: '12345678900011', statutDiffusionEtablissement: 'O', dateCreationEtablissement: '2015-03-01', trancheEffectifsEtablissement: '03', etablissementSiege: 'true',
    complementAdresseEtablissement: 'CHEZ MME DUPONT', numeroVoieEtablissement: '12', indiceRepetitionEtablissement: 'B', typeVoieEtablissement: 'RUE', libelleVoieEtablissement: 'DE SIAM', codePostalEtablissement: '29200', libelleCommuneEtablissement: 'BREST', codeCommuneEtablissement: '29019',
    coordonneeLambertAbscisseEtablissement: '145000.5', coordonneeLambertOrdonneeEtablissement: '6836000.5', dateDebut: '2019-01-01', etatAdministratifEtablissement: 'A', enseigne1Etablissement: 'LE FOURNIL', enseigne2Etablissement: '', enseigne3Etablissement: '', denominationUsuelleEtablissement: '',
    activitePrincipaleEtablissement: '10.71C', nomenclatureActivitePrincipaleEtablissement: 'NAFRev2', caractereEmployeurEtablissement: 'O', activitePrincipaleNAF25Etablissement: '10.71H',
  };
  const masked = { ...row, statutDiffusionEtablissement: 'P', numeroVoieEtablissement: '[ND]', libelleVoieEtablissement: '[ND]', typeVoieEtablissement: '[ND]', indiceRepetitionEtablissement: '[ND]', enseigne1Etablissement: '[ND]', coordonneeLambertAbscisseEtablissement: '[ND]', coordonneeLambertOrdonneeEtablissement: '[ND]' };

  it('gives both nomenclatures, the sign, the address and the point; nobody’s name', () => {
    const properties = kept(sirene, row);
    expect(properties).toMatchObject({
      siret: '12345678900011', siren: '123456789', nic: '00011', state: 'actif', diffusion: 'O', closed_on: null, naf: '10.71C', naf_2025: '10.71H', sign: 'LE FOURNIL', headcount: '03', employer: true, head_office: true,
      number: 12, suffix: 'b', street: 'rue DE SIAM', address: '12 b rue DE SIAM, 29200 BREST', legal_category: null, srid: 2154, geometry: { coordinates: [145000.5, 6836000.5] },
    });
    expect(JSON.stringify(properties)).not.toContain('DUPONT');
  });

  it('takes the position of the geolocated file, and none that is not of Lambert-93', () => {
    expect(kept(sirene, { ...row, x_longitude: '-4.49', y_latitude: '48.388' })).toMatchObject({ srid: 4326, geometry: { coordinates: [-4.49, 48.388] } });
    expect(kept(sirene, { ...row, epsg: '2975' })['geometry']).toBeUndefined();
  });

  it('after 2027 the first column may be NAF 2025; what is older than rév. 2 is not kept', () => {
    expect(kept(sirene, { ...row, nomenclatureActivitePrincipaleEtablissement: 'NAF2025', activitePrincipaleNAF25Etablissement: '' })).toMatchObject({ naf: null, naf_2025: '10.71C' });
    expect(kept(sirene, { ...row, nomenclatureActivitePrincipaleEtablissement: 'NAFRev1', activitePrincipaleNAF25Etablissement: '' })).toMatchObject({ naf: null, naf_2025: null });
  });

  it('keeps masked what is masked, even where a file forgot to mask', () => {
    for (const partial of [masked, { ...row, statutDiffusionEtablissement: 'P' }]) {
      const properties = kept(sirene, partial);
      expect(properties).toMatchObject({ diffusion: 'P', naf: '10.71C' });
      for (const name of ['sign', 'usual_name', 'number', 'street', 'address', 'name', 'geometry']) expect(properties[name] ?? null, name).toBeNull();
    }
  });

  it('names who refuses only to have it taken out', () => {
    expect(kept(sirene, { ...row, statutDiffusionEtablissement: 'N' })).toEqual({ source_id: '12345678900011', siret: '12345678900011', siren: '123456789', nic: '00011', state: 'actif', diffusion: 'N', geometry: undefined, srid: undefined });
  });

  it('sets aside other communes and what closed long ago, refuses a sheared SIRET', () => {
    expect(read(sirene, { ...row, codeCommuneEtablissement: '29232' })).toEqual({ skip: 'commune hors du territoire' });
    expect(read(sirene, { ...row, etatAdministratifEtablissement: 'F', dateDebut: '2012-05-01' })).toEqual({ skip: 'fermé depuis plus de 3 ans' });
    const lately = new Date(Date.now() - 30 * 86_400_000).toISOString().slice(0, 10);
    expect(kept(sirene, { ...row, etatAdministratifEtablissement: 'F', dateDebut: lately })).toMatchObject({ state: 'ferme', closed_on: lately });
    expect(read(sirene, { ...row, siret: '1.2346E+13' })).toMatchObject({ problem: expect.stringContaining('14 chiffres') });
  });
});

const samples = fileURLToPath(new URL('../../../../shared/data/echantillons/', import.meta.url));

it.skipIf(!existsSync(samples)).each([['bal-sample.csv', 'Strasbourg'], ['bal-sample-ansi.csv', 'Strasbourg'], ['bal-1.4-valide.csv', 'Escoulis'], ['bal-1.5-valide.csv', 'Escoulis'], ['bal-aliases.csv', 'Strasbourg']])('%s is a BAL whose every row is read or refused with a reason', async (file, town) => {
  const opened = await openFile(`${samples}${file}`);
  const codes = [...new Set(readFileSync(`${samples}${file}`, 'latin1').match(/^(\d{5})_/gm)?.map((key) => key.slice(0, 5)) ?? []), '31591', '67482', '35001'];
  const there = City.parse({ ...brest, communes: codes });
  expect(bal.recognises(opened.columns, opened.format)).toBe(true);
  const readings: Reading[] = [];
  for await (const row of opened.rows) readings.push(bal.read(row, there));
  await opened.close();
  expect(readings.length).toBeGreaterThan(0);
  for (const reading of readings) expect('properties' in reading || 'problem' in reading, JSON.stringify(reading)).toBe(true);
  // The one row of the alias sample has a key that names no commune.
  if (file !== 'bal-aliases.csv') expect(readings.some((reading) => 'properties' in reading && reading.properties['city'] === town)).toBe(true);
});
