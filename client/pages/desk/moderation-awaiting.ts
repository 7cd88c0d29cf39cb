// For the desk's door: how many contributions wait to be read, in the themes a person moderates.
import type { Contribution } from '../../../geodata/contract/contributions.ts';
import { desk } from '../../../geodata/messages-account.ts';
import { forget, getJson } from '../../state/api.ts';

const url = '/api/contributions';

/** @throws {ApiError} */
export async function moderationAwaiting(): Promise<string | null> {
  forget(url);
  const { waiting } = await getJson<{ rows: Contribution[]; waiting: Record<string, number> }>(url);
  const count = Object.values(waiting).reduce((sum, part) => sum + part, 0);
  return count > 0 ? desk.toRead(count) : null;
}
