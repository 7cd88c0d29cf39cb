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
