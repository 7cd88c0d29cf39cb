// The catalogue in DCAT-AP 3 (https://semiceu.github.io/DCAT-AP/releases/3.0.0/) as JSON-LD, with the terms that data.gouv.fr's harvester reads.
// It keeps its own context: nothing has to be fetched to read it.
import type { City } from '../../geodata/city.ts';
import type { Dataset } from '../../geodata/contract/catalogue.ts';
import { exportFormatById, formatsOf, type ExportFormatId } from '../../geodata/export-formats.ts';
import { layerById, type LayerId } from '../../geodata/layers.ts';
import { licenceOf } from '../../geodata/licences.ts';
import { dcatWords as words } from '../../geodata/messages-catalogue.ts';
import { themeById } from '../../geodata/themes.ts';

type Node = Record<string, unknown>;

const context = {
  dcat: 'http://www.w3.org/ns/dcat#', dct: 'http://purl.org/dc/terms/', foaf: 'http://xmlns.com/foaf/0.1/', vcard: 'http://www.w3.org/2006/vcard/ns#',
  locn: 'http://www.w3.org/ns/locn#', rdfs: 'http://www.w3.org/2000/01/rdf-schema#', xsd: 'http://www.w3.org/2001/XMLSchema#',
} as const;

const authority = 'http://publications.europa.eu/resource/authority';
const french = (text: string) => ({ '@value': text, '@language': 'fr' });
const id = (uri: string) => ({ '@id': uri });
const typed = (value: string, type: string) => ({ '@value': value, '@type': type });
const stated = (type: string, text: string): Node => ({ '@type': type, 'rdfs:label': french(text) });

/** The EU's data themes by ours. */
const dataThemes: Record<string, string> = { emploi: 'ECON', epiceries: 'SOCI', fonds: 'GOVE', commerces: 'ECON', jardins: 'ENVI', fond: 'REGI' };

/** Names in the EU's list of file types; FlatGeobuf has none yet. */
const fileTypes: Partial<Record<ExportFormatId, string>> = { csv: 'CSV', xlsx: 'XLSX', geojson: 'GEOJSON', gpkg: 'GPKG', shp: 'SHP', scdl: 'CSV', inclusion: 'JSON' };

const wktType = 'http://www.opengis.net/ont/geosparql#wktLiteral';
const geoJsonType = 'https://www.iana.org/assignments/media-types/application/vnd.geo+json';

function location([west, south, east, north]: readonly [number, number, number, number]): Node {
  const ring = [[west, south], [east, south], [east, north], [west, north], [west, south]];
  return {
    '@type': 'dct:Location',
    'dcat:bbox': typed(`POLYGON((${ring.map((point) => point.join(' ')).join(', ')}))`, wktType),
    'locn:geometry': typed(JSON.stringify({ type: 'Polygon', coordinates: [ring] }), geoJsonType),
  };
}

/** One licence for the whole, else null: a part under another must not pass under it. */
function licenceOfAll({ sources }: Dataset): string | null {
  const urls = new Set(sources.map(({ licence }) => licenceOf(licence)?.url ?? null));
  return urls.size === 1 ? [...urls][0]! : null;
}

const rightsOf = (dataset: Dataset): Node => stated('dct:RightsStatement', words.rights([...Map.groupBy(dataset.sources, ({ licence }) => licence)].map(([licence, parts]) => ({ licence, count: parts.reduce((sum, { count }) => sum + count, 0) }))));

function distributions(base: string, dataset: Dataset, self: string): Node[] {
  const layer = dataset.layer as LayerId;
  const licence = licenceOfAll(dataset);
  const every: Node = {
    'dct:rights': rightsOf(dataset), 'dct:language': id(`${authority}/language/FRA`),
    ...(licence ? { 'dct:license': id(licence) } : {}), ...(dataset.changed_at ? { 'dct:modified': typed(dataset.changed_at, 'xsd:dateTime') } : {}),
  };
  const files = formatsOf(layer).map((format): Node => ({
    '@id': `${self}-${format}`, '@type': 'dcat:Distribution', 'dct:title': french(`${dataset.title} : ${exportFormatById[format].title}`),
    'dcat:accessURL': id(`${base}/donnees/${layer}`), 'dcat:downloadURL': id(`${base}/api/export/${layer}?format=${format}`),
    'dcat:mediaType': id(`https://www.iana.org/assignments/media-types/${exportFormatById[format].media.split(';')[0]!}`),
    ...(fileTypes[format] ? { 'dct:format': id(`${authority}/file-type/${fileTypes[format]}`) } : {}), ...every,
  }));
  return [...files, {
    '@id': `${self}-ogcapi`, '@type': 'dcat:Distribution', 'dct:title': french(`${dataset.title} : OGC API – Features`),
    'dcat:accessURL': id(`${base}/ogc/collections/${layer}`), 'dcat:accessService': id(`${base}/ogc#service`),
    'dcat:mediaType': id('https://www.iana.org/assignments/media-types/application/geo+json'), 'dct:format': id(`${authority}/file-type/GEOJSON`), ...every,
  }];
}

interface Whole { city: City; base: string; publisher: Node; contact: Node | null }

