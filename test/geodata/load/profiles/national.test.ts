// National files of places: data.inclusion, ADEME, SCDL; and portals' JSON.
import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { counts, importingIntoBrest } from './importing.ts';

const { file, path, bring, ask } = importingIntoBrest();
const csv = (rows: readonly Record<string, unknown>[], delimiter = ','): string => {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const cell = (value: unknown) => `"${(typeof value === 'object' && value !== null ? JSON.stringify(value) : String((value as string | undefined) ?? '')).replaceAll('"', '""')}"`;
  return [columns.join(delimiter), ...rows.map((row) => columns.map((name) => cell(row[name])).join(delimiter))].join('\n');
};

describe('data.inclusion v1', () => {
  const structure = {
    source: 'dora', id: 'dora--1', nom: 'Mission locale du Pays de Brest', date_maj: '2026-05-04', siret: null, adresse: '7 rue Kéravel', code_postal: '29200', code_insee: '29019', commune: 'Brest',
    longitude: -4.4886, latitude: 48.3889, telephone: '0298433133', courriel: 'contact@exemple.fr', site_web: 'pas une adresse', horaires_accueil: 'Mo-Fr 09:00-12:00', reseaux_porteurs: ['mission-locale'],
  };
  const others = [
    { ...structure, id: 'dora--2', nom: 'Épicerie sociale du CCAS', reseaux_porteurs: ['ccas-cias'] }, { ...structure, id: 'dora--3', nom: 'Recyclerie du Ponant', reseaux_porteurs: ['ressourceries'] },
    { ...structure, id: 'dora--4', nom: 'AGORAé', reseaux_porteurs: null }, { ...structure, id: 'dora--5', code_insee: '29232', nom: 'Épicerie de Quimper' }, { ...structure, id: 'karter-brest--job_datings-77', nom: 'Salle des syndicats', reseaux_porteurs: null },
  ];
  const structures = [structure, ...others];

  it('structures go where their network or their name says, as JSON and as CSV', async () => {
    const json = file('structures.json', structures);
    const table = file('structures.csv', csv(structures.map((row) => ({ ...row, reseaux_porteurs: row.reseaux_porteurs }))));
    for (const from of [json, table]) {
      expect(counts(await bring('job_datings', from))).toEqual({ features: 6, new: 2, skipped: 4, refused: 0 });
      expect(counts(await bring('epiceries', from))).toEqual({ features: 6, new: 2, skipped: 4, refused: 0 });
      expect(counts(await bring('ressourceries', from))).toEqual({ features: 6, new: 1, skipped: 5, refused: 0 });
    }
    await bring('epiceries', json, { dryRun: false });
    expect(await ask("select source_id, kind, source, licence, vintage::text, website, opening_hours, address from epiceries where source like 'data.inclusion%' order by 1")).toMatchObject([
      { source_id: 'dora--2', kind: 'sociale', source: 'data.inclusion (dora)', licence: 'Licence Ouverte 2.0', vintage: '2026-05-04', website: null, opening_hours: 'Mo-Fr 09:00-12:00', address: '7 rue Kéravel, 29200 Brest' }, { source_id: 'dora--4', kind: 'etudiante' },
    ]);
  });

  it('refuses codes that the schema does not know, and says which', async () => {
    const report = await bring('job_datings', file('codes.json', [{ ...structure, reseaux_porteurs: ['mission-local'] }]));
    expect(report.rejected).toEqual([{ line: 1, reason: 'reseaux_porteurs : code inconnu « mission-local » (data.inclusion v1)' }]);
  });

  it('takes a service that is itself a place, and is of no other layer', async () => {
    const service = { source: 'dora', structure_id: 'dora--1', id: 'dora--s1', nom: 'Épicerie solidaire étudiante', description: 'Sur inscription', date_maj: '2026-05-04', type: 'aide-materielle', thematiques: ['equipement-et-alimentation--alimentation'], frais: 'payant', code_insee: '29019', longitude: -4.48, latitude: 48.39, conditions_acces: 'Carte étudiante' };
    const services = file('services.json', [service]);
    expect(counts(await bring('epiceries', services))).toMatchObject({ new: 1, refused: 0 });
    expect(counts(await bring('job_datings', services))).toMatchObject({ new: 0, skipped: 1 });
    await expect(bring('gardens', services)).rejects.toThrow(/data\.inclusion.*« Épiceries solidaires » \(epiceries\)/);
  });
});

