// A letter to whoever filed a project, each time it moves: it leaves with the transaction, or not at all.
import type { City } from '../../../geodata/city.ts';
import { eurosAndCents } from '../../../geodata/format.ts';
import { stages, type Stage } from '../../../geodata/fund.ts';
import { query, type PoolClient } from '../../db.ts';
import { letters } from '../../mail/letters.ts';
import { sendLater } from '../../mail/send.ts';
import { settings } from '../../settings.ts';

export async function tellAuthor(client: PoolClient, city: City, project: number, { to, reason, cents }: { to: Stage; reason?: string | null | undefined; cents?: number | null | undefined }): Promise<void> {
  const { rows: [author] } = await client.query<{ name: string; email: string; project: string }>(query('fonds/author'), [project]);
  if (!author) return;
  await sendLater(client, letters.notice(city, author, `votre projet « ${author.project} »`, [
    `Votre projet « ${author.project} » est maintenant : ${stages[to]}${cents ? ` (${eurosAndCents(cents)})` : ''}.`, ...(reason ? [`Raison donnée : ${reason}`] : []),
    `Son parcours : ${settings.baseUrl}/lieux/projects/${project}`,
  ]));
}
