// A contribution judged: written to the map or not, its author told, their address forgotten thirty days later.
import type { City } from '../../geodata/city.ts';
import { judgedNotice } from '../../geodata/messages-contributions.ts';
import { layerById, type LayerId } from '../../geodata/layers.ts';
import type { Contribution, ContributionState } from '../../geodata/contract/contributions.ts';
import { query, type PoolClient } from '../db.ts';
import { findFeature } from '../editing/features.ts';
import { changeFeature, createFeature, retireFeature, type Change } from '../editing/write.ts';
import { sendLater } from '../mail/send.ts';
import { letters } from '../mail/letters.ts';
import { refused } from '../problem.ts';
import { settings } from '../settings.ts';
import type { Person } from '../accounts/person.ts';

/** How long an address is kept after the answer. */
const contactDays = 30;

export interface Verdict { state: Exclude<ContributionState, 'attente'>; reason: string | null; result: number | null }

/** Inside the transaction that holds the contribution. */
export async function settle(client: PoolClient, city: City, person: Person, contribution: Contribution, { state, reason, result }: Verdict): Promise<void> {
  await client.query(query('contributions/judge'), [contribution.id, state, person.id, reason, result]);
  const { rows: [held] } = await client.query<{ contact: string | null }>('select contact from karter.contributions where id = $1', [contribution.id]);
  if (!held?.contact) return;
  const url = result === null ? null : `${settings.baseUrl}/lieux/${contribution.layer}/${result}`;
  const { subject, paragraphs } = judgedNotice({ state, text: contribution.text, reason, url, one: layerById[contribution.layer as LayerId].one });
  await sendLater(client, letters.notice(city, { email: held.contact, name: 'à vous' }, subject, paragraphs));
  await client.query("select karter.enqueue('forget-contact', $1, now() + make_interval(days => $2))", [JSON.stringify({ contribution: contribution.id }), contactDays]);
}

export interface Acceptance { properties?: Record<string, unknown> | undefined; geometry?: unknown; retire?: boolean | undefined }

const pinOf = ({ lon, lat }: Contribution) => (lon === null || lat === null ? undefined : { type: 'Point', coordinates: [lon, lat] });

/** Whether what is accepted is other than what was proposed. */
function isAmended(contribution: Contribution, accepted: Acceptance, proposed: Acceptance): boolean {
  const text = (value: unknown) => JSON.stringify(value ?? null);
  const values = { ...proposed.properties, ...accepted.properties };
  return Object.entries(values).some(([name, value]) => text(value) !== text(contribution.proposed[name])) || (accepted.geometry !== undefined && text(accepted.geometry) !== text(proposed.geometry)) || (accepted.retire ?? proposed.retire) !== proposed.retire;
}

/** Writes what was accepted, by the way of every edit. Raises what changeFeature and createFeature raise. */
export async function apply(client: PoolClient, city: City, contribution: Contribution, accepted: Acceptance, expected: () => string): Promise<{ amended: boolean; result: number | null; quartier: string | null }> {
  const layer = contribution.layer as LayerId;
  const pin = pinOf(contribution);
  const present = contribution.feature === null ? null : await findFeature(client, layer, contribution.feature);
  // A pin on an outline says where something is wrong, not what the outline should be.
  const geometry = contribution.kind === 'lieu' || (present?.geometry as { type?: string } | null)?.type === 'Point' ? pin : undefined;
  const proposed: Acceptance = { properties: contribution.proposed, geometry, retire: contribution.topic === 'ferme' };
  const amended = isAmended(contribution, accepted, proposed);
  if (accepted.retire ?? (proposed.retire && !accepted.properties && accepted.geometry === undefined)) {
    await retireFeature(client, layer, contribution.feature!, expected(), { reason: contribution.text.slice(0, 500) });
    return { amended, result: null, quartier: contribution.quartier };
  }
  const change: Change = { properties: { ...contribution.proposed, ...accepted.properties }, ...((accepted.geometry ?? geometry) === undefined ? {} : { geometry: accepted.geometry ?? geometry }) };
  const row = contribution.feature === null ? await createFeature(client, city, layer, change) : await changeFeature(client, city, layer, contribution.feature, expected(), change);
  if (row.version === present?.version) throw refused('Rien ne changerait sur la carte : corrigez ce qui doit l’être, ou refusez en disant pourquoi.');
  return { amended, result: row.id, quartier: row.quartier };
}