describe('ADEME', () => {
  const actor = {
    identifiant: 'aDcrgdtbqxAZFM3yYCRTue', paternite: 'Longue Vie Aux Objets|ADEME', nom: 'ASSOCIATION RESSOURCERIE', nom_commercial: 'Un peu d’R', siret: '', type_dacteur: 'ess', adresse: '1 rue de la Gare', code_postal: '29200', ville: 'Brest', code_commune: '29019',
    latitude: '48.39', longitude: '-4.48', site_web: 'www.exemple.fr', horaires_osm: 'Tu-Sa 10:00-18:00', type_de_services: 'recyclerie|structure_de_collecte', qualites_et_labels: 'ess', lieu_prestation: 'SUR_PLACE',
    propositions_de_services: '[{"action": "acheter", "sous_categories": ["vetement", "meuble"]}]', donner: 'vetement|meuble', date_de_derniere_modification: '2026-06-24',
  };
  const actors = [
    actor, { ...actor, identifiant: 'b', nom_commercial: '', nom: 'Atelier vélo', propositions_de_services: '[{"action":"acheter","sous_categories":["velo"]}]', donner: 'velo' },
    { ...actor, identifiant: 'c', nom_commercial: 'Friperie', propositions_de_services: '[{"action":"acheter","sous_categories":["vetement","chaussures"]}]', donner: 'vetement' },
    { ...actor, identifiant: 'd', type_dacteur: 'commerce', qualites_et_labels: '', type_de_services: 'service_de_reparation' }, { ...actor, identifiant: 'e', type_dacteur: 'pav_public' }, { ...actor, identifiant: 'f', type_dacteur: 'acteur_digital' },
    { ...actor, identifiant: 'g', code_commune: '', code_postal: '35000' }, { ...actor, identifiant: 'h', type_de_services: 'service_de_reparation', propositions_de_services: '[{"action":"reparer","sous_categories":["velo"]}]', donner: '' },
  ];

  it('keeps the places that give a second life, and counts the others by reason', async () => {
    const report = await bring('ressourceries', file('acteurs.csv', csv(actors)), { dryRun: false });
    expect(report.rejected).toEqual([]);
    expect(counts(report)).toEqual({ features: 8, new: 3, skipped: 5, refused: 0 });
    for (const reason of ['borne, déchèterie', 'en ligne', 'hors de l’économie sociale', 'hors du territoire', 'ne reprend ni ne revend']) expect(report.remarks.join('\n')).toContain(reason);
    expect(await ask("select source_id, name, kind, website, opening_hours, vintage::text from ressourceries where source like 'Longue vie%' order by 1")).toMatchObject([
      { name: 'Un peu d’R', kind: 'ressourcerie', website: 'https://www.exemple.fr', opening_hours: 'Tu-Sa 10:00-18:00', vintage: '2026-06-24' }, { source_id: 'b', name: 'Atelier vélo', kind: 'velo' }, { source_id: 'c', kind: 'textile' },
    ]);
    expect(counts(await bring('ressourceries', file('acteurs.json', { total: 8, results: actors })))).toMatchObject({ features: 8, skipped: 5, refused: 0 });
  });

  it('goes to no other layer', async () => {
    await expect(bring('premises', file('acteurs-locaux.csv', csv(actors)))).rejects.toThrow(/Longue vie aux objets.*« Ressourceries »/);
  });
});

