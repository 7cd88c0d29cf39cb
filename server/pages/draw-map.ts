// The drawn map as a picture, for documents: a quartier with one layer.
import type { LayerId } from '../../geodata/layers.ts';
import type { Database } from '../db.ts';
import { notFound } from '../problem.ts';
import type { Quartiers } from '../quartiers.ts';
import { drawnMap } from './drawn/drawn-map.ts';
import { positionOf } from './drawn/frame.ts';
import { fontFamily } from './drawn/lettering.ts';
import { Drawings } from './drawn/reading.ts';
import { html } from './html.ts';
import { toPng } from './preview.ts';

export interface MapPicture { quartier: string; layer: LayerId; width: number; height: number }
/** @returns PNG; raises 404 for an unknown quartier. */
export type DrawMap = (asked: MapPicture) => Promise<Buffer>;

export function mapDrawer(database: Database, quartiers: Quartiers): DrawMap {
  const drawings = new Drawings(database);
  return async ({ quartier, layer, width, height }) => {
    const place = (await quartiers.list()).find(({ slug }) => slug === quartier);
    if (!place) throw notFound();
    drawings.drop();
    const drawing = await drawings.read({ position: positionOf(place.bbox, width, height, 15), width, height }, [layer], {}, null);
    const svg = html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="${-width / 2} ${-height / 2} ${width} ${height}" width="${width}" height="${height}" font-family="${fontFamily}">${drawnMap(drawing)}</svg>`;
    return toPng(svg.text, width);
  };
}
