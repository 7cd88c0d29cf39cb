// The table of permissions: what it means, and that the operators' page says the same.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { may, permissions, roles, type Action, type Grant, type Role, type Where } from '../../geodata/permissions.ts';
import { localPath } from '../../client/state/local-path.ts';

const grant = (role: Role, more: Partial<Grant> = {}): Grant => ({ role, quartier: null, theme: null, organisation: null, ...more });
const everyAction = Object.keys(permissions) as Action[];
const places = (action: Action): Partial<Record<Role, Where>> => permissions[action];

describe.each(everyAction)('%s', (action) => {
  it.each(Object.keys(roles) as Role[])('%s', (role) => {
    const where = places(action)[role];
    const bounded = grant(role, { quartier: 'bellevue', theme: 'fonds', organisation: 7 });
    const all = { own: true, quartier: 'bellevue', theme: 'fonds', organisation: 7 } as const;
    expect(may([bounded], action, all)).toBe(where !== undefined);
    expect(may([bounded], action, { ...all, own: false })).toBe(where !== undefined && where !== 'own');
    expect(may([bounded], action, { ...all, quartier: 'europe' })).toBe(where !== undefined && where !== 'quartier' && where !== 'theme');
    expect(may([bounded], action, { ...all, theme: 'jardins' })).toBe(where !== undefined && where !== 'theme');
    expect(may([bounded], action, { ...all, organisation: 8 })).toBe(where !== undefined && where !== 'organisation');
    // A grant that names no place holds in all of them.
    expect(may([grant(role)], action, { quartier: 'europe', theme: 'jardins', organisation: 8 })).toBe(where !== undefined && where !== 'own');
  });
});

const words: Record<Where, string> = { everywhere: 'partout', quartier: 'son quartier', theme: 'son thème', organisation: 'son organisation', own: 'ce qui est sien' };

it('is told truly in docs/comptes.md', () => {
  const rows = readFileSync(new URL('../../docs/comptes.md', import.meta.url), 'utf8').split('\n').flatMap((line) => {
    const [, action, meaning, who] = /^\| `([\w.]+)` \| ([^|]+) \| ([^|]+) \|$/.exec(line) ?? [];
    return action && Object.hasOwn(permissions, action) ? [[action, who!.trim(), meaning!.trim() !== '']] : [];
  });
  expect(rows).toEqual(everyAction.map((action) => [action, Object.entries(places(action)).map(([role, where]) => `${roles[role as Role]} (${words[where]})`).join(' ; '), true]));
});

describe('where a form leads afterwards', () => {
  it.each([['/bureau', '/bureau'], ['/fonds/deposer?point=48.4,-4.5', '/fonds/deposer?point=48.4,-4.5'], ['/compte#x', '/compte#x']])('%s', (asked, goal) => { expect(localPath(asked)).toBe(goal); });
  it.each([undefined, '', 'https://ailleurs.example/', '//ailleurs.example', '/\\ailleurs.example', '/\t/ailleurs.example', 'javascript:alert(1)', 'bureau', '/nulle-part', '/api/me', '/\\\\x'])('never %s', (asked) => { expect(localPath(asked)).toBeNull(); });
});
