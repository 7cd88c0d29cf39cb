// Opening hours in words, and whether a place is open by them.
import { describe, expect, it } from 'vitest';
import { hoursInWords, openState } from '../../geodata/hours.ts';

const paris = (local: string): Date => new Date(`${local}+01:00`);
const usual = 'We 09:00-12:00,14:00-18:00; Sa 09:30-12:30; PH off';

describe('in words', () => {
  it('says days, ranges and spans', () => {
    expect(hoursInWords('Tu-Fr 13:30-17:00; Sa 10:00-12:00')).toEqual([
      { days: 'Du mardi au vendredi', times: '13\u00a0h\u00a030 – 17\u00a0h' }, { days: 'Samedi', times: '10\u00a0h – 12\u00a0h' },
    ]);
    expect(hoursInWords('Mo,We 14:00-17:30')?.[0]?.days).toBe('Lundi, mercredi');
    expect(hoursInWords('Sa[1,3] 10:00-12:00')?.[0]?.days).toBe('1er et 3e samedi du mois');
    expect(hoursInWords('PH off')).toEqual([{ days: 'Jours fériés', times: 'fermé' }]);
    expect(hoursInWords('24/7')?.[0]?.times).toBe('jour et nuit');
  });
  it.each(['week 1-53/2 Mo 10:00-12:00', 'Mo 10:00+', 'sunrise-sunset', 'sur rendez-vous', ''])('leaves « %s » as it is written', (text) => expect(hoursInWords(text)).toBeNull());
});

describe('open or closed', () => {
  it.each([
    ['2026-11-25T09:00', true, 12 * 60, 0],
    ['2026-11-25T12:00', false, 14 * 60, 0],
    ['2026-11-25T17:59', true, 18 * 60, 0],
    ['2026-11-25T18:00', false, 9 * 60 + 30, 3],
    ['2026-11-29T10:00', false, 9 * 60, 3],
  ])('%s', (local, open, changesAt, inDays) => expect(openState(usual, paris(local), 'Europe/Paris')).toEqual({ open, changesAt, inDays }));
  it('reads the clock of the place, not of the reader', () => {
    expect(openState('Mo-Su 09:00-12:00', new Date('2026-11-25T08:30:00Z'), 'Europe/Paris')?.open).toBe(true);
    expect(openState('Mo-Su 09:00-12:00', new Date('2026-11-25T08:30:00Z'), 'Atlantic/Reykjavik')?.open).toBe(false);
  });
  it('lets a later rule replace an earlier one', () => {
    expect(openState('Mo-Fr 09:00-17:00; We off', paris('2026-11-25T10:00'), 'Europe/Paris')).toEqual({ open: false, changesAt: 540, inDays: 1 });
  });
  it('knows the first Saturday of a month', () => {
    expect(openState('Sa[1] 10:00-12:00', paris('2026-12-05T11:00'), 'Europe/Paris')?.open).toBe(true);
    expect(openState('Sa[1] 10:00-12:00', paris('2026-12-12T11:00'), 'Europe/Paris')).toBeNull();
  });
  it.each(['Mo', 'Fr 22:00-02:00', 'sunrise-sunset', 'Mo off'])('claims nothing of « %s »', (text) => expect(openState(text, paris('2026-11-27T23:00'), 'Europe/Paris')).toBeNull());
});
