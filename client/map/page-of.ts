// Which page a feature opens: what has a slug has a page under its own name, everything else its card.
import type { Page } from '../../geodata/address.ts';
import type { FeatureRef } from '../state/view.svelte.ts';

export function pageOf(ref: FeatureRef, properties: Readonly<Record<string, unknown>> | null): Page {
  const slug = properties?.slug;
  return ref.layer === 'quartiers' && typeof slug === 'string' ? { kind: 'quartier', slug } : { kind: 'place', layer: ref.layer, id: ref.id };
}
