// The catalogue in DCAT-AP 3 (https://semiceu.github.io/DCAT-AP/releases/3.0.0/) as JSON-LD, with the terms that data.gouv.fr's harvester reads.
// It keeps its own context: nothing has to be fetched to read it.
import type { City } from '../../geodata/city.ts';
import type { Dataset, DatasetDownload } from '../../geodata/contract/catalogue.ts';
import type { SourceState } from '../../geodata/contract/sources.ts';
import type { ExportFormatId } from '../../geodata/export-formats.ts';
import { layerById, type LayerId } from '../../geodata/layers.ts';
import { licenceOf } from '../../geodata/licences.ts';
import { dcatWords as words } from '../../geodata/messages-catalogue.ts';
import { themeById } from '../../geodata/themes.ts';

type Node = Record<string, unknown>;

const context = {
  dcat: 'http://www.w3.org/ns/dcat#', dct: 'http://purl.org/dc/terms/', foaf: 'http://xmlns.com/foaf/0.1/', vcard: 'http://www.w3.org/2006/vcard/ns#',
  geo: 'http://www.opengis.net/ont/geosparql#', rdfs: 'http://www.w3.org/2000/01/rdf-schema#', skos: 'http://www.w3.org/2004/02/skos/core#', xsd: 'http://www.w3.org/2001/XMLSchema#',
} as const;

const authority = 'http://publications.europa.eu/resource/authority';
const french = (text: string) => ({ '@value': text, '@language': 'fr' });
const id = (uri: string) => ({ '@id': uri });
/** A thing named elsewhere, with its class: a validator does not fetch the lists it is in. */
const a = (type: string, uri: string) => ({ '@id': uri, '@type': type });
const typed = (value: string, type: string) => ({ '@value': value, '@type': type });
const stated = (type: string, text: string): Node => ({ '@type': type, 'rdfs:label': french(text) });

const inFrench = a('dct:LinguisticSystem', `${authority}/language/FRA`);
const iana = (media: string) => a('dct:MediaType', `https://www.iana.org/assignments/media-types/${media.split(';')[0]!}`);
const fileType = (name: string) => a('dct:MediaTypeOrExtent', `${authority}/file-type/${name}`);
const communeOf = (city: City) => a('dct:Location', `http://id.insee.fr/geo/commune/${city.insee}`);

/** The EU's data themes by ours. */
const dataThemes: Record<string, readonly [code: string, label: string]> = {
  emploi: ['ECON', 'Économie et finances'], epiceries: ['SOCI', 'Population et société'], fonds: ['GOVE', 'Gouvernement et secteur public'],
  commerces: ['ECON', 'Économie et finances'], jardins: ['ENVI', 'Environnement'], fond: ['REGI', 'Régions et villes'],
};
function dataTheme(theme: string): Node {
  const [code, label] = dataThemes[theme]!;
  return { ...a('skos:Concept', `${authority}/data-theme/${code}`), 'skos:prefLabel': french(label) };
}

/** Names in the EU's list of file types; FlatGeobuf has none yet. */
const fileTypes: Partial<Record<ExportFormatId, string>> = { csv: 'CSV', xlsx: 'XLSX', geojson: 'GEOJSON', gpkg: 'GPKG', shp: 'SHP', scdl: 'CSV', inclusion: 'JSON' };

/** The standard wants WKT; data.gouv.fr reads GeoJSON of this type, whatever says it. */
const geoJsonType = 'https://www.iana.org/assignments/media-types/application/vnd.geo+json';

function location([west, south, east, north]: readonly [number, number, number, number]): Node {
  const ring = [[west, south], [east, south], [east, north], [west, north], [west, south]];
  return {
    '@type': 'dct:Location',
    'dcat:bbox': typed(`POLYGON((${ring.map((point) => point.join(' ')).join(', ')}))`, 'geo:wktLiteral'),
    'dcat:centroid': typed(`POINT(${(west + east) / 2} ${(south + north) / 2})`, 'geo:wktLiteral'),
    'geo:asGeoJSON': typed(JSON.stringify({ type: 'Polygon', coordinates: [ring] }), geoJsonType),
  };
}

/** One licence for the whole, else null: a part under another must not pass under it. */
function licenceOfAll({ sources }: Dataset): string | null {
  const urls = new Set(sources.map(({ licence }) => licenceOf(licence)?.url ?? null));
  return urls.size === 1 ? [...urls][0]! : null;
}

