// The detailed base that a person may ask for when online: Plan IGN, from the Géoplateforme (WMTS, open access).
// It is asked for by a button and never probed: a browser logs every request that fails, and an absent base must cost nothing.
import type { RasterLayerSpecification, RasterSourceSpecification } from '@maplibre/maplibre-gl-style-spec';
import type { LayerId } from '../../geodata/layers.ts';

/** To be listed in the Content-Security-Policy under connect-src and img-src. */
export const detailedBaseHost = 'https://data.geopf.fr';

const id = 'detailed-base';
const query = 'SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER=GEOGRAPHICALGRIDSYSTEMS.PLANIGNV2&STYLE=normal&FORMAT=image/png&TILEMATRIXSET=PM&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}';

export const detailedBase = {
  id,
  attribution: 'Fond : Plan IGN',
  source: { type: 'raster', tiles: [`${detailedBaseHost}/wmts?${query}`], tileSize: 256, minzoom: 0, maxzoom: 19 } satisfies RasterSourceSpecification as RasterSourceSpecification,
  // Muted, so that our layers keep the word.
  layer: { id, type: 'raster', source: id, paint: { 'raster-saturation': -0.55, 'raster-contrast': -0.15, 'raster-brightness-min': 0.18, 'raster-fade-duration': 250 } } satisfies RasterLayerSpecification as RasterLayerSpecification,
  replaces: ['land', 'streets', 'communes'] as readonly LayerId[],
};

const storageKey = 'karter:fond-detaille';

export function wantsDetail(): boolean {
  try { return localStorage.getItem(storageKey) === '1'; } catch { return false; }
}

export function rememberDetail(on: boolean): void {
  try { localStorage.setItem(storageKey, on ? '1' : '0'); } catch { /* private browsing: asked again next time */ }
}
