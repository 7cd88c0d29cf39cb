// The map files by which MapServer draws our layers: derived from the layers' own SQL functions, so that both read the same rows and fields.
import { publicLayers } from '../../../geodata/layers.ts';
import type { LayerDefinition } from '../../../geodata/layer.ts';
import type { Client } from '../../../server/db.ts';

const expanded = 'public.ST_Expand(bounds, (public.ST_XMax(bounds) - public.ST_XMin(bounds)) / 64)';

interface Source { names: string[]; body: string }

async function sourceOf(client: Client, layer: string): Promise<Source> {
  const { rows: [row] } = await client.query<{ names: string[]; body: string }>(
    `select (select array_agg(name order by place) from unnest(proargnames, proargmodes) with ordinality as argument(name, mode, place) where mode = 't') as names, prosrc as body
    from pg_proc where pronamespace = 'karter'::regnamespace and proname = $1`, [`layer_${layer}`]);
  return { names: row!.names, body: row!.body.replace(/--.*$/gm, '') };
}

/** The function's query with MapServer's own box and the request's zoom in place of its parameters. */
function queryOf({ names, body }: Source, layer: LayerDefinition, low: boolean): string {
  let text = body;
  if (layer.cellsBelow !== undefined) text = text.split(/union all/i)[low ? 1 : 0]!;
  text = text
    .replace(/public\.ST_AsMVTGeom\(([\s\S]*?), bounds, 4096, 64\)/, '$1')
    // A stored cell has its place in the tile; here it needs one on the ground.
    .replace(/select null, public\.ST_MakePoint\(.*\),/, `select cell.x::bigint << 20 | cell.y, public.ST_SetSRID(public.ST_MakePoint((cell.x + 0.5) / (2 ^ %zoom% * 128) * 40075016.685578488 - 20037508.342789244, 20037508.342789244 - (cell.y + 0.5) / (2 ^ %zoom% * 128) * 40075016.685578488), 3857),`)
    .replaceAll(expanded, '!BOX!')
    .replaceAll('bounds', 'public.ST_TileEnvelope(%zoom%, %x%, %y%)')
    .replace(/layer_\w+\.zoom/g, '%zoom%')
    .replace(/(?<![.\w%])zoom(?![\w%])/g, '%zoom%');
  // MapServer adds its own condition on the box unless the text holds the mark.
  if (!text.includes('!BOX!')) text += ' and !BOX! is not null';
  return `select ${names.join(', ')} from (${text}) as drawn(${names.join(', ')})`.replace(/\s+/g, ' ').trim();
}

const written = (text: string) => `"${text.replaceAll('"', '\\"')}"`;
/** What PostGIS calls them, as MapServer calls them. */
const types = { Point: 'POINT', LineString: 'LINE', Polygon: 'POLYGON' } as const;
type Kind = keyof typeof types;

interface Drawn { name: string; kind: Kind; text: string; items: string[] }

async function drawnLayers(client: Client, low: boolean): Promise<Drawn[]> {
  const drawn: Drawn[] = [];
  for (const layer of publicLayers) {
    const { rows } = await client.query<{ kind: string }>(`select distinct replace(GeometryType(geom), 'MULTI', '') as kind from karter.${layer.id} where geom is not null`);
    const source = await sourceOf(client, layer.id);
    const kinds = new Set(rows.map(({ kind }) => (Object.keys(types) as Kind[]).find((name) => name.toUpperCase() === kind)!));
    // Gardens are middles below z14.
    if (layer.id === 'gardens' && low) { kinds.clear(); kinds.add('Point'); }
    for (const kind of kinds) {
      const text = queryOf(source, layer, low);
      drawn.push({ name: layer.id, kind, items: source.names.filter((name) => !['id', 'geom'].includes(name)), text: kinds.size > 1 ? `${text} where public.GeometryType(geom) like '%${kind.toUpperCase()}'` : text });
    }
  }
  return drawn;
}

function layerBlock({ name, kind, text, items }: Drawn, connection: string): string {
  return `
  LAYER
    NAME ${written(name)}
    TYPE ${types[kind]}
    STATUS ON
    CONNECTIONTYPE POSTGIS
    CONNECTION ${written(connection)}
    PROCESSING "CLOSE_CONNECTION=DEFER"
    DATA ${written(`geom from (${text}) as tile using unique id using srid=3857`)}
    VALIDATION "zoom" "^[0-9]+$" "x" "^[0-9]+$" "y" "^[0-9]+$" "default_zoom" "14" "default_x" "0" "default_y" "0" END
    METADATA "gml_include_items" ${written(items.join(','))} "gml_featureid" "id" END
    PROJECTION "init=epsg:3857" END
  END`;
}

/** @param connection A libpq connection string. @param low Below z14, where premises are stored cells. */
export async function tileMap(client: Client, connection: string, low: boolean): Promise<string> {
  const blocks = (await drawnLayers(client, low)).map((drawn) => layerBlock(drawn, connection)).join('\n');
  return `MAP
  NAME "karter"
  SIZE 256 256
  EXTENT -20037508 -20037508 20037508 20037508
  MAXSIZE 4096
  PROJECTION "init=epsg:3857" END
  WEB METADATA "tile_metatile_level" "0" "tile_map_edge_buffer" "0" END END
  OUTPUTFORMAT
    NAME "mvt"
    DRIVER "MVT"
    MIMETYPE "application/x-protobuf"
    EXTENSION "mvt"
    FORMATOPTION "EXTENT=4096"
    FORMATOPTION "EDGE_BUFFER=64"
  END
  IMAGETYPE "mvt"
  ${blocks}
END
`;
}

/** The published rows of a layer for WFS as GeoJSON: quicker than MapServer's OGC API, which counts the whole layer at each request. */
export function itemsMap(layer: string, columns: readonly string[], connection: string): string {
  return `MAP
  NAME "karter"
  SIZE 256 256
  EXTENT -20037508 -20037508 20037508 20037508
  PROJECTION "init=epsg:3857" END
  WEB METADATA "wfs_title" "Karter" "wfs_onlineresource" "http://localhost/?" "wfs_enable_request" "*" "wfs_srs" "EPSG:4326" END END
  OUTPUTFORMAT
    NAME "geojson"
    DRIVER "OGR/GEOJSON"
    MIMETYPE "application/json"
    FORMATOPTION "STORAGE=stream"
    FORMATOPTION "FORM=SIMPLE"
    FORMATOPTION "LCO:COORDINATE_PRECISION=6"
  END
  LAYER
    NAME ${written(layer)}
    TYPE POINT
    STATUS ON
    CONNECTIONTYPE POSTGIS
    CONNECTION ${written(connection)}
    PROCESSING "CLOSE_CONNECTION=DEFER"
    DATA ${written(`geom from (select id, geom, ${columns.join(', ')} from karter.item_${layer}) as item using unique id using srid=3857`)}
    # Without it MapServer reads the whole layer at each request to find its extent.
    EXTENT -700000 6000000 -300000 6300000
    METADATA "wfs_title" ${written(layer)} "wfs_extent" "-700000 6000000 -300000 6300000" "wfs_srs" "EPSG:4326" "gml_include_items" "all" "gml_featureid" "id" "wfs_getfeature_formatlist" "geojson" END
    PROJECTION "init=epsg:3857" END
  END
END
`;
}
