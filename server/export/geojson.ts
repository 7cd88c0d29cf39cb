// GeoJSON (RFC 7946), straight from the database: what the file says of itself stands before the features, as foreign members (6.1).
import { places } from './snapshot.ts';
import { demoWords, type FileParts, type Order } from './about.ts';

export async function* writeGeoJson({ selection: { layer, definition, fields }, facts, snapshot, city, day, filter }: Order): FileParts {
  const head = {
    type: 'FeatureCollection', name: layer, title: definition.title, description: definition.description,
    metadata: {
      city: city.name, territory: city.territory, exported_on: day, count: facts.count, sources: facts.sources, licences: facts.licences,
      vintage: { from: facts.first, to: facts.last }, demo: facts.demo, demo_note: demoWords(facts), ...(filter ? { filter } : {}),
    },
  };
  yield `${JSON.stringify(head).slice(0, -1)},"features":[`;
  const columns = fields.map(({ name, column }) => `item.${column} as ${name}`).join(', ');
  const feature = `'{"type":"Feature","geometry":' || coalesce(${places.geojson}, 'null') || ',"properties":' || row_to_json((select published from (select ${columns}) published)) || '}'`;
  let between = '\n';
  for await (const rows of snapshot.rows([feature])) {
    yield between + rows.map(([text]) => text).join(',\n');
    between = ',\n';
  }
  yield '\n]}\n';
}
