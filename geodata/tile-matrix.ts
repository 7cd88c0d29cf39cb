// The tile matrix: apart from the contract, so that a page which draws the tiles need not load what validates them.

/** Web Mercator, 512 CSS pixels a tile: beyond it a client enlarges the last tiles. */
export const maxTileZoom = 16;
