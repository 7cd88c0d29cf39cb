// `npm run admin -- create <adresse>` : un compte administrateur ; `npm run admin -- demo-people` : one sign-in per role, for a demonstration.
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { directClient } from '../db.ts';
import { settings } from '../settings.ts';
import { makeDemoPeople } from './demo-people.ts';

const usage = `Commandes :
  npm run admin -- create <adresse>   ouvre un compte administrateur et donne le lien pour choisir son mot de passe
  npm run admin -- demo-people        un compte par rôle, sur une base de démonstration seulement`;

/** Makes the account or takes the one there is, gives it the role, and returns the link by which a password is chosen. */
async function createAdministrator(url: string, email: string): Promise<string> {
  const client = directClient(url, 'karter_app');
  await client.connect();
  try {
    await client.query('begin');
    const { rows: [person] } = await client.query<{ id: string }>(
      `insert into karter.people (name, email, email_verified) values ('Administration', $1, true)
       on conflict (email) do update set email_verified = true returning id`, [email]);
    await client.query(
      `insert into karter.grants (person, role) select $1, 'administrator'
       where not exists (select from karter.grants where person = $1 and role = 'administrator' and (valid_to is null or valid_to > now()))`, [person!.id]);
    const token = randomBytes(24).toString('base64url');
    await client.query("insert into karter.verifications (identifier, value, expires_at) values ('reset-password:' || $1, $2, now() + interval '1 day')", [token, person!.id]);
    await client.query('commit');
    return `${settings.baseUrl}/compte/mot-de-passe?jeton=${token}`;
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  } finally {
    await client.end();
  }
}

async function main(args: readonly string[]): Promise<number> {
  const [command, ...rest] = args;
  if (command === 'create' && rest.length === 1) {
    const email = z.email().max(254).safeParse(rest[0]!.trim().toLowerCase());
    if (!email.success) {
      console.error(`« ${rest[0]} » n’est pas une adresse électronique.`);
      return 1;
    }
    process.stdout.write(`${email.data} est administrateur. Pour choisir son mot de passe, suivre ce lien, valable un jour :\n${await createAdministrator(settings.databaseUrl, email.data)}\n`);
    return 0;
  }
  if (command === 'demo-people' && rest.length === 0) return makeDemoPeople(settings.databaseUrl, (line) => { process.stdout.write(`${line}\n`); });
  console.error(usage);
  return 1;
}

process.exitCode = await main(process.argv.slice(2)).catch((error: Error) => {
  console.error(error.message);
  return 1;
});
