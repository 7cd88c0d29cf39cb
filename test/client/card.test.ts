// What a card reads out of structured properties, and the calendar file it gives.
import { describe, expect, it } from 'vitest';
import { briefFields, contactFields, eventsOf, periodsOf } from '../../client/state/card.ts';
import { calendarFile } from '../../client/state/calendar.ts';

describe('dates', () => {
  it('tells no dates at all from none announced', () => {
    expect(eventsOf({})).toBeNull();
    expect(eventsOf({ events: [] })).toEqual([]);
  });
  it('leaves out what has another shape', () => {
    expect(eventsOf({ events: [null, 'x', { id: 1 }, { id: 'a', starts_at: '2026-12-08T13:00:00Z', sectors: ['santé'], posts: 4 }] })).toEqual([
      { id: 'a', starts_at: '2026-12-08T13:00:00Z', ends_at: null, title: null, sectors: ['santé'], companies: null, posts: 4, demo: false },
    ]);
  });
});

it('makes periods of observations and keeps both bounds of a change', () => {
  const history = [['2026-09-12', 'vacant'], ['2021-06-07', 'occupe'], ['2025-09-22', 'occupe']].map(([observed_on, occupancy]) => ({ observed_on, occupancy }));
  expect(periodsOf({ history })).toEqual([
    { value: 'vacant', beganAfter: '2025-09-22', beganBy: '2026-09-12', endedBy: null, lastSeen: '2026-09-12' },
    { value: 'occupe', beganAfter: null, beganBy: '2021-06-07', endedBy: '2026-09-12', lastSeen: '2025-09-22' },
  ]);
  expect(periodsOf({ history: [] })).toBeNull();
  expect(periodsOf({})).toBeNull();
});

it('gives every field one block of the card', () => {
  expect(briefFields('gardens').map(([name]) => name)).not.toContain('phone');
  expect(contactFields('gardens').map(([name]) => name)).toEqual(['phone', 'email', 'website']);
});

describe('calendar file', () => {
  const event = { id: 'a;1', starts_at: '2026-12-08T14:00:00+01:00', ends_at: '2026-12-08T17:00:00+01:00', title: null, sectors: [], companies: null, posts: null, demo: true };
  const file = calendarFile(event, { name: 'Mission locale, siège', address: '4 rue de l’Église ; bâtiment B', url: 'https://karter.example/lieux/job_datings/1' }, new Date('2026-11-23T00:00:00Z'));
  it('is in universal time, escaped, and says what is made up', () => {
    expect(file).toContain('DTSTART:20261208T130000Z\r\nDTEND:20261208T160000Z');
    expect(file.replace(/\r\n /g, '')).toContain('LOCATION:Mission locale\\, siège\\, 4 rue de l’Église \\; bâtiment B');
    expect(file.replace(/\r\n /g, '')).toContain('(données de démonstration)');
  });
  it('ends lines in CRLF and folds them at 75 octets', () => {
    for (const line of file.split('\r\n')) expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
    expect(file.endsWith('END:VCALENDAR\r\n')).toBe(true);
  });
});
