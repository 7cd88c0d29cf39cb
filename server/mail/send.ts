// Letters wait in the job queue, so that nobody waits for a mail server; without one they land in a folder the log names.
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Pool } from '../db.ts';
import { log } from '../log.ts';
import { settings } from '../settings.ts';

export interface Letter { to: string; subject: string; text: string }

interface Asking { query(text: string, values: unknown[]): Promise<unknown> }

/** Queues a letter; given a transaction's client, it goes only if the transaction does. */
export async function sendLater(app: Pool | Asking, letter: Letter): Promise<void> {
  await (app as Asking).query("select karter.enqueue('mail', $1)", [JSON.stringify(letter)]);
}

let named = false;

/** Sends now. Raises the mail server's error: the queue tries again later. */
export async function sendNow(letter: Letter): Promise<void> {
  if (settings.smtpUrl) {
    const { createTransport } = await import('nodemailer');
    await createTransport(settings.smtpUrl).sendMail({ from: settings.mailFrom, ...letter });
    return;
  }
  await mkdir(settings.outbox, { recursive: true, mode: 0o700 });
  if (!named) log.info({ folder: settings.outbox }, 'no SMTP_URL: letters are written here');
  named = true;
  // Plain UTF-8 (RFC 6532), so that a link can be read and followed as it stands.
  const header = (text: string) => text.replaceAll(/[\r\n]+/g, ' ');
  const raw = `From: ${header(settings.mailFrom)}\nTo: ${header(letter.to)}\nSubject: ${header(letter.subject)}\nDate: ${new Date().toUTCString()}\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n${letter.text}\n`;
  // Whole or not at all, in the order of writing.
  const name = `${new Date().toISOString().replaceAll(':', '-')}-${randomUUID().slice(0, 8)}.eml`;
  await writeFile(join(settings.outbox, `.${name}`), raw, { mode: 0o600 });
  await rename(join(settings.outbox, `.${name}`), join(settings.outbox, name));
}
