// mapbox/polylabel ships without types: the pole of inaccessibility of a polygon, in the polygon's own units.
declare module 'polylabel' {
  export default function polylabel(rings: number[][][], precision?: number): [number, number] & { distance: number };
}
