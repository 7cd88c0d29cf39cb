// What a resident's words amount to: values of the layer where they can be read so, otherwise words alone.
import type { ContributionBody } from '../../geodata/contract/contributions.ts';
import { errorTopics } from '../../geodata/contract/contributions.ts';
import { editableFieldsOf, isAddedByHand, type Field } from '../../geodata/layer.ts';
import { layerById } from '../../geodata/layers.ts';
import { fits, type Fault } from '../../geodata/schema.ts';

const longestName = 120;

/** A code by its own name or its label, a number with a comma, yes and no: as people write them. */
function valueOf(field: Field, text: string): unknown {
  const typed = text.trim();
  if (field.type === 'code') return Object.entries(field.codes ?? {}).find(([code, label]) => [code, label].some((word) => word.toLowerCase() === typed.toLowerCase()))?.[0];
  if (field.type === 'boolean') return ({ oui: true, non: false } as Record<string, boolean>)[typed.toLowerCase()];
  if (field.type === 'number' || field.type === 'integer') return /^-?\d+([.,]\d+)?$/.test(typed) ? Number(typed.replace(',', '.')) : undefined;
  return typed;
}

/** Values to write if the contribution is accepted as it is. */
export function proposedBy({ layer, feature, topic, text }: ContributionBody): Record<string, unknown> {
  // A place proposed says its name on the first line.
  if (!feature) return { name: text.trim().split('\n')[0]!.slice(0, longestName) };
  const field = editableFieldsOf(layerById[layer]).find(([name]) => name === topic)?.[1];
  // Hours have a syntax of their own that nobody types in a form: a moderator writes them.
  if (!topic || !field || field.type === 'hours' || text.includes('\n')) return {};
  const value = valueOf(field, text);
  return value !== undefined && fits(field, value) ? { [topic]: value } : {};
}

/** What does not fit, beyond the form of each value. */
export function faultsOf({ layer, feature, topic, point, website }: ContributionBody): readonly Fault[] {
  const definition = layerById[layer];
  const faults: Fault[] = [];
  if (website) faults.push({ parameter: 'website', reason: 'ce champ reste vide' });
  if (!definition.public) faults.push({ parameter: 'layer', reason: 'choisissez dans la liste' });
  else if (!feature && (!isAddedByHand(definition) || definition.theme === 'fond')) faults.push({ parameter: 'layer', reason: 'aucun lieu ne se propose pour cette couche' });
  if (!feature && !point) faults.push({ parameter: 'point', reason: 'indiquez la place sur la carte' });
  if (feature && (!topic || !([...errorTopics, ...editableFieldsOf(definition).map(([name]) => name)] as string[]).includes(topic))) faults.push({ parameter: 'topic', reason: 'dites ce qui ne va pas' });
  return faults;
}
