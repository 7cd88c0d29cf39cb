// OGC API – Tiles, Part 1 (OGC 20-057): the tilesets of everything and of each collection, and the matrix set they follow (OGC 17-083r4, annex D).
import type { Context } from 'koa';
import type { City } from '../../geodata/city.ts';
import { tileFieldsOf, type LayerDefinition } from '../../geodata/layer.ts';
import { publishedSchema } from '../../geodata/schema.ts';
import { layerById, publicLayers, type LayerId } from '../../geodata/layers.ts';
import { defaultSystem, storageSystem } from '../../geodata/reference-systems.ts';
import { maxTileZoom } from '../../geodata/tile-matrix.ts';
import { publicBase } from '../public-url.ts';
import { link, relations, selfLinks, tileType, type Link } from './links.ts';

export const matrixSetId = 'WebMercatorQuad';
const registered = `http://www.opengis.net/def/tilematrixset/OGC/1.0/${matrixSetId}`;
const worldHalf = 20037508.342789244;
/** Metres a pixel of 256 to the tile at zoom 0; a scale's pixel is 0.28 mm (OGC 17-083r4, 6.1). */
const cellAtZero = (2 * worldHalf) / 256;
const pixelMetres = 0.000_28;

const zooms = Array.from({ length: maxTileZoom + 1 }, (_, zoom) => zoom);

export interface Tileset { title: string; dataType: 'vector'; crs: string; tileMatrixSetURI: string; links: readonly Link[] }

const tilesOf = (base: string, layer?: LayerId) => `${base}/ogc${layer ? `/collections/${layer}` : ''}/tiles`;
const titleOf = (city: City, layer?: LayerId) => (layer ? layerById[layer].title : `Karter ${city.name}`);

function summary(context: Context, city: City, layer?: LayerId): Tileset {
  const base = publicBase(context);
  return {
    title: titleOf(city, layer), dataType: 'vector', crs: storageSystem.uri, tileMatrixSetURI: registered,
    links: [
      link('self', `${tilesOf(base, layer)}/${matrixSetId}`, 'application/json', 'Ce jeu de tuiles'),
      link(relations.tilingScheme, `${base}/ogc/tileMatrixSets/${matrixSetId}`, 'application/json', 'La grille'),
    ],
  };
}

export function tilesetsOf(context: Context, city: City, layer?: LayerId): { links: Link[]; tilesets: Tileset[] } {
  return { links: selfLinks(context), tilesets: [summary(context, city, layer)] };
}

const dimensions: Record<LayerDefinition['geometry'], number | null> = { point: 0, line: 1, polygon: 2, mixed: null };

function described(layer: LayerDefinition, base: string): object {
  const schema = publishedSchema(layer);
  const dimension = dimensions[layer.geometry];
  return {
    id: layer.id, title: layer.title, description: layer.description, dataType: 'vector', ...(dimension === null ? {} : { geometryDimension: dimension }),
    minTileMatrix: String(layer.minZoom), maxTileMatrix: String(maxTileZoom),
    propertiesSchema: { type: 'object', properties: {
      ...Object.fromEntries(tileFieldsOf(layer).map(({ name }) => [name, schema[name]])),
      ...(layer.cellsBelow ? { count: { type: 'integer', title: `Nombre, sous le zoom ${layer.cellsBelow}` }, vacant: { type: 'integer', title: 'dont vacants' } } : {}),
    } },
    links: [link(relations.geodata, `${base}/ogc/collections/${layer.id}`)],
  };
}

/** A tileset's metadata; its template leads to the same bytes as /tiles/. */
export function tilesetOf(context: Context, city: City, layer?: LayerId): Tileset & Record<string, unknown> {
  const base = publicBase(context);
  const [west, south, east, north] = city.bounds;
  const [lon, lat] = city.centre;
  const { links: [, scheme], ...known } = summary(context, city, layer);
  return {
    ...known, description: layer ? layerById[layer].description : 'Toutes les couches publiques.', attribution: city.attribution, mediaTypes: [tileType],
    boundingBox: { lowerLeft: [west, south], upperRight: [east, north], crs: defaultSystem.uri },
    centerPoint: { coordinates: [lon, lat], crs: defaultSystem.uri, tileMatrix: String(Math.round(city.zoom)) },
    tileMatrixSetLimits: zooms.map((zoom) => ({ tileMatrix: String(zoom), minTileRow: 0, maxTileRow: 2 ** zoom - 1, minTileCol: 0, maxTileCol: 2 ** zoom - 1 })),
    layers: (layer ? [layerById[layer]] : publicLayers).map((one) => described(one, base)),
    links: [
      ...selfLinks(context),
      scheme!,
      { rel: 'item', href: `${tilesOf(base, layer)}/${matrixSetId}/{tileMatrix}/{tileRow}/{tileCol}`, type: tileType, title: 'Une tuile', templated: true },
      link('alternate', `${base}/tiles.json${layer ? `?layers=${layer}` : ''}`, 'application/json', 'TileJSON'),
      ...(layer ? [link(relations.geodata, `${base}/ogc/collections/${layer}`, 'application/json', layerById[layer].title)] : [link(relations.geodata, `${base}/ogc/collections`, 'application/json', 'Les collections')]),
    ],
  };
}

export function matrixSetsOf(context: Context): { links: Link[]; tileMatrixSets: object[] } {
  return { links: selfLinks(context), tileMatrixSets: [{ id: matrixSetId, title: 'Web Mercator, tuiles carrées', uri: registered, crs: storageSystem.uri, links: [link('self', `${publicBase(context)}/ogc/tileMatrixSets/${matrixSetId}`, 'application/json', 'La grille')] }] };
}

export interface MatrixSet { id: string; title: string; tileMatrices: readonly { id: string; scaleDenominator: number; cellSize: number; matrixWidth: number }[] }

/** The registered set down to the last zoom that it has; ours are a part of it. */
export function matrixSet(): MatrixSet & Record<string, unknown> {
  return {
    id: matrixSetId, title: 'Web Mercator, tuiles carrées', uri: registered, crs: storageSystem.uri, orderedAxes: ['X', 'Y'], wellKnownScaleSet: 'http://www.opengis.net/def/wkss/OGC/1.0/GoogleMapsCompatible',
    tileMatrices: Array.from({ length: 25 }, (_, zoom) => ({
      id: String(zoom), scaleDenominator: cellAtZero / 2 ** zoom / pixelMetres, cellSize: cellAtZero / 2 ** zoom, cornerOfOrigin: 'topLeft', pointOfOrigin: [-worldHalf, worldHalf],
      tileWidth: 256, tileHeight: 256, matrixWidth: 2 ** zoom, matrixHeight: 2 ** zoom,
    })),
  };
}
