// Against machines without asking anyone else: a form carries when it was opened, signed; it is sent once, not at once, and not for ever.
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { PoolClient } from '../db.ts';
import { conflict, refused } from '../problem.ts';

/** Nobody reads and fills three fields sooner. */
export const leastSeconds = 2;
const mostSeconds = 2 * 3600;

export class FormTokens {
  readonly #key: Buffer;

  constructor(secret: string) {
    this.#key = createHmac('sha256', secret).update('contributions').digest();
  }

  #sign(text: string): string {
    return createHmac('sha256', this.#key).update(text).digest('base64url');
  }

  make(now = Date.now()): string {
    const text = `${now.toString(36)}.${randomBytes(9).toString('base64url')}`;
    return `${text}.${this.#sign(text)}`;
  }

  /** Raises 422 for a token that is forged, too young or too old, 409 for one that was used; marks it used in this transaction. */
  async spend(client: PoolClient, token: string, now = Date.now()): Promise<void> {
    const cut = token.lastIndexOf('.');
    const [text, signature] = [token.slice(0, Math.max(cut, 0)), Buffer.from(token.slice(cut + 1))];
    const expected = Buffer.from(this.#sign(text));
    const bad = (detail: string, reason: string) => refused(detail, { errors: [{ parameter: 'token', reason }] });
    if (signature.length !== expected.length || !timingSafeEqual(signature, expected)) throw bad('Ce formulaire n’a pas été reconnu. Renvoyez-le : ce que vous avez écrit est gardé.', 'inconnu');
    const seconds = (now - Number.parseInt(text, 36)) / 1000;
    if (seconds < leastSeconds) throw bad('Cet envoi est parti trop vite. Relisez un instant, puis renvoyez.', 'trop tôt');
    if (seconds > mostSeconds) throw bad('Ce formulaire est resté ouvert plus de deux heures. Renvoyez-le : ce que vous avez écrit est gardé.', 'trop tard');
    const { rowCount } = await client.query(
      "with spent as (delete from karter.spent_tokens where expires_at < now()) insert into karter.spent_tokens values ($1, to_timestamp($2)) on conflict do nothing",
      [createHash('sha256').update(token).digest('base64url'), now / 1000 + mostSeconds]);
    if (!rowCount) throw conflict('Ce formulaire a déjà été envoyé : il a bien été reçu.', { errors: [{ parameter: 'token', reason: 'déjà envoyé' }] });
  }
}
