// One date as an iCalendar file (RFC 5545), for « Ajouter à mon agenda ».
import type { CardEvent } from './card.ts';

const stamp = (iso: string): string => new Date(iso).toISOString().replace(/[-:]|\.\d{3}/g, '');
const escaped = (text: string): string => text.replace(/[\\;,]/g, '\\$&').replace(/\r?\n/g, '\\n');

/** Lines end in CRLF and are folded at 75 octets, continued by a space. */
function folded(line: string): string {
  const encoder = new TextEncoder();
  const parts: string[] = [];
  let part = '';
  for (const character of line) {
    if (encoder.encode(part + character).length > (parts.length === 0 ? 75 : 74)) {
      parts.push(part);
      part = '';
    }
    part += character;
  }
  return [...parts, part].join('\r\n ');
}

export function calendarFile(event: CardEvent, place: { name: string; address: string | null; url: string }, now = new Date()): string {
  const lines = [
    'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Karter//FR', 'BEGIN:VEVENT',
    `UID:${escaped(event.id)}@karter`, `DTSTAMP:${stamp(now.toISOString())}`, `DTSTART:${stamp(event.starts_at)}`,
    ...(event.ends_at ? [`DTEND:${stamp(event.ends_at)}`] : []),
    `SUMMARY:${escaped(`${event.title ?? 'Job dating'} – ${place.name}${event.demo ? ' (données de démonstration)' : ''}`)}`,
    `LOCATION:${escaped([place.name, place.address].filter(Boolean).join(', '))}`,
    `URL:${place.url}`, 'END:VEVENT', 'END:VCALENDAR', '',
  ];
  return lines.map(folded).join('\r\n');
}
