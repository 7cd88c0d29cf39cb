// A page that holds MapLibre and nothing else, over the same tiles: what the map itself costs.
import 'maplibre-gl/dist/maplibre-gl.css';
import { Map as MapLibreMap, setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';

setWorkerUrl(workerUrl);

const asked = new URLSearchParams(location.search);
const [lat = 48.4, lon = -4.49, zoom = 12] = (asked.get('carte') ?? '').split(',').map(Number);
const source = 'karter';

new MapLibreMap({
  container: 'map', center: [lon, lat], zoom, attributionControl: false, validateStyle: false, fadeDuration: 150,
  style: {
    version: 8,
    sources: { [source]: { type: 'vector', tiles: [`${asked.get('tiles')}/tiles/{z}/{x}/{y}.mvt`], maxzoom: 16 } },
    layers: [
      { id: 'background', type: 'background', paint: { 'background-color': '#cfe2ea' } },
      { id: 'land', type: 'fill', source, 'source-layer': 'land', paint: { 'fill-color': '#f7f4ee' } },
      { id: 'gardens', type: 'fill', source, 'source-layer': 'gardens', paint: { 'fill-color': '#22541a' } },
      { id: 'quartiers', type: 'line', source, 'source-layer': 'quartiers', paint: { 'line-color': '#1d2430' } },
      { id: 'streets', type: 'line', source, 'source-layer': 'streets', paint: { 'line-color': '#ffffff', 'line-width': 2 } },
      { id: 'premises', type: 'circle', source, 'source-layer': 'premises', paint: { 'circle-color': '#107d8c', 'circle-radius': 3 } },
    ],
  },
});
