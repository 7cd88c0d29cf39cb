// Density of the premises as flat hexagons over the map. deck.gl is a chunk of its own, fetched when someone asks for this.
import { ColumnLayer } from '@deck.gl/layers';
import { MapLibreOverlay } from '@deck.gl/maplibre';
import type { Map as MapLibreMap } from 'maplibre-gl';
import type { Density } from '../../geodata/contract.ts';
import { densityColor, densityLayer, type DensityKind } from './deck-scale.ts';

/** From side to side, in Lambert-93. */
const cellMetres = 150;

/** How far the grid of Lambert-93 lies turned from east, counter-clockwise: its convergence, (λ₀ − λ) · n with λ₀ = 3°, n = 0.725 607 765. */
function gridTurn(cells: Density['cells']): number {
  return cells[0] ? (3 - cells[0].lon) * 0.725607765 : 0;
}

/** Fetches and shows; the caller removes. Rejects when the server has no density to give. */
export async function showDensity(map: MapLibreMap, kind: DensityKind): Promise<{ remove(): void }> {
  const answer = await fetch(`/api/density/${densityLayer}?cell=${cellMetres}`);
  if (!answer.ok) throw new Error(`density: ${answer.status}`);
  const density = (await answer.json()) as Density;
  const overlay = new MapLibreOverlay({
    layers: [
      new ColumnLayer<Density['cells'][number]>({
        id: 'density', data: density.cells, diskResolution: 6, extruded: false, radius: density.cell_m / Math.sqrt(3), coverage: 0.94, angle: gridTurn(density.cells),
        getPosition: ({ lon, lat }) => [lon, lat], getFillColor: (cell) => densityColor(kind, cell),
      }),
    ],
  });
  map.addControl(overlay);
  // The overlay is only looked at: clicks and hover stay with the map beneath.
  const canvas = overlay.getCanvas();
  if (canvas) canvas.style.pointerEvents = 'none';
  return { remove: () => void map.removeControl(overlay) };
}
