// A long press with a finger, or the other button of a mouse: both mean « something about this place ».
import type { LngLat, Map as MapLibreMap, MapMouseEvent, MapTouchEvent, Point } from 'maplibre-gl';

const longPress = 600;
/** How far a resting finger trembles, pixels. */
const tremble = 8;

/** Listens; returns the clean-up. */
export function listenToLingering(map: MapLibreMap, onlinger: (point: Point, at: LngLat) => void): () => void {
  let timer = 0;
  let from: Point | null = null;
  let last = 0;
  const tell = (point: Point, at: LngLat) => {
    // Some systems send both.
    if (performance.now() - last < 1000) return;
    last = performance.now();
    onlinger(point, at);
  };
  const end = () => {
    clearTimeout(timer);
    from = null;
  };
  const start = (event: MapTouchEvent) => {
    end();
    if (event.points.length !== 1) return;
    const { point, lngLat } = event;
    from = point;
    timer = window.setTimeout(() => tell(point, lngLat), longPress);
  };
  const move = (event: MapTouchEvent) => { if (from && event.point.dist(from) > tremble) end(); };
  const menu = (event: MapMouseEvent) => {
    event.preventDefault();
    event.originalEvent.preventDefault();
    tell(event.point, event.lngLat);
  };
  map.on('touchstart', start);
  map.on('touchmove', move);
  map.on('touchend', end);
  map.on('touchcancel', end);
  map.on('movestart', end);
  map.on('contextmenu', menu);
  return () => {
    end();
    map.off('touchstart', start);
    map.off('touchmove', move);
    map.off('touchend', end);
    map.off('touchcancel', end);
    map.off('movestart', end);
    map.off('contextmenu', menu);
  };
}
