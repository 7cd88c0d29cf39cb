// The common part of the OSM opening_hours syntax in French words: days, weeks of the month, hours, public holidays.
// What lies beyond it is shown as it was written rather than half understood. Specification: https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification
import { clock, typography, upperFirst } from './format.ts';

export interface HoursLine { days: string; times: string }

const dayNames: Record<string, string> = { Mo: 'lundi', Tu: 'mardi', We: 'mercredi', Th: 'jeudi', Fr: 'vendredi', Sa: 'samedi', Su: 'dimanche', PH: 'jours fériés', SH: 'vacances scolaires' };
const rule = /^(?:((?:Mo|Tu|We|Th|Fr|Sa|Su|PH|SH)(?:\[\d(?:,\d)*\])?(?:[-,](?:Mo|Tu|We|Th|Fr|Sa|Su|PH|SH)(?:\[\d(?:,\d)*\])?)*)\s*)?(off|closed|\d{1,2}:\d{2}-\d{1,2}:\d{2}(?:,\s*\d{1,2}:\d{2}-\d{1,2}:\d{2})*)?(?:\s*"([^"]*)")?$/;

const ordinals = ['', '1er', '2e', '3e', '4e', '5e'];

function daysInWords(text: string): string | null {
  const parts: string[] = [];
  for (const part of text.match(/[A-Z][a-zH](?:\[[\d,]+\])?(?:-[A-Z][a-z])?/g) ?? []) {
    const nth = /^(\w\w)\[([\d,]+)\]$/.exec(part);
    const range = /^(\w\w)-(\w\w)$/.exec(part);
    if (nth) {
      const which = nth[2]!.split(',').map((number) => ordinals[Number(number)]);
      if (which.includes(undefined)) return null;
      parts.push(`${which.join(' et ')} ${dayNames[nth[1]!]} du mois`);
    } else if (range) parts.push(`du ${dayNames[range[1]!]} au ${dayNames[range[2]!]}`);
    else parts.push(dayNames[part] ?? part);
  }
  return parts.length === 0 ? null : parts.join(', ');
}

function timesInWords(text: string): string {
  return text.split(',').map((span) => span.trim().split('-').map((end) => {
    const [hours, minutes] = end.split(':').map(Number);
    return clock(hours!, minutes!);
  }).join(' – ')).join(' et ');
}

/** One line a rule, or null when any rule is beyond the common part. */
export function hoursInWords(text: string): HoursLine[] | null {
  if (text.trim() === '24/7') return [{ days: 'Tous les jours', times: 'jour et nuit' }];
  const lines: HoursLine[] = [];
  for (const part of text.split(/;\s*|\|\|\s*/)) {
    const match = rule.exec(part.trim());
    if (!match || part.trim() === '') return null;
    const [, days, times, note] = match;
    const named = days ? daysInWords(days) : 'tous les jours';
    if (named === null) return null;
    const said = times === undefined ? 'sans précision d’heure' : times === 'off' || times === 'closed' ? 'fermé' : timesInWords(times);
    lines.push({ days: upperFirst(named), times: typography(note ? `${said} (${note})` : said) });
  }
  return lines;
}

/** Whether a place is open by its usual hours, and when that changes: minutes from midnight, and how many days ahead. */
export interface OpenState { open: boolean; changesAt: number; inDays: number }

const weekdays = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'];
const minutesOf = (text: string): number => {
  const [hours, minutes] = text.split(':').map(Number);
  return hours! * 60 + minutes!;
};

/** Whether a rule's days hold a day: `weekday` from 0 (Monday), `ordinal` the how-manieth of its month. */
function holds(days: string | undefined, weekday: number, ordinal: number): boolean {
  if (!days) return true;
  return days.split(/,(?![^[]*\])/).some((part) => {
    const nth = /^(\w\w)\[([\d,]+)\]$/.exec(part);
    if (nth) return weekdays.indexOf(nth[1]!) === weekday && nth[2]!.split(',').includes(String(ordinal));
    const [first, last = first] = part.split('-').map((name) => weekdays.indexOf(name)) as [number, number | undefined];
    if (first < 0 || last! < 0) return false;
    return first <= last! ? weekday >= first && weekday <= last! : weekday >= first || weekday <= last!;
  });
}

/** The spans of a day, or null when the text is beyond the common part. A later rule replaces the earlier ones on its days. */
function spansOf(text: string, weekday: number, ordinal: number): [from: number, to: number][] | null {
  if (text.trim() === '24/7') return [[0, 1440]];
  let spans: [number, number][] = [];
  for (const part of text.split(/;\s*/)) {
    const match = rule.exec(part.trim());
    // Without hours, or past midnight, nothing sure can be said.
    if (!match || part.trim() === '' || match[2] === undefined) return null;
    if (!holds(match[1], weekday, ordinal)) continue;
    spans = match[2] === 'off' || match[2] === 'closed' ? [] : match[2].split(/,\s*/).map((span) => span.split('-').map(minutesOf) as [number, number]);
    if (spans.some(([from, to]) => to <= from)) return null;
  }
  return spans;
}

/** By the usual hours of the place, in its own time; public holidays are not known here. Null where nothing sure can be said. */
export function openState(text: string, at: Date, timeZone: string): OpenState | null {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone, weekday: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).formatToParts(at);
  const part = (type: string): string => parts.find((candidate) => candidate.type === type)?.value ?? '';
  const weekday = weekdays.indexOf(part('weekday').slice(0, 2));
  const now = Number(part('hour')) * 60 + Number(part('minute'));
  for (let inDays = 0; inDays < 8; inDays += 1) {
    const later = new Date(at.getTime() + inDays * 86_400_000);
    const date = Number(new Intl.DateTimeFormat('en-GB', { timeZone, day: 'numeric' }).format(later));
    const spans = spansOf(text, (weekday + inDays) % 7, Math.ceil(date / 7));
    if (spans === null) return null;
    const present = inDays === 0 ? spans.find(([from, to]) => from <= now && now < to) : undefined;
    if (present) return { open: true, changesAt: present[1], inDays };
    const next = spans.map(([from]) => from).filter((from) => inDays > 0 || from > now).sort((a, b) => a - b)[0];
    if (next !== undefined) return { open: false, changesAt: next, inDays };
  }
  return null;
}
