// The one way a person's hand reaches a feature: create, change, retire, restore, each inside the caller's transaction,
// through the check that imports pass, noted in the record.
import { randomUUID } from 'node:crypto';
import type { City } from '../../geodata/city.ts';
import { editableFieldsOf, isAddedByHand, receivedFieldsOf, writtenFieldsOf } from '../../geodata/layer.ts';
import { layerById, layerIds, type LayerId } from '../../geodata/layers.ts';
import { isRefusal, ruleOf, stage, writeStaged } from '../../geodata/load/staging.ts';
import { readProperties, type Fault } from '../../geodata/schema.ts';
import { today } from '../quartiers.ts';
import { layerQuery, type DatabaseError, type PoolClient } from '../db.ts';
import { conflict, notFound, refused } from '../problem.ts';
import { checkFree, findFeature, readFeature, sameVersion, type FeatureRow } from './features.ts';

type Values = Record<string, unknown>;
export interface Change { properties?: Values | undefined; geometry?: unknown }
type Act = 'create' | 'change' | 'retire' | 'restore';

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one ?? null) === JSON.stringify(other ?? null);

const refuse = (faults: readonly Fault[]) => refused(faults.map(({ parameter, reason }) => `${parameter} : ${reason}`).join(' ; '), { errors: [...faults] });

/** What was typed, with empty text as nothing; names that no hand may change are refused. */
function readChange(layer: LayerId, properties: Values = {}): Values {
  const names = new Set(editableFieldsOf(layerById[layer]).map(([name]) => name));
  const strange = Object.keys(properties).filter((name) => !names.has(name));
  if (strange.length > 0) throw refuse(strange.map((parameter) => ({ parameter, reason: 'ne se modifie pas ici' })));
  return Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, typeof value === 'string' ? value.trim() || null : value]));
}

const pick = (names: readonly string[], row: Values): Values => Object.fromEntries(names.filter((name) => name in row).map((name) => [name, row[name]]));

const observedOf = (layer: LayerId): string[] => receivedFieldsOf(layerById[layer]).filter((name) => layerById[layer].fields[name]?.observed);

/** Values that were observed, when they change: an observation of today, never a rewriting of what was seen. */
function observation(city: City, layer: LayerId, row: Values, wanted: Values): Values | null {
  const names = observedOf(layer).filter((name) => layerById[layer].fields[name]?.type !== 'date');
  if (names.every((name) => !(name in wanted) || same(wanted[name], row[name]))) return null;
  const dates = observedOf(layer).filter((name) => layerById[layer].fields[name]?.type === 'date');
  return { ...pick(names, row), ...pick(names, wanted), ...Object.fromEntries(dates.map((name) => [name, today(city)])) };
}

function refusalOf(layer: LayerId, error: InstanceType<typeof DatabaseError>): unknown {
  const field = new RegExp(`^${layer}_(\\w+?)_check\\d*$`).exec(error.constraint ?? '')?.[1] ?? error.column;
  return refuse([{ parameter: field ?? '', reason: field ? 'cette valeur ne convient pas' : ruleOf(error) }]);
}

interface Laying { properties: Values; observed: Values | null; geometry?: unknown }

/** Checks as an import does. Raises 422 that names the fields. */
async function lay(client: PoolClient, city: City, layer: LayerId, { properties, observed, geometry }: Laying): Promise<void> {
  const { kept, faults } = readProperties(layerById[layer], { ...properties, ...observed });
  if (faults.length > 0) throw refuse(faults);
  const hand = observed && { observer: 'saisie', by_hand: true };
  const [problem] = await stage(client, city, layer, [{ index: 0, properties: { ...kept, ...hand }, geometry: geometry ? JSON.stringify(geometry) : null }]);
  if (problem) throw refuse([{ parameter: 'geometry', reason: problem.reason }]);
}

/** Every hand that changes a feature passes here: an editor's, an accepted contribution's, a restored version's. */
async function writeOver(client: PoolClient, layer: LayerId, former: FeatureRow, receive: boolean): Promise<void> {
  await client.query(layerQuery('editing/note-origin', layer), [former.id]);
  await write(client, layer, receive);
}

async function write(client: PoolClient, layer: LayerId, receive: boolean): Promise<void> {
  try {
    await writeStaged(client, layer, { receive });
  } catch (error) {
    if (isRefusal(error)) throw refusalOf(layer, error);
    throw error;
  }
  if (layerById[layer].boundary) await client.query('select karter.replace_all($1)', [layerIds]);
}

async function note(client: PoolClient, layer: LayerId, act: Act, former: FeatureRow | null, present: FeatureRow | null, more: Values = {}): Promise<void> {
  const names = former && present ? Object.keys(present.row).filter((name) => name !== 'updated_at' && !same(present.row[name], former.row[name])) : [];
  const columns = former && present && !same(former.geometry, present.geometry) ? [...names, 'geom'] : names;
  await client.query('select karter.note_act($1, $2, $3)', [layer, String((present ?? former)!.id), JSON.stringify({ act, columns, former: former?.version ?? null, version: present?.version ?? null, ...more })]);
}

