// `npm run geodata -- …`, once the launcher has found the database.
import { geodata } from './command.ts';

process.exitCode = await geodata(process.argv.slice(2), {
  databaseUrl: process.env.DATABASE_URL, city: process.env.KARTER_CITY ?? '',
  say: (line) => { process.stdout.write(`${line}\n`); }, complain: (line) => { process.stderr.write(`${line}\n`); },
});
