// The generated city in a database of its own: migrated, the shipped boundaries loaded, then filled by one script of SQL.
import { readFileSync } from 'node:fs';
import { loadCity } from '../../../geodata/load/load-city.ts';
import { directClient } from '../../../server/db.ts';
import { migrate } from '../../../server/migrate.ts';
import type { TestCluster } from '../../test-cluster.ts';

export const units = 200_000;

/** Makes the database; returns its URL for the cluster's owner. */
export async function makeGeneratedCity(cluster: TestCluster): Promise<string> {
  const name = 'ville_produite';
  const administrator = directClient(cluster.url('postgres'));
  await administrator.connect();
  try {
    await administrator.query(`create database ${name}`);
  } finally {
    await administrator.end();
  }
  const url = cluster.url(name);
  await migrate(url);
  await loadCity(url, 'brest');
  const client = directClient(url);
  await client.connect();
  try {
    // One statement at a time: a script sent whole is one transaction, in which VACUUM is refused.
    for (const statement of statementsOf(readFileSync(new URL('generate.sql', import.meta.url), 'utf8'))) await client.query(statement);
    return url;
  } finally {
    await client.end();
  }
}

/** Cuts a script at the semicolons that end a line outside dollar quotes. */
function statementsOf(script: string): string[] {
  const statements: string[] = [];
  let current = '';
  for (const line of script.split('\n')) {
    current += `${line}\n`;
    const quoted = (current.match(/\$\$/g)?.length ?? 0) % 2 === 1;
    if (!quoted && line.trimEnd().endsWith(';')) {
      statements.push(current);
      current = '';
    }
  }
  return statements;
}
