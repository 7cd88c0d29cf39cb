// The layers that a person may import into, and what each takes.
import { fieldsOf, receivedFieldsOf, writtenFieldsOf, type Field, type LayerDefinition } from '../../geodata/layer.ts';
import { layerById, layers, type LayerId } from '../../geodata/layers.ts';
import type { Me } from './me.svelte.ts';

/** Boundaries, streets and registers concern every theme: they are for those who answer for the base. */
export const isOfTheBase = ({ theme, public: shown }: LayerDefinition): boolean => theme === 'fond' || !shown;

export function importableLayers(me: Me): (LayerDefinition & { id: LayerId })[] {
  // What people look for first: places before what they stand on.
  return (layers.toReversed() as (LayerDefinition & { id: LayerId })[]).filter((layer) => (isOfTheBase(layer) ? me.may('base.edit', {}) : me.may('layer.import', { theme: layer.theme === 'fond' ? null : layer.theme })));
}

/** What an import may take, with how it is called: the layer's own first. */
export function importedFields(layer: LayerId): [name: string, field: Field][] {
  const definition = layerById[layer];
  const all: Record<string, Field> = { ...fieldsOf(definition), ...definition.fields };
  return [...new Set([...writtenFieldsOf(definition), ...receivedFieldsOf(definition)])].map((name) => [name, all[name]!]);
}
