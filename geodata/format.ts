// How numbers, days, hours and distances read in French, on both sides: the only module that formats, always through Intl.
import type { Field } from './layer.ts';

const locale = 'fr-FR';
const narrowSpace = '\u202f';
const noBreakSpace = '\u00a0';

/** French typography: thin spaces that do not break before `; ! ? »` and after `«`, a no-break space before the colon. */
export function typography(text: string): string {
  return text
    .replace(/ ([;!?»])/g, `${narrowSpace}$1`)
    .replace(/« /g, `«${narrowSpace}`)
    .replace(/ :/g, `${noBreakSpace}:`)
    .replace(/(\d) (?=(?:m|m²|km|km²|h|min|€|%)(?![\p{L}\d]))/gu, `$1${noBreakSpace}`);
}

const numbers = new Map<number, Intl.NumberFormat>();

/** `1 989`, `13,4`: at most so many decimals. */
export function number(value: number, decimals = 0): string {
  let format = numbers.get(decimals);
  if (!format) numbers.set(decimals, (format = new Intl.NumberFormat(locale, { maximumFractionDigits: decimals })));
  return format.format(value);
}

/** `13,4 %` from 13.4: the figures of the API are already in hundredths. */
export function percent(value: number): string {
  return `${number(value, 1)}${narrowSpace}%`;
}

/** `12 500 €`. */
export function euros(value: number): string {
  return new Intl.NumberFormat(locale, { style: 'currency', currency: 'EUR', maximumFractionDigits: 0 }).format(value);
}

/** To the cent, from whole cents: `57,14 €`; whole euros stay short: `700 €`. Fractions of a cent are rounded for the eye only. */
export function eurosAndCents(cents: number): string {
  const digits = Math.round(cents) % 100 === 0 ? 0 : 2;
  return new Intl.NumberFormat(locale, { style: 'currency', currency: 'EUR', minimumFractionDigits: digits, maximumFractionDigits: digits }).format(Math.round(cents) / 100);
}

/** A number with its unit: `13,4 %`, `250 m²`, `9,3 ha`, `1,12 M€`, `2 jours`, `12`. */
export function quantity(value: number, unit = ''): string {
  if (unit === '%') return percent(value);
  if (unit === '€') return Math.abs(value) < 1e6 ? euros(value) : `${number(value / 1e6, 2)}${noBreakSpace}M€`;
  if (unit === 'm²' && Math.abs(value) >= 1e4) return `${number(value / 1e4, 1)}${noBreakSpace}ha`;
  const decimals = Math.abs(value) < 10 && !Number.isInteger(value) ? 1 : 0;
  // Units that are words agree with the number: « 1 jour », « 2 jours ».
  const word = Math.abs(value) < 2 && /^\p{L}{3,}s$/u.test(unit) ? unit.slice(0, -1) : unit;
  return unit === '' ? number(value, decimals) : `${number(value, decimals)}${noBreakSpace}${word}`;
}

/** Metres as one says them: `80 m`, `900 m`, `1,2 km`. */
export function distance(metres: number): string {
  if (metres < 100) return quantity(Math.round(metres / 10) * 10, 'm');
  if (metres < 950) return quantity(Math.round(metres / 50) * 50, 'm');
  return `${number(metres / 1000, metres < 9500 ? 1 : 0)}${noBreakSpace}km`;
}

/** `à 6 min à pied`, and from an hour on `à 1 h 10 à pied`. */
export function walking(minutes: number): string {
  const whole = Math.max(1, Math.round(minutes));
  if (whole < 60) return `à ${whole}${noBreakSpace}min à pied`;
  const rest = whole % 60;
  return `à ${Math.floor(whole / 60)}${noBreakSpace}h${rest === 0 ? '' : `${noBreakSpace}${String(rest).padStart(2, '0')}`} à pied`;
}

/** A day alone (`2026-12-08`) has no zone: it is read at noon so that none can move it. */
function instant(iso: string): Date {
  return new Date(/^\d{4}-\d{2}-\d{2}$/.test(iso) ? `${iso}T12:00:00Z` : iso);
}

function ordinal(text: string): string {
  return text.replace(/(^|\s)1 (?=\p{L})/u, '$11er ');
}

