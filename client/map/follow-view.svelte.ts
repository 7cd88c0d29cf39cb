// The live map does what the view says: each effect is one thing that may change.
import type { City } from '../../geodata/city.ts';
import type { View } from '../state/view.svelte.ts';
import { densityLayer, type DensityKind } from './deck-scale.ts';
import type { LiveMap, Padding } from './live-map.ts';

interface Wishes { padding: Padding; density: DensityKind | null; here: { lon: number; lat: number } | null; detailed: boolean }

/** To be called while a component is made; `wishes` is read anew whenever it changes. */
export function followView(live: () => LiveMap | null, city: City, view: View, wishes: () => Wishes): void {
  const position = $derived(view.address.position);
  // Apart, so that a panel that is dragged does not have the hexagons fetched again.
  const density = $derived(wishes().density);
  const here = $derived(wishes().here);
  const detailed = $derived(wishes().detailed);
  // Hexagons stand for the units they count.
  $effect(() => live()?.show(density ? view.layers.filter((id) => id !== densityLayer) : view.layers));
  $effect(() => live()?.writer.filter(view.address.filters));
  $effect(() => live()?.point('selected', view.selected));
  $effect(() => live()?.point('hovered', view.hovered));
  $effect(() => live()?.writer.emphasise(view.address.page.kind === 'quartier' ? { slug: view.address.page.slug, insee: city.insee } : null));
  $effect(() => live()?.writer.here(here));
  $effect(() => live()?.writer.detail(detailed));
  $effect(() => live()?.picking(view.picking || view.pin !== null));
  $effect(() => { if (position) live()?.follow(position); });
  $effect(() => {
    const map = live();
    if (!map || !view.flight) return;
    map.fly(view.flight, wishes().padding);
    view.flight = null;
  });
  $effect(() => {
    const map = live();
    const kind = density;
    if (!map || !kind) return;
    const overlay = import('./deck-density.ts').then(({ showDensity }) => showDensity(map.map, kind));
    overlay.catch(() => {});
    return () => void overlay.then((shown) => shown.remove()).catch(() => {});
  });
}