const rightsOf = (dataset: Dataset): Node => stated('dct:RightsStatement', words.rights([...Map.groupBy(dataset.sources, ({ licence }) => licence)].map(([licence, parts]) => ({ licence, count: parts.reduce((sum, { count }) => sum + count, 0) }))));

function distributions(base: string, dataset: Dataset, self: string, downloads: readonly DatasetDownload[]): Node[] {
  const layer = dataset.layer as LayerId;
  const licence = licenceOfAll(dataset);
  const every: Node = {
    'dct:rights': rightsOf(dataset), 'dct:language': inFrench,
    ...(licence ? { 'dct:license': a('dct:LicenseDocument', licence) } : {}), ...(dataset.changed_at ? { 'dct:modified': typed(dataset.changed_at, 'xsd:dateTime') } : {}),
  };
  const files = downloads.filter(({ missing }) => missing === null).map(({ id: format, title, use, media, url }): Node => ({
    '@id': `${self}-${format}`, '@type': 'dcat:Distribution', 'dct:title': french(`${dataset.title} : ${title}`),
    'dcat:accessURL': id(`${base}/donnees/${layer}`), 'dcat:downloadURL': id(url),
    'dct:description': french(use), 'dcat:mediaType': iana(media),
    ...(fileTypes[format] ? { 'dct:format': fileType(fileTypes[format]) } : {}), ...every,
  }));
  return [...files, {
    '@id': `${self}-ogcapi`, '@type': 'dcat:Distribution', 'dct:title': french(`${dataset.title} : OGC API – Features`),
    'dcat:accessURL': id(`${base}/ogc/collections/${layer}`), 'dcat:accessService': id(`${base}/ogc#service`),
    'dct:description': french(words.serviceDescription), 'dcat:mediaType': iana('application/geo+json'), 'dct:format': fileType('GEOJSON'), ...every,
  }];
}

export type Listed = Dataset & { downloads: readonly DatasetDownload[] };

/** How often the enabled sources of a layer are refreshed; a layer changed by hand or by files has no rhythm. */
function rhythmOf(layer: string, sources: readonly SourceState[]): string {
  const names: Record<string, string> = { quotidien: 'DAILY', hebdomadaire: 'WEEKLY', mensuel: 'MONTHLY' };
  const schedules = new Set(sources.filter((source) => source.layer === layer && source.enabled).map(({ schedule }) => schedule));
  return (schedules.size === 1 ? names[[...schedules][0]!] : undefined) ?? 'IRREG';
}

interface Whole { city: City; base: string; publisher: Node; contact: Node | null; sources: readonly SourceState[] }

function datasetNode({ city, base, publisher, contact, sources }: Whole, { downloads, ...dataset }: Listed): Node {
  const self = `${base}/donnees/${dataset.layer}#jeu`;
  const { theme } = layerById[dataset.layer as LayerId];
  const outlines = dataset.accuracy.trace_approximatif ?? 0;
  const demo = dataset.demo === 0 ? null : words.demo(dataset.demo, dataset.count);
  return {
    '@id': self, '@type': 'dcat:Dataset', 'dct:identifier': self,
    'dct:title': french(words.datasetTitle(dataset.title, city.name, dataset.demo, dataset.count)),
    'dct:description': french([demo, outlines > 0 && words.outlines(outlines, dataset.count), dataset.description, dataset.made, words.sources([...new Set(dataset.sources.map(({ source }) => source))])].filter(Boolean).join('\n\n')),
    'dct:publisher': publisher, ...(contact ? { 'dcat:contactPoint': contact } : {}),
    'dcat:landingPage': a('foaf:Document', `${base}/donnees/${dataset.layer}`), 'dct:language': inFrench,
    'dcat:keyword': [dataset.title, ...(theme === 'fond' ? [] : [themeById[theme].title]), city.name, city.territory, ...(demo ? [words.demoKeyword] : [])].map((word) => french(word.toLocaleLowerCase('fr'))),
    'dcat:theme': dataTheme(theme),
    'dct:accessRights': a('dct:RightsStatement', `${authority}/access-right/PUBLIC`), 'dct:accrualPeriodicity': a('dct:Frequency', `${authority}/frequency/${rhythmOf(dataset.layer, sources)}`),
    'dct:conformsTo': { '@id': `${base}/ogc/collections/${dataset.layer}/schema`, '@type': 'dct:Standard', 'dct:title': french(words.schema(dataset.title)) },
    'dct:spatial': [...(dataset.bbox ? [location(dataset.bbox)] : []), communeOf(city)],
    ...(dataset.first && dataset.last ? { 'dct:temporal': { '@type': 'dct:PeriodOfTime', 'dcat:startDate': typed(dataset.first, 'xsd:date'), 'dcat:endDate': typed(dataset.last, 'xsd:date') } } : {}),
    ...(dataset.changed_at ? { 'dct:modified': typed(dataset.changed_at, 'xsd:dateTime') } : {}),
    'dct:provenance': stated('dct:ProvenanceStatement', words.sources(dataset.sources.map(({ source, licence, count }) => `${source} (${licence}, ${count})`))),
    'dcat:distribution': distributions(base, dataset, self, downloads),
  };
}

