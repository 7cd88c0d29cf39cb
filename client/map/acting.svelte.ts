// The map as a form's other half: a shape that is drawn, a place pressed for long, tiles asked again after a change.
import { untrack } from 'svelte';
import { layerById } from '../../geodata/layers.ts';
import type { View } from '../state/view.svelte.ts';
import { findHit } from './pointer.ts';
import { listenToLingering } from './linger.ts';
import type { LiveMap } from './live-map.ts';

/** How far from a place a long press may be and still mean it, pixels. */
const reach = 12;

/** To be called while a component is made. */
export function followActing(live: () => LiveMap | null, view: View): void {
  $effect(() => {
    const map = live();
    const { sketch } = view;
    if (!map || !sketch) return;
    const coming = import('./sketch.ts').then(({ startSketch }) => startSketch(map.map, sketch));
    coming.catch(() => sketch.onrefused());
    return () => void coming.then((stop) => stop()).catch(() => {});
  });
  $effect(() => {
    const map = live();
    const { preview } = view;
    if (!map || !preview) return;
    const drawn = import('./preview.ts').then(({ previewLayers, previewFeatures }) => map.writer.preview(previewLayers, previewFeatures(preview)));
    drawn.catch(() => {});
    return () => void drawn.then(() => map.writer.preview([], [])).catch(() => {});
  });
  let revision = untrack(() => view.revision);
  $effect(() => {
    if (view.revision === revision) return;
    revision = view.revision;
    live()?.renew();
  });
  $effect(() => {
    const map = live();
    if (!map || view.address.embed) return;
    return listenToLingering(map.map, (point, { lng, lat }) => {
      if (view.sketch || view.pin) return;
      const hit = findHit(map.map, map.writer.shown, point, reach)?.ref;
      // A quartier or a zone lies under everything: pressing it means the place, not the zone.
      const ref = hit && layerById[hit.layer].geometry !== 'polygon' ? hit : null;
      const at = `${lat.toFixed(5)},${lng.toFixed(5)}`;
      untrack(() => view.open({ kind: 'contribute' }, { layers: view.layers, filters: view.address.filters, details: { ...(ref ? { lieu: `${ref.layer}/${ref.id}` } : {}), point: at } }));
    });
  });
}
