// A source that fails is told to those who administer, once, until it was good again.
import type { City } from '../../geodata/city.ts';
import { query, type PoolClient } from '../db.ts';
import { letters } from '../mail/letters.ts';
import { sendLater } from '../mail/send.ts';
import { settings } from '../settings.ts';

interface Untold { id: string; title: string; failure: string; good_at: Date | null; held: boolean }

/** In one transaction with the note that it was told. Returns how many sources were. */
export async function tellFailures(client: PoolClient, city: City): Promise<number> {
  await client.query('begin');
  try {
    const { rows: failing } = await client.query<Untold>(query('sources/untold'));
    if (failing.length > 0) {
      const { rows: administrators } = await client.query<{ email: string; name: string }>(query('sources/administrators'));
      const day = (moment: Date) => moment.toLocaleDateString('fr', { day: 'numeric', month: 'long', year: 'numeric', timeZone: city.timezone });
      const paragraphs = [
        ...failing.map(({ title, failure, good_at: good }) => `${title} : ${failure}${good ? ` Dernière bonne version : ${day(good)}.` : ' Aucune bonne version n’est encore arrivée.'}`),
        'La carte garde ce qu’elle avait. Karter réessaiera de lui-même ; cette panne ne vous sera pas redite. Le détail et le bouton « Actualiser maintenant » :', `${settings.baseUrl}/donnees#sources`,
      ];
      const subject = failing.length === 1 ? `la source « ${failing[0]!.title} » ne s’actualise plus` : `${failing.length} sources ne s’actualisent plus`;
      for (const administrator of administrators) await sendLater(client, letters.notice(city, administrator, subject, paragraphs));
    }
    await client.query('commit');
    return failing.length;
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  }
}
