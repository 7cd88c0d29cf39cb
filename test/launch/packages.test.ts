import { describe, expect, it } from 'vitest';
import { packagesAreCurrent } from '../../server/launch/packages.ts';

const lock = (packages: Record<string, object>) => ({ packages: { '': {}, ...packages } });
const one = { version: '1.0.0', integrity: 'sha512-a' };

describe('packagesAreCurrent', () => {
  it('holds when what is installed is what the lock file says', () => {
    expect(packagesAreCurrent(lock({ 'node_modules/a': one }), lock({ 'node_modules/a': one }))).toBe(true);
  });

  it.each([
    ['nothing is installed', undefined],
    ['a package is absent', lock({})],
    ['a package has another version', lock({ 'node_modules/a': { ...one, version: '1.0.1' } })],
    ['a package has another content', lock({ 'node_modules/a': { ...one, integrity: 'sha512-b' } })],
  ])('fails when %s', (_case, installed) => {
    expect(packagesAreCurrent(lock({ 'node_modules/a': one }), installed)).toBe(false);
  });

  it('asks for an optional package only on the system it is made for', () => {
    const wanted = lock({ 'node_modules/a': { ...one, optional: true, os: ['linux'], cpu: ['x64'] } });
    expect(packagesAreCurrent(wanted, lock({}), 'darwin', 'arm64')).toBe(true);
    expect(packagesAreCurrent(wanted, lock({}), 'linux', 'x64')).toBe(false);
    expect(packagesAreCurrent(lock({ 'node_modules/a': { ...one, optional: true } }), lock({}))).toBe(true);
  });
});