describe('SCDL', () => {
  const facility = { COLL_NOM: 'Ville de Brest', COLL_SIRET: '21290019500018', EQUIP_UID: '29019-01010401-001', EQUIP_THEME: 'Equipement administratif', EQUIP_CODE: '01010401-001', EQUIP_TYPE: 'Mairie', EQUIP_NOM: 'Mairie de l’Europe', ADR_NUMERO: '31', ADR_NOMVOIE: 'rue Saint-Jacques', ADR_CODEPOSTAL: '29200', ADR_COMMUNE: 'Brest', EQUIP_LAT: '48.41', EQUIP_LONG: '-4.46', EQUIP_OUVERTURE: 'Mo-Fr 08:30-17:00', EQUIP_TEL: '+33 298008080', EQUIP_EMAIL: '', EQUIP_WEB: '' };
  const table = csv([facility, { ...facility, EQUIP_UID: '29019-04-001', EQUIP_TYPE: 'Médiathèque', ADR_NUMERO: '99999' }, { ...facility, EQUIP_UID: '29019-05-001', EQUIP_TYPE: 'Piscine' }, { ...facility, EQUIP_UID: '29019-06-001', EQUIP_TYPE: 'Jardins familiaux', EQUIP_NOM: 'Kerbonne' }, { ...facility, EQUIP_UID: '94059-01010401-001' }]);

  it('équipements: each type to its layer', async () => {
    const from = file('equipements.csv', table);
    expect(counts(await bring('job_datings', from, { vintage: '2026-10-01', licence: 'Licence Ouverte 2.0', dryRun: false }))).toEqual({ features: 5, new: 2, skipped: 3, refused: 0 });
    expect(await ask("select kind, address, phone, source from job_datings where source = 'Ville de Brest' and source_id like '29019-%' order by source_id")).toEqual([
      { kind: 'mairie', address: '31 rue Saint-Jacques, 29200 Brest', phone: '+33 298008080', source: 'Ville de Brest' }, { kind: 'mediatheque', address: 'rue Saint-Jacques, 29200 Brest', phone: '+33 298008080', source: 'Ville de Brest' },
    ]);
    expect(counts(await bring('gardens', from, { vintage: '2026-10-01', licence: 'Licence Ouverte 2.0' }))).toEqual({ features: 5, new: 1, skipped: 4, refused: 0 });
  });

  it('subventions: recognised, and no layer', async () => {
    await expect(bring('projects', file('subventions.csv', csv([{ nomAttribuant: 'Ville de Brest', idAttribuant: '1', dateConvention: '2026-01-01', nomBeneficiaire: 'X', idBeneficiaire: '2', objet: 'Y', montant: '100' }])))).rejects.toThrow(/SCDL subventions.*ne sont pas une couche/);
  });
});

describe('what portals give as JSON', () => {
  const garden = { nom: 'Jardin de Kerinou', type: 'jardin partagé', identifiant: 'k1' };
  const said = { source: 'Ville de Brest', licence: 'Licence Ouverte 2.0', vintage: '2026-11-01' };
  it.each([
    ['a plain array', [{ ...garden, longitude: -4.48, latitude: 48.41 }]],
    ['Opendatasoft 2', { total_count: 1, results: [{ ...garden, geo_point_2d: { lon: -4.48, lat: 48.41 } }] }],
    ['Opendatasoft 2 with a shape', { results: [{ ...garden, geo_shape: { type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: [-4.48, 48.41] } } }] }],
    ['Opendatasoft 1', { nhits: 1, records: [{ datasetid: 'jardins', recordid: 'abc', fields: { ...garden, geo_point_2d: [48.41, -4.48] } }] }],
    ['Opendatasoft 1 by its geometry', { nhits: 1, records: [{ recordid: 'abc', fields: garden, geometry: { type: 'Point', coordinates: [-4.48, 48.41] } }] }],
  ])('%s', async (title, content) => {
    const report = await bring('gardens', file(`${title}.json`, content), said);
    expect(report.rejected).toEqual([]);
    expect(counts(report)).toEqual({ features: 1, new: 1, skipped: 0, refused: 0 });
  });

  it('a line that is no object is told with its rank', async () => {
    writeFileSync(path('mele.json'), '[{"nom":"A","type":"partage"}, 3]');
    expect((await bring('gardens', path('mele.json'), said)).rejected).toEqual(expect.arrayContaining([{ line: 2, reason: 'n’est pas un objet JSON' }]));
  });
});