/** Raises 422 for what does not fit, 404 for a layer that takes none by hand. */
export async function createFeature(client: PoolClient, city: City, layer: LayerId, { properties, geometry }: Change): Promise<FeatureRow> {
  if (!isAddedByHand(layerById[layer])) throw layerById[layer].public ? refused('Rien ne s’ajoute à la main à cette couche : une autre partie de Karter la tient.') : notFound();
  if (!geometry) throw refuse([{ parameter: 'geometry', reason: 'indiquez sa place sur la carte' }]);
  const given = readChange(layer, properties);
  const observed = observation(city, layer, {}, given);
  const source_id = randomUUID();
  const written = pick(writtenFieldsOf(layerById[layer]), given);
  const defaults = { licence: 'Licence Ouverte 2.0', vintage: today(city), accuracy: 'exacte' };
  const said = Object.fromEntries(Object.entries(written).filter(([name, value]) => value !== null || !(name in defaults)));
  await lay(client, city, layer, { properties: { ...defaults, ...said, demo: false, source: 'saisie', source_id }, observed, geometry });
  await write(client, layer, observed !== null);
  const { rows: [made] } = await client.query<{ id: number }>(`select id from karter.${layer} where source = 'saisie' and source_id = $1`, [source_id]);
  const present = (await findFeature(client, layer, made!.id))!;
  await note(client, layer, 'create', null, present);
  return present;
}

/** Raises 404 or 410, 409 with the present feature, 422. Nothing is written where nothing changes. */
export async function changeFeature(client: PoolClient, city: City, layer: LayerId, id: number, expected: string, { properties, geometry }: Change): Promise<FeatureRow> {
  const former = await readFeature(client, layer, id, { lock: true });
  sameVersion(layer, former, expected);
  await checkFree(client, layer, id);
  const wanted = readChange(layer, properties);
  await overwrite(client, city, layer, former, { ...pick(writtenFieldsOf(layerById[layer]), former.row), ...pick(writtenFieldsOf(layerById[layer]), wanted) }, observation(city, layer, former.row, wanted), geometry);
  return settled(client, layer, former, 'change');
}

/** Undefined geometry: it stays where it is, to the bit. */
async function overwrite(client: PoolClient, city: City, layer: LayerId, former: FeatureRow, properties: Values, observed: Values | null, geometry: unknown): Promise<void> {
  await lay(client, city, layer, { properties, observed, geometry });
  if (geometry === undefined) await client.query(`update staged set geom = (select geom from karter.${layer} where id = $1)`, [former.id]);
  await writeOver(client, layer, former, observed !== null);
}

async function settled(client: PoolClient, layer: LayerId, former: FeatureRow, act: Act, more: Values = {}): Promise<FeatureRow> {
  const present = (await findFeature(client, layer, former.id))!;
  if (present.version !== former.version) await note(client, layer, act, former, present, more);
  return present;
}

/** Raises 404 or 410, 409, 422 for a successor that is none. */
export async function retireFeature(client: PoolClient, layer: LayerId, id: number, expected: string, { successor = null, reason = null }: { successor?: number | null; reason?: string | null }): Promise<void> {
  const former = await readFeature(client, layer, id, { lock: true });
  sameVersion(layer, former, expected);
  await checkFree(client, layer, id);
  if (successor !== null && (successor === id || !(await findFeature(client, layer, successor)))) throw refuse([{ parameter: 'successor', reason: 'ce lieu n’existe pas dans cette couche' }]);
  try {
    await client.query(`delete from karter.${layer} where id = $1`, [id]);
  } catch (error) {
    if (isRefusal(error)) throw refused('Quelque chose se rapporte encore à ce lieu : il ne peut pas être retiré.');
    throw error;
  }
  await client.query('update karter.retired_features set successor = $2 where id = $1', [id, successor]);
  await note(client, layer, 'retire', former, null, { successor, reason });
}

/** Puts an earlier version back, as the latest one. A retired feature comes back under its own id; then no version is expected. */
export async function restoreFeature(client: PoolClient, city: City, layer: LayerId, id: number, version: string, expected: () => string): Promise<FeatureRow> {
  const { rows: [earlier] } = await client.query<{ row: Values }>("select feature as row from karter.feature_versions where layer = $1 and id = $2 and lower(known) = $3::timestamptz", [layer, id, version]);
  if (!earlier) throw notFound('Cette version n’existe pas.');
  const former = await findFeature(client, layer, id, { lock: true });
  const properties = pick(writtenFieldsOf(layerById[layer]), earlier.row);
  if (former) {
    sameVersion(layer, former, expected());
    await checkFree(client, layer, id);
    const identity = pick(['source', 'source_id', 'demo'], former.row);
    const { geom: _, ...values } = earlier.row;
    await lay(client, city, layer, { properties: { ...properties, ...identity }, observed: observation(city, layer, former.row, values) });
    await client.query("update staged set geom = ($1::jsonb ->> 'geom')::geometry", [JSON.stringify(earlier.row)]);
    await writeOver(client, layer, former, observation(city, layer, former.row, values) !== null);
    return settled(client, layer, former, 'restore', { restored: version });
  }
  await lay(client, city, layer, { properties, observed: null });
  try {
    await client.query(`insert into karter.${layer} select (jsonb_populate_record(null::karter.${layer}, $1::jsonb || jsonb_build_object('updated_at', clock_timestamp()))).*`, [JSON.stringify(earlier.row)]);
  } catch (error) {
    if (isRefusal(error)) throw conflict('Un autre lieu a pris sa place entre-temps : il ne peut pas revenir.');
    throw error;
  }
  await client.query('delete from karter.retired_features where id = $1', [id]);
  const present = (await findFeature(client, layer, id))!;
  await note(client, layer, 'restore', null, present, { restored: version });
  return present;
}
