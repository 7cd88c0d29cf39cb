// Drawing on the map: points, lines and outlines by terra-draw, loaded when someone draws.
import type { Geometry, Position } from 'geojson';
import type { Map as MapLibreMap } from 'maplibre-gl';
import { TerraDraw, TerraDrawLineStringMode, TerraDrawPointMode, TerraDrawPolygonMode, TerraDrawSelectMode, type GeoJSONStoreFeatures } from 'terra-draw';
import { TerraDrawMapLibreGLAdapter } from 'terra-draw-maplibre-gl-adapter';
import type { Sketch, SketchKind } from '../state/view.svelte.ts';

const modes = { point: 'point', line: 'linestring', polygon: 'polygon' } as const satisfies Record<SketchKind, string>;
const ink = '#1d2430';
const corners = { feature: { draggable: true, coordinates: { midpoints: true, draggable: true, deletable: true } } };
/** Decimals of a degree the library takes: a tenth of a millimetre. */
const decimals = 9;

type Single = Extract<Geometry, { type: 'Point' | 'LineString' | 'Polygon' }>;

const rounded = (value: unknown): unknown => (Array.isArray(value) ? value.map(rounded) : Number((value as number).toFixed(decimals)));

/** A shape of several parts is several strokes. */
function partsOf(shape: Geometry): Single[] {
  switch (shape.type) {
    case 'MultiPoint': return shape.coordinates.map((coordinates) => ({ type: 'Point', coordinates }));
    case 'MultiLineString': return shape.coordinates.map((coordinates) => ({ type: 'LineString', coordinates }));
    case 'MultiPolygon': return shape.coordinates.map((coordinates) => ({ type: 'Polygon', coordinates }));
    case 'GeometryCollection': return [];
    default: return [shape];
  }
}

function joined(parts: readonly Single[]): Geometry | null {
  const [first] = parts;
  if (!first || parts.length === 1) return first ?? null;
  return { type: `Multi${first.type}`, coordinates: parts.map(({ coordinates }) => coordinates as Position[][]) } as Geometry;
}

/** Starts drawing, or reshaping what there is; returns what ends it. */
export function startSketch(map: MapLibreMap, { kind, shape, onchange, onrefused }: Sketch): () => void {
  const paint = { fillColor: ink, fillOpacity: 0.15, outlineColor: ink, outlineWidth: 3, closingPointColor: '#ffffff', closingPointOutlineColor: ink, closingPointWidth: 7, closingPointOutlineWidth: 3 } as const;
  const selected = {
    selectedPolygonColor: ink, selectedPolygonFillOpacity: 0.15, selectedPolygonOutlineColor: ink, selectedPolygonOutlineWidth: 3, selectedLineStringColor: ink, selectedLineStringWidth: 4,
    selectedPointColor: ink, selectedPointWidth: 10, selectedPointOutlineColor: '#ffffff', selectedPointOutlineWidth: 3,
    selectionPointColor: '#ffffff', selectionPointWidth: 8, selectionPointOutlineColor: ink, selectionPointOutlineWidth: 3, midPointColor: ink, midPointWidth: 5, midPointOutlineColor: '#ffffff', midPointOutlineWidth: 2,
  } as const;
  const draw = new TerraDraw({
    adapter: new TerraDrawMapLibreGLAdapter({ map, coordinatePrecision: decimals }),
    modes: [
      new TerraDrawPointMode({ styles: { pointColor: ink, pointWidth: 8, pointOutlineColor: '#ffffff', pointOutlineWidth: 3 } }),
      new TerraDrawLineStringMode({ styles: { lineStringColor: ink, lineStringWidth: 4, closingPointColor: '#ffffff', closingPointOutlineColor: ink, closingPointWidth: 7, closingPointOutlineWidth: 3 } }),
      new TerraDrawPolygonMode({ styles: paint }),
      new TerraDrawSelectMode({ styles: selected, flags: { point: { feature: { draggable: true } }, linestring: corners, polygon: corners } }),
    ],
  });
  draw.start();
  const strokes = () => draw.getSnapshot().filter(({ properties }) => Object.values(modes).some((mode) => properties.mode === mode) && !properties.selectionPoint && !properties.midPoint && !properties.closingPoint);
  const tell = () => {
    const drawn = joined(strokes().map(({ geometry }) => geometry as Single));
    if (drawn) onchange(drawn);
  };
  const touchUp = (id: string | number) => {
    draw.setMode('select');
    draw.selectFeature(id);
  };
  draw.on('finish', (id, { action }) => {
    tell();
    if (action === 'draw') touchUp(id);
  });
  const parts = shape ? partsOf(shape) : [];
  if (parts.length === 0) {
    draw.setMode(modes[kind]);
    map.getCanvas().focus();
  } else {
    const added = draw.addFeatures(parts.map((geometry) => {
      const mode = geometry.type.toLowerCase();
      return { type: 'Feature', properties: { mode }, geometry: { type: geometry.type, coordinates: rounded(geometry.coordinates) } } as GeoJSONStoreFeatures;
    }));
    const first = added.find(({ valid }) => valid)?.id;
    if (first === undefined || added.some(({ valid }) => !valid)) onrefused();
    if (first !== undefined) touchUp(first);
  }
  return () => { draw.stop(); };
}
