// CQL2 read from text and from JSON: both into one tree, and what cannot be read refused where it stands.
import { describe, expect, it } from 'vitest';
import { readJson } from '../../../server/cql2/json.ts';
import { limits, type Node } from '../../../server/cql2/node.ts';
import { readText } from '../../../server/cql2/text.ts';
import { ProblemError } from '../../../server/problem.ts';

/** The tree without places, as nested lists. */
function shape(node: Node | null): unknown {
  if (node === null) return '..';
  switch (node.is) {
    case 'call': return [node.name, ...node.operands.map(shape)];
    case 'property': return { property: node.name };
    case 'interval': return ['interval', shape(node.from), shape(node.to)];
    case 'shape': return node.shape;
    case 'date': case 'timestamp': return [node.is, node.value];
    default: return node.value;
  }
}
const a = { property: 'a' };
const b = { property: 'b' };

/** Text, the same in JSON where the JSON can say it, and the tree. */
const same: [string, object | null, unknown][] = [
  ["a = 'x'", { op: '=', args: [a, 'x'] }, ['=', a, 'x']],
  ['"a"<>-1.5e3', { op: '<>', args: [a, -1500] }, ['<>', a, -1500]],
  ['a >= .5 AND b < 1. OR NOT a <= 2', { op: 'or', args: [{ op: 'and', args: [{ op: '>=', args: [a, 0.5] }, { op: '<', args: [b, 1] }] }, { op: 'not', args: [{ op: '<=', args: [a, 2] }] }] }, ['or', ['and', ['>=', a, 0.5], ['<', b, 1]], ['not', ['<=', a, 2]]]],
  ['(a = 1 or a = 2) and b = TRUE', { op: 'and', args: [{ op: 'or', args: [{ op: '=', args: [a, 1] }, { op: '=', args: [a, 2] }] }, { op: '=', args: [b, true] }] }, ['and', ['or', ['=', a, 1], ['=', a, 2]], ['=', b, true]]],
  ["a like 'x%'", { op: 'like', args: [a, 'x%'] }, ['like', a, 'x%']],
  ["a NOT LIKE 'x_'", { op: 'not', args: [{ op: 'like', args: [a, 'x_'] }] }, ['not', ['like', a, 'x_']]],
  ['a between 1 and 2 and b is not null', { op: 'and', args: [{ op: 'between', args: [a, 1, 2] }, { op: 'not', args: [{ op: 'isNull', args: [b] }] }] }, ['and', ['between', a, 1, 2], ['not', ['isNull', b]]]],
  ['a = 1 -- 2', null, ['=', a, ['-', 1, -2]]],
  ["a in ('x', 'y')", { op: 'in', args: [a, ['x', 'y']] }, ['in', a, 'x', 'y']],
  ["casei(accenti(a)) = casei(accenti('É'))", { op: '=', args: [{ op: 'casei', args: [{ op: 'accenti', args: [a] }] }, { op: 'casei', args: [{ op: 'accenti', args: ['É'] }] }] }, ['=', ['casei', ['accenti', a]], ['casei', ['accenti', 'É']]]],
  ['a + b * 2 ^ 3 - 1 > 4 div 2', { op: '>', args: [{ op: '-', args: [{ op: '+', args: [a, { op: '*', args: [b, { op: '^', args: [2, 3] }] }] }, 1] }, { op: 'div', args: [4, 2] }] }, ['>', ['-', ['+', a, ['*', b, ['^', 2, 3]]], 1], ['div', 4, 2]]],
  ['-a = (b - -2)', null, ['=', ['*', -1, a], ['-', b, -2]]],
  ['S_INTERSECTS(geometry, POINT Z (1 2 3))', { op: 's_intersects', args: [{ property: 'geometry' }, { type: 'Point', coordinates: [1, 2, 3] }] }, ['s_intersects', { property: 'geometry' }, { type: 'Point', coordinates: [1, 2] }]],
  ['s_within(geometry, bbox(1, 2, 0, 3, 4, 9))', { op: 's_within', args: [{ property: 'geometry' }, { bbox: [1, 2, 0, 3, 4, 9] }] }, ['s_within', { property: 'geometry' }, { type: 'Box', corners: [1, 2, 3, 4] }]],
  ['s_equals(POLYGON((0 0, 1 0, 1 1, 0 0)), geometry)', { op: 's_equals', args: [{ type: 'Polygon', coordinates: [[[0, 0], [1, 0], [1, 1], [0, 0]]] }, { property: 'geometry' }] }, ['s_equals', { type: 'Polygon', coordinates: [[[0, 0], [1, 0], [1, 1], [0, 0]]] }, { property: 'geometry' }]],
  ['s_touches(geometry, MULTIPOINT((1 2), (3 4)))', { op: 's_touches', args: [{ property: 'geometry' }, { type: 'MultiPoint', coordinates: [[1, 2], [3, 4]] }] }, ['s_touches', { property: 'geometry' }, { type: 'MultiPoint', coordinates: [[1, 2], [3, 4]] }]],
  ['s_crosses(geometry, GEOMETRYCOLLECTION(POINT(1 2), LINESTRING(0 0, 1 1)))', { op: 's_crosses', args: [{ property: 'geometry' }, { type: 'GeometryCollection', geometries: [{ type: 'Point', coordinates: [1, 2] }, { type: 'LineString', coordinates: [[0, 0], [1, 1]] }] }] }, ['s_crosses', { property: 'geometry' }, { type: 'GeometryCollection', geometries: [{ type: 'Point', coordinates: [1, 2] }, { type: 'LineString', coordinates: [[0, 0], [1, 1]] }] }]],
  ["t_finishedBy(interval(a, '..'), interval('2026-01-01', '2026-02-28T10:00:00.5Z'))", { op: 't_finishedBy', args: [{ interval: [a, '..'] }, { interval: ['2026-01-01', '2026-02-28T10:00:00.5Z'] }] }, ['t_finishedby', ['interval', a, '..'], ['interval', ['date', '2026-01-01'], ['timestamp', '2026-02-28T10:00:00.5Z']]]],
  ["a < DATE('2024-02-29') and b > timestamp('2026-12-31T23:59:60Z')", { op: 'and', args: [{ op: '<', args: [a, { date: '2024-02-29' }] }, { op: '>', args: [b, { timestamp: '2026-12-31T23:59:60Z' }] }] }, ['and', ['<', a, ['date', '2024-02-29']], ['>', b, ['timestamp', '2026-12-31T23:59:60Z']]]],
  ['eo:cloud_cover.mean > 1 and été = 2 and Οδος = 3', null, ['and', ['>', { property: 'eo:cloud_cover.mean' }, 1], ['=', { property: 'été' }, 2], ['=', { property: 'Οδος' }, 3]]],
  ['(a = 1) is null', { op: 'isNull', args: [{ op: '=', args: [a, 1] }] }, ['isNull', ['=', a, 1]]],
  ['true', null, true],
];

