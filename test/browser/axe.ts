// What axe finds wrong with the page as it stands: rules by name, with the first elements that break them. Empty is the only good answer.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

// Comes with Lighthouse.
const axe = readFileSync(createRequire(createRequire(import.meta.url).resolve('lighthouse')).resolve('axe-core/axe.min.js'), 'utf8');

interface Violation { id: string; nodes: { html: string }[] }

/** The page must have been opened with `bypassCSP`. */
export async function violationsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const violations = await page.evaluate(async () => (await (globalThis as unknown as { axe: { run: (root: Document, options: object) => Promise<{ violations: Violation[] }> } }).axe.run(document, { resultTypes: ['violations'] })).violations);
  return violations.map(({ id, nodes }) => `${id} : ${nodes.slice(0, 3).map(({ html }) => html.slice(0, 160)).join(' | ')}`);
}
