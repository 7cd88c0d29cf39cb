// The style sheet keeps to the vocabulary's colours and to what can be read.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { paper, themes } from '../../geodata/themes.ts';

const variables = readFileSync(new URL('../../client/styles/variables.css', import.meta.url), 'utf8');
const value = (name: string, from = variables) => new RegExp(`--${name}:\\s*(#[0-9a-f]{6})`).exec(from)?.[1] ?? '';
const ruleOf = (theme: string) => new RegExp(`\\[data-theme='${theme}'\\] \\{([^}]*)\\}`).exec(variables)?.[1] ?? '';

/** WCAG 2.2 relative luminance. */
function luminance(color: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((left, right) => right - left) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

describe.each(themes)('$id', ({ id, color }) => {
  it('has the colour of the vocabulary', () => expect(value('theme', ruleOf(id))).toBe(color));
  it('carries white text, and is read on its own tint and on the panel', () => {
    expect(contrast(color, '#ffffff')).toBeGreaterThanOrEqual(4.5);
    expect(contrast(color, value('theme-tint', ruleOf(id)))).toBeGreaterThanOrEqual(3);
    expect(contrast(value('ink'), value('theme-tint', ruleOf(id)))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(value('ink-soft'), value('theme-tint', ruleOf(id)))).toBeGreaterThanOrEqual(4.5);
  });
});

it('has text at 4.5 and edges at 3 on the panel', () => {
  const surface = value('surface');
  for (const name of ['ink', 'ink-soft', 'link', 'alert']) expect(contrast(value(name), surface), name).toBeGreaterThanOrEqual(4.5);
  expect(contrast(value('ink-soft'), value('surface-sunk'))).toBeGreaterThanOrEqual(4.5);
  expect(contrast(value('edge'), surface)).toBeGreaterThanOrEqual(3);
});

it('has the paper of the vocabulary', () => {
  expect([value('ink'), value('paper'), value('sea')]).toEqual([paper.ink, paper.land, paper.sea]);
});
