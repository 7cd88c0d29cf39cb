// What people write in tables, as the types of the vocabulary: decimal commas, French dates, oui and non, labels for codes.
import type { Field } from '../layer.ts';

/** A label as it is compared: no case, accent, hyphen or apostrophe. */
export const comparable = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll('œ', 'oe').replaceAll('æ', 'ae').replaceAll(/[^a-z0-9]+/g, ' ').trim();

const truths: Readonly<Record<string, boolean>> = { oui: true, o: true, true: true, vrai: true, t: true, 1: true, x: true, yes: true, y: true, non: false, n: false, false: false, faux: false, f: false, 0: false, no: false };

const nothing = new Set(['', 'null', '-', 'nd', '[nd]', 'n/a', 'nc', 'non renseigné', 'non renseigne', 'inconnue']);

/** "1 234,5" → 1234.5; thousands by spaces, points or commas where a decimal sign stands beside. Null for what is no number. */
export function readNumber(text: string): number | null {
  let plain = text.replaceAll(/[\s  ']/g, '').replace(/(m²|m2|€|m|km²|%)$/i, '');
  const [lastComma, lastPoint] = [plain.lastIndexOf(','), plain.lastIndexOf('.')];
  if (lastComma >= 0 && lastPoint >= 0) plain = lastComma > lastPoint ? plain.replaceAll('.', '').replace(',', '.') : plain.replaceAll(',', '');
  else plain = plain.replace(',', '.');
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain)) return null;
  const value = Number(plain);
  return Number.isFinite(value) ? value : null;
}

/** ISO, French day first, slashes, points, compact; with a time that is left out. Null for what is no day of the calendar. */
export function readDay(text: string): string | null {
  const iso = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ].*)?$/.exec(text) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  const french = iso ? null : /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:[T ].*)?$/.exec(text);
  const [year, month, day] = iso ? [iso[1], iso[2], iso[3]] : french ? [french[3], french[2], french[1]] : [];
  if (!year || !month || !day) return null;
  const written = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const date = new Date(`${written}T00:00:00Z`);
  return Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== written ? null : written;
}

function readCode(text: string, codes: Readonly<Record<string, string>>): string {
  if (Object.hasOwn(codes, text)) return text;
  const wanted = comparable(text);
  // A label, or the code in another case; a code that lost its leading zero is not guessed.
  return Object.entries(codes).find(([code, label]) => comparable(code) === wanted || comparable(label) === wanted)?.[0] ?? text;
}

/** A cell as the field has it. What does not fit is given back as it is: the schema says why. */
export function readValue(field: Field, raw: unknown): unknown {
  if (raw === null || raw === undefined) return null;
  // dBASE has no truth: 1 and 0 stand for it.
  if (field.type === 'boolean' && (raw === 0 || raw === 1)) return raw === 1;
  if (typeof raw !== 'string') return typeof raw === 'number' && (field.type === 'text' || field.type === 'code' || field.type === 'phone') ? String(raw) : raw;
  const text = raw.trim();
  if (field.type !== 'code' && nothing.has(text.toLowerCase()) && !(field.type === 'text' && text === '-')) return null;
  if (text === '') return null;
  switch (field.type) {
    case 'integer': case 'number': return readNumber(text) ?? text;
    case 'boolean': return truths[comparable(text)] ?? text;
    case 'date': return readDay(text) ?? text;
    case 'code': return readCode(text, field.codes ?? {});
    case 'json':
      try { return JSON.parse(text); } catch { return text; }
    case 'url': return /^www\./i.test(text) ? `https://${text}` : text;
    default: return text;
  }
}