/** What a harvester takes: every public layer that holds something, and the service that gives them all. */
export function dcatCatalogue(city: City, base: string, datasets: readonly Listed[], sources: readonly SourceState[]): Node {
  const held = datasets.filter(({ count }) => count > 0);
  const publisher: Node = city.publisher
    ? { '@id': `${base}/donnees#editeur`, '@type': 'foaf:Agent', 'foaf:name': french(city.publisher.name), ...(city.publisher.url ? { 'foaf:homepage': a('foaf:Document', city.publisher.url) } : {}), ...(city.siret ? { 'dct:identifier': city.siret } : {}) }
    : { '@id': `${base}/donnees#editeur`, '@type': 'foaf:Agent', 'foaf:name': french(`Karter ${city.name}`), 'foaf:homepage': a('foaf:Document', `${base}/`) };
  const contact: Node | null = city.contact ? { '@type': 'vcard:Organization', 'vcard:fn': city.publisher?.name ?? `Karter ${city.name}`, 'vcard:hasEmail': id(`mailto:${city.contact}`) } : null;
  const changed = held.flatMap(({ changed_at: at }) => at ?? []).toSorted((one, other) => Date.parse(one) - Date.parse(other)).at(-1);
  const standards = ['ogcapi-features-1/1.0/conf/core', 'ogcapi-features-2/1.0/conf/crs', 'ogcapi-features-3/1.0/conf/filter', 'ogcapi-tiles-1/1.0/conf/core'];
  return {
    '@context': context,
    '@id': `${base}/donnees#catalogue`, '@type': 'dcat:Catalog',
    'dct:title': french(words.catalogueTitle(city.name)), 'dct:description': french(words.catalogueDescription(city.name)),
    'dct:publisher': publisher, 'foaf:homepage': a('foaf:Document', `${base}/donnees`), 'dct:language': inFrench,
    'dcat:themeTaxonomy': { ...a('skos:ConceptScheme', `${authority}/data-theme`), 'dct:title': french(words.themes) }, 'dct:spatial': [location(city.bounds), communeOf(city)],
    ...(changed ? { 'dct:modified': typed(changed, 'xsd:dateTime') } : {}),
    'dcat:service': {
      '@id': `${base}/ogc#service`, '@type': 'dcat:DataService', 'dct:identifier': `${base}/ogc#service`, 'dct:title': french(words.serviceTitle(city.name)), 'dct:description': french(words.serviceDescription),
      'dcat:endpointURL': a('rdfs:Resource', `${base}/ogc`), 'dcat:endpointDescription': a('rdfs:Resource', `${base}/ogc/api`), 'dcat:landingPage': a('foaf:Document', `${base}/ogc`),
      'dct:conformsTo': standards.map((name) => a('dct:Standard', `http://www.opengis.net/spec/${name}`)), 'dct:publisher': id(`${base}/donnees#editeur`), ...(contact ? { 'dcat:contactPoint': contact } : {}),
      'dcat:servesDataset': held.map(({ layer }) => id(`${base}/donnees/${layer}#jeu`)),
    },
    'dcat:dataset': held.map((dataset) => datasetNode({ city, base, publisher: id(`${base}/donnees#editeur`), contact, sources }, dataset)),
  };
}
