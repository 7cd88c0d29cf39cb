// The secret that signs sessions: a setting, or one that the first process made and all share.
import { randomBytes } from 'node:crypto';
import type { Pool } from '../db.ts';
import { settings } from '../settings.ts';

export async function readSecret(app: Pool): Promise<string> {
  if (settings.secret) return settings.secret;
  await app.query("insert into karter.secrets (name, value) values ('sessions', $1) on conflict do nothing", [randomBytes(32).toString('base64url')]);
  const { rows: [row] } = await app.query<{ value: string }>("select value from karter.secrets where name = 'sessions'");
  return row!.value;
}
