// Signing up with an address that has an account answers as for a new one; only its owner learns of it, by e-mail.
import type { City } from '../../geodata/city.ts';
import type { Pool } from '../db.ts';
import { letters } from '../mail/letters.ts';
import { sendLater } from '../mail/send.ts';

export function hiddenExisting(app: Pool, city: City, user: { email: string; name: string }): Promise<void> {
  return sendLater(app, letters.alreadyThere(city, user));
}
