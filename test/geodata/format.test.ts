// How numbers, days and distances read in French.
import { describe, expect, it } from 'vitest';
import { day, distance, fieldText, phone, plural, quantity, shortDay, time, timeRange, typography, walking, weekday } from '../../geodata/format.ts';

const thin = '\u202f';
const hard = '\u00a0';
const today = new Date('2026-11-23T12:00:00Z');

describe('numbers', () => {
  it('groups thousands with a narrow space and writes a decimal comma', () => {
    expect(quantity(1989)).toBe(`1${thin}989`);
    expect(quantity(13.44, '%')).toBe(`13,4${thin}%`);
    expect(quantity(12500, '€')).toBe(`12${thin}500${hard}€`);
  });
  it('says large amounts and areas shorter', () => {
    expect(quantity(1_122_500, '€')).toBe(`1,12${hard}M€`);
    expect(quantity(92_690, 'm²')).toBe(`9,3${hard}ha`);
    expect(quantity(290, 'm²')).toBe(`290${hard}m²`);
  });
  it('makes units that are words agree', () => {
    expect(quantity(1, 'jours')).toBe(`1${hard}jour`);
    expect(quantity(2, 'jours')).toBe(`2${hard}jours`);
    expect(quantity(1, 'voix')).toBe(`1${hard}voix`);
    expect(plural(1.5, 'jardin', 'jardins')).toBe('jardin');
    expect(plural(2, 'jardin', 'jardins')).toBe('jardins');
  });
});

describe('distances and walks', () => {
  it.each([[0, `0${hard}m`], [84, `80${hard}m`], [912, `900${hard}m`], [1240, `1,2${hard}km`], [12_400, `12${hard}km`]])('%d m', (metres, words) => {
    expect(distance(metres)).toBe(words);
  });
  it('rounds a walk to minutes, never to none, and says hours', () => {
    expect(walking(0.2)).toBe(`à 1${hard}min à pied`);
    expect(walking(6.2)).toBe(`à 6${hard}min à pied`);
    expect(walking(65)).toBe(`à 1${hard}h${hard}05 à pied`);
    expect(walking(120)).toBe(`à 2${hard}h à pied`);
  });
});

describe('days and hours', () => {
  it('names the weekday, and the year when it is another', () => {
    expect(weekday('2026-12-08', 'Europe/Paris', today)).toBe('mardi 8 décembre');
    expect(weekday('2027-01-05', 'Europe/Paris', today)).toBe('mardi 5 janvier 2027');
  });
  it('says the first of a month as one says it', () => {
    expect(day('2026-12-01')).toBe('1er décembre 2026');
    expect(weekday('2026-12-01', 'Europe/Paris', today)).toBe('mardi 1er décembre');
    expect(day('2026-12-11')).toBe('11 décembre 2026');
  });
  it('reads a day alone in no zone', () => {
    expect(day('2026-03-01', 'Pacific/Honolulu')).toBe('1er mars 2026');
    expect(shortDay('2026-03-01')).toBe('01/03/2026');
  });
  it('gives local time, in winter and in summer', () => {
    expect(time('2026-12-08T13:00:00Z')).toBe(`14${hard}h`);
    expect(time('2026-07-08T12:30:00Z')).toBe(`14${hard}h${hard}30`);
    expect(timeRange('2026-12-08T08:00:00Z', '2026-12-08T11:00:00Z')).toBe(`9${hard}h – 12${hard}h`);
  });
  it('hands back what is no date', () => expect(day('bientôt')).toBe('bientôt'));
});

describe('other words', () => {
  it('sets French punctuation', () => expect(typography('« Oui » : à 300 m ; non !')).toBe(`«${thin}Oui${thin}»${hard}: à 300${hard}m${thin}; non${thin}!`));
  it('writes telephone numbers in pairs', () => {
    expect(phone('+33298008080')).toBe(['02', '98', '00', '80', '80'].join(hard));
    expect(phone('+44 20 7946 0000')).toBe('+44 20 7946 0000');
  });
  it('says a field, or nothing', () => {
    expect(fieldText({ title: '', type: 'boolean' }, false)).toBe('non');
    expect(fieldText({ title: '', type: 'code', codes: { a: 'petit a' } }, 'a')).toBe('petit a');
    expect(fieldText({ title: '', type: 'code', codes: {} }, 'z')).toBe('z');
    expect(fieldText({ title: '', type: 'text' }, null)).toBeNull();
    expect(fieldText({ title: '', type: 'json' }, {})).toBeNull();
  });
});
