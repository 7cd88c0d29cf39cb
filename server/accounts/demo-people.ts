// One sign-in per role, so that every desk can be tried. Refused on a base that holds anything but demonstration accounts.
import { hashPassword } from 'better-auth/crypto';
import { colleges, roles, type Role } from '../../geodata/permissions.ts';
import { directClient } from '../db.ts';

const password = 'karter-demonstration';

interface Sketch { email: string; name: string; role: Role; quartier: string | null; theme: string | null }

function sketches(quartiers: readonly { slug: string; name: string }[]): Sketch[] {
  const everyone = (Object.keys(roles) as Role[]).filter((role) => !(colleges as readonly Role[]).includes(role)).map((role): Sketch => ({
    email: `${role.replace('_', '-')}@demo.karter`, name: `Démonstration, ${roles[role]}`, role, quartier: null, theme: role === 'editor' ? 'fonds' : null,
  }));
  const committees = quartiers.flatMap(({ slug, name }) => [['maire', ''], ['conseiller', ''], ['conseiller', '-2'], ['citoyen', ''], ['citoyen', '-2']].map(([role, rank]): Sketch => ({
    email: `${role}-${slug}${rank}@demo.karter`, name: `Démonstration, ${roles[role as Role]} (${name})`, role: role as Role, quartier: slug, theme: null,
  })));
  return [...everyone, ...committees];
}

/** Returns the exit code: 1 when the base is somebody's real one. */
export async function makeDemoPeople(url: string, say: (line: string) => void): Promise<number> {
  const client = directClient(url, 'karter_app');
  await client.connect();
  try {
    const { rows: [found] } = await client.query<{ real: boolean; demonstration: boolean }>(
      `select exists (select from karter.people person where not demo and not exists (select from karter.grants where person = person.id and role = 'administrator')) as real,
         exists (select from karter.projects where demo) as demonstration`);
    if (found!.real || !found!.demonstration) {
      say('Cette base n’est pas une base de démonstration : des comptes véritables y sont ouverts, ou ses projets sont officiels. Aucun compte n’a été fait.');
      return 1;
    }
    const { rows: quartiers } = await client.query<{ slug: string; name: string }>('select slug, name from karter.quartiers order by slug');
    const hash = await hashPassword(password);
    await client.query('begin');
    for (const { email, name, role, quartier, theme } of sketches(quartiers)) {
      const { rows: [person] } = await client.query<{ id: string }>(
        `insert into karter.people (name, email, email_verified, quartier, residence_declared_at, demo) values ($1, $2, true, $3, case when $3::text is not null then now() end, true)
         on conflict (email) do update set name = excluded.name returning id`, [name, email, quartier ?? quartiers[0]?.slug ?? null]);
      await client.query(`insert into karter.credentials (person, account_id, provider_id, password) values ($1::uuid, $1::text, 'credential', $2)
        on conflict (provider_id, account_id) do update set password = excluded.password`, [person!.id, hash]);
      if (role === 'resident') continue;
      await client.query(`insert into karter.grants (person, role, quartier, theme) select $1::uuid, $2::text, $3::text, $4::text where not exists (select from karter.grants where person = $1::uuid and role = $2::text)`, [person!.id, role, quartier, theme]);
    }
    await client.query('commit');
    say(`Un compte par rôle : habitant·e resident@demo.karter, éditeur·rice editor@demo.karter, maire maire-${quartiers[0]?.slug}@demo.karter… Mot de passe de tous : ${password}`);
    return 0;
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  } finally {
    await client.end();
  }
}
