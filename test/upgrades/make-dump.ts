// Keeps the database of this release as a small dump, which a test brings up to date for ever after: `node server/launch/launch.mjs release-dump [name]`.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { readCity } from '../../geodata/load/city-folder.ts';
import { loadCity } from '../../geodata/load/load-city.ts';
import { directClient } from '../../server/db.ts';
import { run } from '../../server/launch/child.ts';
import { root } from '../../server/launch/command.ts';
import { migrate } from '../../server/migrate.ts';
import { makeDemoFunds } from '../../server/themes/fonds/demo.ts';
import { startTestCluster } from '../test-cluster.ts';

const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
const name = process.argv[2] ?? `${new Date().toISOString().slice(0, 10)}-${version}`;
const cluster = await startTestCluster();
try {
  const administrator = directClient(cluster.url('postgres'));
  await administrator.connect();
  await administrator.query('create database release');
  await administrator.end();
  await migrate(cluster.url('release'), () => {});
  await loadCity(cluster.url('release'), 'brest', () => {});
  await makeDemoFunds(cluster.url('release'), readCity('brest'));
  const file = join(import.meta.dirname, `${name}.sql.gz`);
  // Plain SQL, since archives are read by no older pg_restore; the two settings that only newer servers know are left out.
  const sql = (await run(join(cluster.bin, 'pg_dump'), ['--format=plain', '--schema=karter', '--dbname', cluster.url('release')], { keepAll: true }))
    .split('\n').filter((line) => !/^SET transaction_timeout|^\\(un)?restrict /.test(line)).join('\n');
  writeFileSync(file, gzipSync(sql, { level: 9 }));
  process.stdout.write(`${file}\n`);
} finally {
  await cluster.remove();
}
