// Where a released sheet comes to rest.
import { expect, it, vi } from 'vitest';

vi.stubGlobal('matchMedia', () => ({ matches: true, addEventListener: () => {} }));
const { nearestStop } = await import('../../client/state/sheet.svelte.ts');

it.each([
  [170, 844, 0, 'peek'], [430, 844, 0, 'half'], [770, 844, 0, 'full'],
  // A flick counts as much as where the finger lets go.
  [280, 844, -110, 'half'], [330, 844, 110, 'peek'], [560, 844, -120, 'full'],
] as const)('at %d of %d, moved by %d: %s', (height, viewport, downward, stop) => expect(nearestStop(height, viewport, downward)).toBe(stop));
