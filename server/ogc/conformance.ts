// What is declared: only classes whose requirements are tested, each named with its test in docs/conformance.md.

const features = (part: number, ...classes: string[]) => classes.map((name) => `http://www.opengis.net/spec/ogcapi-features-${part}/1.0/conf/${name}`);
const cql2 = (...classes: string[]) => classes.map((name) => `http://www.opengis.net/spec/cql2/1.0/conf/${name}`);
const tiles = (...classes: string[]) => classes.map((name) => `http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/${name}`);

export const conformance: readonly string[] = [
  ...features(1, 'core', 'oas30', 'html', 'geojson'),
  ...features(2, 'crs'),
  ...features(3, 'queryables', 'queryables-query-parameters', 'filter', 'features-filter'),
  ...cql2(
    'basic-cql2', 'advanced-comparison-operators', 'case-insensitive-comparison', 'accent-insensitive-comparison',
    'basic-spatial-functions', 'basic-spatial-functions-plus', 'spatial-functions', 'temporal-functions',
    'property-property', 'arithmetic', 'cql2-text', 'cql2-json',
  ),
  ...tiles('core', 'tileset', 'tilesets-list', 'dataset-tilesets', 'geodata-tilesets', 'mvt', 'oas30'),
];
