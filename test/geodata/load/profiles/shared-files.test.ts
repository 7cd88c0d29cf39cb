// Every real file that is at hand, given to the layer it might be meant for, and to ones it is not: the right counts, or the right reason.
import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { LayerId } from '../../../../geodata/layers.ts';
import { counts, importingIntoBrest } from './importing.ts';

const { bring } = importingIntoBrest();
const folder = fileURLToPath(new URL('../../../../../shared/data/', import.meta.url));
const isHere = existsSync(folder);

/** Features, then how many are new, set aside, refused; and what is said of the last two. */
type Told = readonly [features: number, made: number, skipped: number, refused: number, words?: RegExp];
const bal = /rien n’y est de la couche.*Il va dans « Adresses »/;
const noLayer = /ne sont pas une couche de la carte/;
const nowhere = /aucune colonne ne dit où c’est/;
const noId = /Identifiant dans la source \(source_id\) : manque/;
const elsewhere = /hors du territoire/;

const table: readonly (readonly [file: string, layer: LayerId, told: Told | RegExp])[] = [
  ['brest/commune-brest.geojson', 'communes', [1, 1, 0, 0]],
  ['brest/communes-brest-metropole.geojson', 'communes', [8, 8, 0, 0]],
  ['brest/communes-rade-de-brest.geojson', 'communes', [94, 8, 86, 0, /86 laissées de côté : commune hors du territoire/]],
  ['brest/communes-brest-metropole.geojson', 'gardens', [8, 0, 0, 8, /Nature \(kind\) : manque/]],
  ['brest/communes-brest-metropole.geojson', 'premises', [8, 0, 0, 8, /géométrie de type POLYGON, attendu : POINT/]],
  ['brest/communes-brest-metropole.geojson', 'qpv', [8, 0, 0, 8, noId]],
  ['brest/decoupage-brest-metropole.json', 'communes', /n’est pas une collection d’entités/],
  ['brest/tram-telepherique-lignes.geojson', 'transit', [3, 3, 0, 0]],
  ['brest/tram-telepherique-stations.geojson', 'transit', [39, 39, 0, 0]],
  ['brest/tram-telepherique-lignes.geojson', 'streets', [3, 0, 0, 3, /Rang \(kind\) : manque/]],
  ['brest/compteurs-velo-quartiers.geojson', 'quartiers', [40, 0, 0, 40, noId]],
  ['brest/compteurs-velo-quartiers.geojson', 'job_datings', [40, 0, 0, 40, /Lieu \(kind\) : manque/]],
  ['brest/reseau-cyclable-rev.geojson', 'streets', [119, 0, 0, 119, /Rang \(kind\) : code inconnu « inconnu »/]],
  ['brest/commerces-sirene-extrait.csv', 'establishments', [259, 0, 0, 259, /siret : manque/]],
  ['brest/commerces-sirene-extrait.geojson', 'premises', [259, 0, 0, 259, noId]],
  ['brest/adresses-sirene-extrait.csv', 'addresses', [237, 0, 0, 237, /Voie ou lieu-dit \(street\) : manque/]],
  ['brest/lieux-faits.csv', 'job_datings', [45, 0, 0, 45, /code inconnu « epicerie_solidaire »/]],
  ['brest/lieux-faits.csv', 'ressourceries', [45, 0, 0, 45, /code inconnu « mairie »/]],
  ['cnig/gabarit-plui-v2024-01-shapefiles-vides.zip', 'plu_zones', /n’a que ses en-têtes/],
  ['cnig/plu-locmiquelic-2015-geojson/ZONE_URBA.geojson', 'plu_zones', [66, 0, 0, 66, elsewhere]],
  ['cnig/plu-locmiquelic-2015-gml/ZONE_URBA.gml', 'plu_zones', [66, 0, 0, 66, elsewhere]],
  ['cnig/plu-locmiquelic-2015-geojson/PRESCRIPTION_LIN.geojson', 'plu_zones', [91, 0, 0, 91, /Type \(typezone\) : manque/]],
  ['cnig/plu-locmiquelic-2015-geojson/PRESCRIPTION_PCT.geojson', 'plu_zones', [201, 0, 0, 201, /Type \(typezone\) : manque/]],
  ['cnig/plu-locmiquelic-2015-geojson/PRESCRIPTION_SURF.geojson', 'plu_zones', [30, 0, 0, 30, /Type \(typezone\) : manque/]],
  ['cnig/plu-locmiquelic-2015-gml/PRESCRIPTION_LIN.gml', 'premises', [91, 0, 0, 91, /attendu : POINT/]],
  ['cnig/plu-locmiquelic-2015-gml/PRESCRIPTION_PCT.gml', 'gardens', [201, 0, 0, 201, /Nature \(kind\) : manque/]],
  ['cnig/plu-locmiquelic-2015-gml/PRESCRIPTION_SURF.gml', 'gardens', [30, 0, 0, 30, /Nature \(kind\) : manque/]],
  ['cnig/plu-locmiquelic-2015-gml/INFO_LIN.gml', 'plu_zones', /ne contient aucune table/],
  ['cnig/plu-locmiquelic-2015-gml/INFO_PCT.gml', 'plu_zones', [3, 0, 0, 3, /Type \(typezone\) : manque/]],
  ['cnig/plu-locmiquelic-2015-gml/INFO_SURF.gml', 'plu_zones', [26, 0, 0, 26, /Type \(typezone\) : manque/]],
  ['cnig/plu-locmiquelic-2015-gml/DOC_URBA.gml', 'plu_zones', [1, 0, 0, 1, /Zone \(libelle\) : manque/]],
  ['cnig/plu-locmiquelic-2015-gml/DOC_URBA_COM.gml', 'plu_zones', [1, 0, 0, 1, /Zone \(libelle\) : manque/]],
  ['cnig/plu-locmiquelic-2015-shapefile-lambert93.zip', 'plu_zones', [91, 0, 0, 91, /Type \(typezone\) : manque/]],
  ['echantillons/acceslibre-exemple.csv', 'premises', /acceslibre.*n’en ajoute aucun/],
  // Of the departments, one address of the first sample is of Plougastel: ours.
  ['echantillons/bal-sample.csv', 'addresses', [15, 1, 13, 1, /13 laissées de côté : commune hors du territoire/]],
  ['echantillons/bal-sample-ansi.csv', 'addresses', [15, 1, 13, 1, /« A7482_6956_11 » ne commence pas par un code de commune/]],
  ['echantillons/bal-aliases.csv', 'addresses', [1, 0, 1, 0, elsewhere]],
  ['echantillons/bal-1.4-valide.csv', 'addresses', [2, 0, 2, 0, elsewhere]],
  ['echantillons/bal-1.5-valide.csv', 'addresses', [2, 0, 2, 0, elsewhere]],
  ['echantillons/bal-sample.csv', 'premises', bal],
  ['echantillons/bal-1.5-valide.csv', 'communes', bal],
  ['echantillons/adresses-bourg-en-bresse-cp850.csv', 'addresses', [9, 0, 0, 9, /texte en CP850[^]*Voie ou lieu-dit \(street\) : manque/]],
  ['echantillons/cnig-sites-economiques-site-eco.csv', 'premises', noLayer],
  ['echantillons/cnig-sites-economiques-terrain-eco.csv', 'premises', noLayer],
  ['referentiels/codes-naf.json', 'premises', [1707, 0, 0, 1707, nowhere]],
  ['referentiels/osm-preset-tags.json', 'premises', /n’est pas une collection d’entités/],
  ['referentiels/rome-v3-arborescence-2021-07.csv', 'job_datings', /ROME.*nomenclature/],
  ...(isHere ? readdirSync(`${folder}cnig/enumerations`).map((name) => [`cnig/enumerations/${name}`, 'premises', nowhere] as const) : []),
  ...(isHere ? readdirSync(`${folder}schemas`, { recursive: true }).map(String).filter((name) => name.endsWith('.json')).map((name) => [`schemas/${name}`, 'premises', /n’est pas une collection d’entités|aucune colonne ne dit où c’est|n’est pas un objet JSON/] as const) : []),
];

describe.skipIf(!isHere)(`files of ${folder}`, () => {
  it.each(table)('%s → %s', async (file, layer, expected) => {
    const given = bring(layer, `${folder}${file}`, { source: 'Essai', licence: 'Licence Ouverte 2.0', vintage: '2024-01-01' });
    if (expected instanceof RegExp) {
      const outcome = await given.then((report) => report.rejected.map(({ reason }) => reason).join('\n'), (error: unknown) => (error as Error).message);
      expect(outcome).toMatch(expected);
      return;
    }
    const report = await given;
    const [features, made, skipped, refused, words] = expected;
    expect(counts(report), report.rejected[0]?.reason).toEqual({ features, new: made, skipped, refused });
    if (words) expect([...report.remarks, ...report.rejected.map(({ reason }) => reason)].join('\n')).toMatch(words);
  });

  it('none of them is forgotten', () => {
    const tried = new Set(table.map(([file]) => file));
    const all = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => `${entry.parentPath}/${entry.name}`.replace(`${folder.replace(/\/$/, '')}/`, ''));
    expect(all.filter((file) => !tried.has(file) && !file.endsWith('.md'))).toEqual([]);
  });
});
