// Lighthouse, mobile profile, on one address.
import { launch } from 'chrome-launcher';
import lighthouse from 'lighthouse';
import { findChromium } from '../../../server/launch/chromium.ts';

export interface Marks {
  accessibility: number;
  bestPractices: number;
  seo: number;
  /** Milliseconds. */
  firstPaint: number;
  largestPaint: number;
  blocking: number;
  /** Layout shift, without unit. */
  shift: number;
  /** Names of the audits that are not passed in the three categories above. */
  missed: string[];
}

const flags = [
  '--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
  '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist',
];

/** Raises when the page cannot be read at all. */
export async function examine(address: string): Promise<Marks> {
  const chrome = await launch({ chromePath: await findChromium(), chromeFlags: flags, logLevel: 'silent' });
  try {
    const result = await lighthouse(address, { port: chrome.port, output: 'json', logLevel: 'silent', onlyCategories: ['performance', 'accessibility', 'best-practices', 'seo'] });
    const report = result!.lhr;
    if (report.runtimeError) throw new Error(`Lighthouse : ${report.runtimeError.message}`);
    const score = (category: string) => Math.round((report.categories[category]?.score ?? 0) * 100);
    const value = (audit: string) => report.audits[audit]?.numericValue ?? Infinity;
    const missed = ['accessibility', 'best-practices', 'seo'].flatMap((category) => report.categories[category]!.auditRefs
      .filter(({ id, weight }) => weight > 0 && (report.audits[id]?.score ?? 1) < 1).map(({ id }) => id));
    return {
      accessibility: score('accessibility'), bestPractices: score('best-practices'), seo: score('seo'), missed,
      firstPaint: value('first-contentful-paint'), largestPaint: value('largest-contentful-paint'), blocking: value('total-blocking-time'), shift: value('cumulative-layout-shift'),
    };
  } finally {
    chrome.kill();
  }
}
