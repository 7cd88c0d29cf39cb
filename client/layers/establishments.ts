import type { Drawing } from '../map/drawing.ts';

/** Not public: in no tile, so there is nothing to draw. */
export const establishments: Drawing = { paint: [] };