it.each(same)('%s', (text, json, tree) => {
  expect(shape(readText(text))).toEqual(tree);
  if (json) expect(shape(readJson(JSON.stringify(json)))).toEqual(tree);
});

describe('a text', () => {
  const read = (text: string) => (readText(`a = ${text}`) as Node & { is: 'call' }).operands[1] as { value: string; pattern: string };
  it.each([["'l''été'", 'l’été'.replace('’', "'")], ["'l\\'été'", "l'été"], ["''", ''], ["''''", "'"], ["'a\\tb\\n'", 'a\tb\n'], ["'\\a\\b\\v\\f\\r'", '\x07\b\v\f\r'], ["'a\\\\b'", 'a\\b'], ["'--;/*'", '--;/*']])('%s', (written, value) => {
    expect(read(written).value).toBe(value);
  });
  it('keeps for LIKE what LIKE escapes', () => {
    expect(read("'50\\% \\_ a\\\\b'").pattern).toBe('50\\% \\_ a\\\\b');
    expect(read("'a\\qb'").pattern).toBe('a\\\\qb');
  });
});

describe('what cannot be read', () => {
  it.each([
    ['THIS IS NOT A FILTER', 13, 'NULL'], ['', 1, 'fin du filtre'], ['a =', 4, 'fin du filtre'], ['a = 1 b', 7, 'opérateur'], ['a = 1)', 6, 'opérateur'], ['(a = 1', 7, '« ) »'],
    ["a = 'x", 5, 'fermé'], ['a = "x', 5, 'guillemets'], ['a ! 1', 3, '« ! »'], ['a and', 6, ''], ['a not 1', 7, 'LIKE'], ['a between 1 or 2', 13, 'AND'], ['a in ()', 7, ''], ['a in 1', 6, '« ( »'],
    ["a = DATE('2026-02-30')", 10, 'calendrier'], ["a = DATE('0000-01-01')", 10, 'calendrier'], ["a = TIMESTAMP('2026-01-01T25:00:00Z')", 15, 'UTC'], ["a = TIMESTAMP('2026-01-01T10:00:00+01:00')", 15, 'UTC'], ["t_after(a, INTERVAL('2026-01-02', '2026-01-01'))", 12, 'avant de commencer'],
    ['S_INTERSECTS(geometry, POINT(1))', 31, 'nombre'], ['S_INTERSECTS(geometry, POLYGON((0 0, 1 0, 1 1)))', 24, 'anneau'], ['S_INTERSECTS(geometry, LINESTRING(0 0))', 24, 'deux points'], ['S_INTERSECTS(geometry, BBOX(1,2,3))', 24, 'quatre'], ['S_INTERSECTS(geometry, POINT(1e300 0))', 24, 'projection'], ['S_INTERSECTS(geometry, POINT EMPTY)', 30, ''],
    ['S_INTERSECTS(geometry)', 22, '« , »'], ["A_CONTAINS(a, ('x'))", 1, 'listes'], ['pg_sleep(10)', 1, 'inconnue'], ["a = 1; drop table karter.gardens", 6, '« ; »'], ['a = 1e999', 5, 'trop grand'], ["a = 'x\0'", 7, 'nul'],
  ])('%s', (filter, place, expected) => {
    const refusal = (() => { try { readText(filter); } catch (error) { return error; } return undefined; })() as ProblemError;
    expect(refusal).toBeInstanceOf(ProblemError);
    expect(refusal.problem).toMatchObject({ status: 400, errors: [{ parameter: 'filter' }] });
    expect(refusal.problem.detail).toMatch(new RegExp(`^filter, au caractère ${place} : `));
    expect(refusal.problem.detail).toContain(expected);
  });

  it.each([
    ['{', 'JSON'], ['[]', 'en $ '], ['null', 'en $ '], ['{"op":"x","args":[]}', 'en $.op'], ['{"op":"=","args":[{"property":"a"}]}', 'en $.args'], ['{"op":"and","args":[true]}', '$.args'],
    ['{"op":"in","args":[{"property":"a"},[]]}', '$.args[1]'], ['{"op":"=","args":[{"property":"a"},{"date":"2026-02-30"}]}', '$.args[1]'], ['{"op":"s_within","args":[{"property":"geometry"},{"type":"Polygon","coordinates":[[1,2]]}]}', '$.args[1]'],
    ['{"op":"s_within","args":[{"property":"geometry"},{"type":"Point","coordinates":["1",2]}]}', '$.args[1]'], ['{"__proto__":{"op":"="}}', 'en $ '], ['{"op":"constructor","args":[]}', '$.op'],
  ])('%s', (filter, place) => {
    expect(() => readJson(filter)).toThrow(ProblemError);
    try { readJson(filter); } catch (error) { expect((error as ProblemError).problem.detail).toContain(place); }
  });
});

describe('limits', () => {
  it('depth, number and length are bounded, and refused at once', () => {
    const began = performance.now();
    const long = [`${'('.repeat(limits.depth + 1)}a = 1${')'.repeat(limits.depth + 1)}`, `${'not '.repeat(2000)}a = 1`, `a = ${'-'.repeat(2000)}1`, `a=1${' or a=1'.repeat(1600)}`, `a = '${'x'.repeat(limits.characters)}'`, `${'casei('.repeat(100)}a`];
    for (const filter of long) expect(() => readText(filter), filter.slice(0, 40)).toThrow(ProblemError);
    const nested = (depth: number): object => (depth === 0 ? { op: '=', args: [a, 1] } : { op: 'not', args: [nested(depth - 1)] });
    expect(() => readJson(JSON.stringify(nested(200)))).toThrow(ProblemError);
    expect(performance.now() - began).toBeLessThan(1000);
  });
});
