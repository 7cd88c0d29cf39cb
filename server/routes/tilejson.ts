// TileJSON 3.0: where the tiles are and what is in them.
import Router from '@koa/router';
import type { City } from '../../geodata/city.ts';
import { maxTileZoom } from '../../geodata/contract.ts';
import { tileFieldsOf } from '../../geodata/layer.ts';
import { publicLayers } from '../../geodata/layers.ts';
import { readInput } from '../input.ts';
import { publicBase } from '../public-url.ts';

export function tileJsonRoutes({ city }: { city: City }): Router {
  const router = new Router();
  router.get('/tiles.json', (context) => {
    const { query } = readInput('GET /tiles.json', context);
    const asked = query.layers;
    const shown = publicLayers.filter((layer) => !asked || (asked as string[]).includes(layer.id));
    const [lon, lat] = city.centre;
    context.body = {
      tilejson: '3.0.0', name: `Karter ${city.name}`, attribution: city.attribution, scheme: 'xyz',
      tiles: [`${publicBase(context)}/tiles/{z}/{x}/{y}.mvt${asked ? `?layers=${asked.join(',')}` : ''}`],
      minzoom: 0, maxzoom: maxTileZoom, bounds: city.bounds, center: [lon, lat, Math.round(city.zoom)],
      vector_layers: shown.map((layer) => ({
        id: layer.id, description: layer.description, minzoom: layer.minZoom, maxzoom: maxTileZoom,
        fields: {
          ...Object.fromEntries(tileFieldsOf(layer).map(({ name, field }) => [name, field.title])),
          ...(layer.cellsBelow ? { count: `Nombre, sous le zoom ${layer.cellsBelow}`, vacant: 'dont vacants' } : {}),
        },
      })),
    };
    context.set('Cache-Control', 'public, max-age=300');
  });
  return router;
}