function datasetNode({ city, base, publisher, contact }: Whole, dataset: Dataset): Node {
  const self = `${base}/donnees/${dataset.layer}#jeu`;
  const { theme } = layerById[dataset.layer as LayerId];
  const outlines = dataset.accuracy.trace_approximatif ?? 0;
  const demo = dataset.demo === 0 ? null : words.demo(dataset.demo, dataset.count);
  return {
    '@id': self, '@type': 'dcat:Dataset', 'dct:identifier': self,
    'dct:title': french(words.datasetTitle(dataset.title, city.name, dataset.demo, dataset.count)),
    'dct:description': french([demo, outlines > 0 && words.outlines(outlines, dataset.count), dataset.description, dataset.made, words.sources([...new Set(dataset.sources.map(({ source }) => source))])].filter(Boolean).join('\n\n')),
    'dct:publisher': publisher, ...(contact ? { 'dcat:contactPoint': contact } : {}),
    'dcat:landingPage': id(`${base}/donnees/${dataset.layer}`), 'dct:language': id(`${authority}/language/FRA`),
    'dcat:keyword': [dataset.title, ...(theme === 'fond' ? [] : [themeById[theme].title]), city.name, city.territory, ...(demo ? [words.demoKeyword] : [])].map((word) => french(word.toLocaleLowerCase('fr'))),
    'dcat:theme': id(`${authority}/data-theme/${dataThemes[theme]!}`),
    'dct:accessRights': id(`${authority}/access-right/PUBLIC`), 'dct:accrualPeriodicity': id(`${authority}/frequency/IRREG`),
    'dct:conformsTo': { '@id': `${base}/ogc/collections/${dataset.layer}/schema`, '@type': 'dct:Standard', 'dct:title': french(words.schema(dataset.title)) },
    'dct:spatial': [...(dataset.bbox ? [location(dataset.bbox)] : []), id(`http://id.insee.fr/geo/commune/${city.insee}`)],
    ...(dataset.first && dataset.last ? { 'dct:temporal': { '@type': 'dct:PeriodOfTime', 'dcat:startDate': typed(dataset.first, 'xsd:date'), 'dcat:endDate': typed(dataset.last, 'xsd:date') } } : {}),
    ...(dataset.changed_at ? { 'dct:modified': typed(dataset.changed_at, 'xsd:dateTime') } : {}),
    'dct:provenance': stated('dct:ProvenanceStatement', words.sources(dataset.sources.map(({ source, licence, count }) => `${source} (${licence}, ${count})`))),
    'dcat:distribution': distributions(base, dataset, self),
  };
}

/** What a harvester takes: every public layer that holds something, and the service that gives them all. */
export function dcatCatalogue(city: City, base: string, datasets: readonly Dataset[]): Node {
  const held = datasets.filter(({ count }) => count > 0);
  const publisher: Node = city.publisher
    ? { '@id': `${base}/donnees#editeur`, '@type': 'foaf:Agent', 'foaf:name': french(city.publisher.name), ...(city.publisher.url ? { 'foaf:homepage': id(city.publisher.url) } : {}), ...(city.siret ? { 'dct:identifier': city.siret } : {}) }
    : { '@id': `${base}/donnees#editeur`, '@type': 'foaf:Agent', 'foaf:name': french(`Karter ${city.name}`), 'foaf:homepage': id(`${base}/`) };
  const contact: Node | null = city.contact ? { '@type': 'vcard:Organization', 'vcard:fn': city.publisher?.name ?? `Karter ${city.name}`, 'vcard:hasEmail': id(`mailto:${city.contact}`) } : null;
  const changed = held.flatMap(({ changed_at: at }) => at ?? []).toSorted((one, other) => Date.parse(one) - Date.parse(other)).at(-1);
  const standards = ['ogcapi-features-1/1.0/conf/core', 'ogcapi-features-2/1.0/conf/crs', 'ogcapi-features-3/1.0/conf/filter', 'ogcapi-tiles-1/1.0/conf/core'];
  return {
    '@context': context,
    '@id': `${base}/donnees#catalogue`, '@type': 'dcat:Catalog',
    'dct:title': french(words.catalogueTitle(city.name)), 'dct:description': french(words.catalogueDescription(city.name)),
    'dct:publisher': publisher, 'foaf:homepage': id(`${base}/donnees`), 'dct:language': id(`${authority}/language/FRA`),
    'dcat:themeTaxonomy': id(`${authority}/data-theme`), 'dct:spatial': [location(city.bounds), id(`http://id.insee.fr/geo/commune/${city.insee}`)],
    ...(changed ? { 'dct:modified': typed(changed, 'xsd:dateTime') } : {}),
    'dcat:service': {
      '@id': `${base}/ogc#service`, '@type': 'dcat:DataService', 'dct:identifier': `${base}/ogc#service`, 'dct:title': french(words.serviceTitle(city.name)), 'dct:description': french(words.serviceDescription),
      'dcat:endpointURL': id(`${base}/ogc`), 'dcat:endpointDescription': id(`${base}/ogc/api`), 'dcat:landingPage': id(`${base}/ogc`),
      'dct:conformsTo': standards.map((name) => id(`http://www.opengis.net/spec/${name}`)), 'dct:publisher': id(`${base}/donnees#editeur`), ...(contact ? { 'dcat:contactPoint': contact } : {}),
      'dcat:servesDataset': held.map(({ layer }) => id(`${base}/donnees/${layer}#jeu`)),
    },
    'dcat:dataset': held.map((dataset) => datasetNode({ city, base, publisher: id(`${base}/donnees#editeur`), contact }, dataset)),
  };
}
