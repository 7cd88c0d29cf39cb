// What a place is called and where its page is, whichever page names it.
import { upperFirst } from '../../geodata/format.ts';
import { layerById, type LayerId } from '../../geodata/layers.ts';
import { messages } from '../../geodata/messages.ts';

/** A quartier has a page of its own; everything else has its card. */
export function placePath(layer: LayerId, id: number, slug: string | null): string {
  return layer === 'quartiers' && slug ? `/quartiers/${slug}` : `/lieux/${layer}/${id}`;
}

/** Its name, else what it is and where. */
export function placeName({ layer, name, whereabouts }: { layer: LayerId; name: string | null; whereabouts: string | null }): string {
  if (name) return name;
  const kind = upperFirst(layerById[layer].one);
  return whereabouts ? `${kind}, ${whereabouts}` : kind;
}

/** The name with what tells it apart: its class, and whether it was made up. */
export function placeTitle(place: { layer: LayerId; name: string | null; whereabouts: string | null; value: string | null; demo: boolean }): string {
  const label = layerById[place.layer].legend?.classes.find((legendClass) => legendClass.value === place.value)?.label;
  return [placeName(place), label, place.demo && messages.figures.demo].filter(Boolean).join(' · ');
}