function dated(iso: string, options: Intl.DateTimeFormatOptions, timeZone: string): string {
  const moment = instant(iso);
  return Number.isNaN(moment.getTime()) ? iso : ordinal(new Intl.DateTimeFormat(locale, { timeZone, ...options }).format(moment));
}

/** `mardi 8 décembre`, with the year when it is not the present one. */
export function weekday(iso: string, timeZone = 'Europe/Paris', today = new Date()): string {
  const sameYear = instant(iso).getUTCFullYear() === today.getUTCFullYear();
  return dated(iso, { weekday: 'long', day: 'numeric', month: 'long', ...(sameYear ? {} : { year: 'numeric' }) }, timeZone);
}

/** `8 décembre 2026`. */
export function day(iso: string, timeZone = 'Europe/Paris'): string {
  return dated(iso, { day: 'numeric', month: 'long', year: 'numeric' }, timeZone);
}

/** `08/12/2026`, for tables. */
export function shortDay(iso: string, timeZone = 'Europe/Paris'): string {
  return dated(iso, { day: '2-digit', month: '2-digit', year: 'numeric' }, timeZone);
}

/** `9 h`, `9 h 30`, in the city's own time. */
export function time(iso: string, timeZone = 'Europe/Paris'): string {
  const moment = instant(iso);
  if (Number.isNaN(moment.getTime())) return iso;
  const parts = new Intl.DateTimeFormat(locale, { timeZone, hour: 'numeric', minute: '2-digit', hourCycle: 'h23' }).formatToParts(moment);
  const part = (type: string) => Number(parts.find((candidate) => candidate.type === type)?.value ?? 0);
  return clock(part('hour'), part('minute'));
}

/** Hours and minutes: `9 h`, `9 h 05`. */
export function clock(hours: number, minutes: number): string {
  return `${hours}${noBreakSpace}h${minutes === 0 ? '' : `${noBreakSpace}${String(minutes).padStart(2, '0')}`}`;
}

/** `9 h – 12 h`. */
export function timeRange(from: string, to: string | null, timeZone = 'Europe/Paris'): string {
  return to ? `${time(from, timeZone)} – ${time(to, timeZone)}` : time(from, timeZone);
}

/** `mardi 8 décembre, 9 h`. */
export function moment(iso: string, timeZone = 'Europe/Paris'): string {
  return `${weekday(iso, timeZone)}, ${time(iso, timeZone)}`;
}

/** `02 98 00 80 80` from `+33298008080`; other numbers stay as they are. */
export function phone(text: string): string {
  const digits = text.replace(/[\s.]/g, '').replace(/^\+33(?:\(0\))?/, '0');
  return /^0\d{9}$/.test(digits) ? digits.replace(/(\d{2})(?=\d)/g, `$1${noBreakSpace}`) : text;
}

/** French counts one and a half as one. */
export function plural(count: number, one: string, many: string): string {
  return Math.abs(count) < 2 ? one : many;
}

export function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

export function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A property's value as a person reads it; null when there is nothing to say. */
export function fieldText(field: Field, value: unknown, timeZone = 'Europe/Paris'): string | null {
  if (value === null || value === undefined || value === '') return null;
  switch (field.type) {
    case 'boolean': return value ? 'oui' : 'non';
    case 'code': return field.codes?.[String(value)] ?? String(value);
    case 'integer': case 'number': return typeof value === 'number' ? quantity(value, field.unit) : String(value);
    case 'date': return day(String(value), timeZone);
    case 'datetime': return moment(String(value), timeZone);
    case 'phone': return phone(String(value));
    case 'json': return null;
    default: return String(value);
  }
}

/** Applies French typography to every string of the catalogue, and to what its functions return. */
export function typeset<Catalogue extends object>(catalogue: Catalogue): Catalogue {
  const set = (value: unknown): unknown => {
    if (typeof value === 'string') return typography(value);
    if (typeof value === 'function') return (...given: unknown[]) => set((value as (...all: unknown[]) => unknown)(...given));
    if (value !== null && typeof value === 'object') return typeset(value);
    return value;
  };
  return Object.fromEntries(Object.entries(catalogue).map(([key, value]) => [key, set(value)])) as Catalogue;
}
