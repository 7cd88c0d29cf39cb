import { describe, expect, it } from 'vitest';
import { atLeast, instructions, shortcomings } from '../../server/launch/postgres-programs.ts';

const recent = { postgis: '3.3.2', pgrouting: '3.4.2', pg_trgm: '1.6', unaccent: '1.1', fuzzystrmatch: '1.1' };

describe('versions', () => {
  it.each([['3.10', '3.4', true], ['3.4', '3.4', true], ['3.4.0', '3.4', true], ['3.3.9', '3.4', false], ['16', '15', true], ['14.11', '15', false], ['3.5.0dev', '3.3', true]])(
    '%s against %s: %s', (version, minimum, holds) => { expect(atLeast(version, minimum)).toBe(holds); });
});

describe('shortcomings', () => {
  it('finds none in Debian 12', () => {
    expect(shortcomings({ version: '15.18', available: recent })).toEqual([]);
  });

  it('names each thing that is missing or too old, with the version it takes', () => {
    expect(shortcomings({ version: '14.2', available: { ...recent, postgis: '3.1.4', pgrouting: undefined } as never })).toEqual([
      'PostgreSQL 14.2 est trop ancien (il faut 15 ou plus récent)', 'PostGIS 3.1.4 est trop ancien (il faut 3.3 ou plus récent)', 'pgRouting manque',
    ]);
  });
});

it('the instructions cover Debian, Ubuntu, Fedora, macOS and docker', () => {
  for (const word of ['Debian', 'Ubuntu', 'Fedora', 'macOS', 'docker compose', 'DATABASE_URL=']) expect(instructions()).toContain(word);
});
