// What our own address base did not place, asked of the national geocoder where an operator named one.
import { query, type Client } from '../../server/db.ts';
import { FetchProblem, fetchRules } from './fetch/fetch-rules.ts';
import { geocodeElsewhere, geocoderUrl } from './geocode-elsewhere.ts';

/** As karter.geocode_threshold(): beneath it nobody is placed. */
const threshold = 0.6;

/** Places what it can; a service that cannot be reached is a remark, not a failed import. */
export async function placeElsewhere(client: Client, imported: number, layer: string, remarks: string[]): Promise<void> {
  const url = geocoderUrl();
  if (url === null) return;
  const { rows } = await client.query<{ rank: number; address: string; insee: string | null }>(query('imports/unplaced'), [imported, layer]);
  if (rows.length === 0) return;
  try {
    const answers = await geocodeElsewhere(rows, url, fetchRules());
    const found = answers.flatMap((answer, index) => (answer && answer.score >= threshold && answer.kind !== 'commune' ? [{ rank: rows[index]!.rank, ...answer }] : []));
    await client.query(query('imports/place-elsewhere'), [imported, JSON.stringify(found)]);
  } catch (error) {
    if (!(error instanceof FetchProblem)) throw error;
    remarks.push(`le géocodeur national n’a pas répondu (${error.message}) : les adresses qu’il aurait situées restent sans position`);
  }
}
