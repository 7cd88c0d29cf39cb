// The tag table, both ways.
import { describe, expect, it } from 'vitest';
import { layerById, type LayerId } from '../../geodata/layers.ts';
import { fieldsOf } from '../../geodata/layer.ts';
import { osmLayers, osmObject, readTags, tagChanges, type OsmLayer } from '../../geodata/osm-tags.ts';

describe.each(Object.entries(osmLayers) as [LayerId, OsmLayer][])('%s', (layer, { selects, fields }) => {
  const known = fieldsOf(layerById[layer]);
  it('names fields and codes that the layer has', () => {
    for (const name of Object.keys(fields)) expect(Object.keys(known), name).toContain(name);
    for (const { values } of selects) for (const [name, code] of Object.entries(values)) expect(Object.keys(known[name]?.codes ?? {}), name).toContain(code);
  });
  it('reads back what its own tags say', () => {
    for (const { tags, values } of selects) {
      const whole = Object.fromEntries(Object.entries(tags).map(([key, value]) => [key, value === '*' ? 'yes' : value]));
      expect(readTags(layer, { ...whole, name: 'Nom' }), JSON.stringify(tags)).toMatchObject({ ...values, name: 'Nom' });
    }
  });
});

it('reads contact tags in either spelling, and leaves out what the field cannot hold', () => {
  const tags = { leisure: 'garden', 'garden:type': 'community', 'contact:phone': '+33 2 98 00 00 00', wheelchair: 'designated', start_date: '2019', operator: ' Vert le Jardin ' };
  expect(readTags('gardens', tags)).toEqual({ kind: 'partage', phone: '+33 2 98 00 00 00', manager: 'Vert le Jardin' });
  expect(readTags('gardens', { leisure: 'garden', 'garden:type': 'residential' })).toBeNull();
  expect(readTags('quartiers', { boundary: 'administrative' })).toBeNull();
});

it('writes a change of code only where one set of tags stands for it', () => {
  expect(tagChanges('gardens', [{ field: 'kind', before: 'partage', after: 'insertion' }])).toEqual({ tags: [], byHand: ['kind'] });
  expect(tagChanges('premises', [{ field: 'activity', before: 'banque', after: 'medical' }]).byHand).toEqual(['activity']);
  expect(tagChanges('job_datings', [{ field: 'kind', before: 'mairie', after: 'mediatheque' }]).tags).toEqual([{ key: 'amenity', before: 'townhall', after: 'library' }]);
});

it('knows an object of OpenStreetMap by its source and identifier', () => {
  expect(osmObject('© contributeurs OpenStreetMap', 'node/123')).toEqual({ object: 'node/123', url: 'https://www.openstreetmap.org/node/123' });
  for (const [source, id] of [['Ville de Brest', 'node/123'], ['OpenStreetMap', '123'], ['OpenStreetMap', 'node/0'], ['OpenStreetMap', 'changeset/5'], ['OpenStreetMap', 'node/1/../2']] as const) expect(osmObject(source, id), `${source} ${id}`).toBeNull();
});
