// Drags a map about with the mouse and times every frame. WebGL drawn in software takes its time: the drag ends after some seconds.
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { quantile } from '../report.ts';

const patience = 8000;

/** p95 of the time between two frames while dragging, milliseconds. */
export async function dragged(browser: Browser, address: string): Promise<number> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  try {
    await page.goto(address);
    await page.locator('canvas').first().waitFor({ state: 'visible', timeout: 60_000 });
    await page.waitForLoadState('networkidle', { timeout: 60_000 });
    await pause(2000);
    // Right of the panel, and within the view at either end of the drag.
    const [left, right, top, bottom] = [640, 1180, 200, 640];
    const corners = [[right, bottom], [left, top], [right, top], [left, bottom], [right, bottom]] as const;
    await page.mouse.move(...corners[0]);
    await page.evaluate(() => {
      const kept = window as unknown as { frames: number[] };
      kept.frames = [];
      let last = performance.now();
      const frame = (now: number) => { kept.frames.push(now - last); last = now; requestAnimationFrame(frame); };
      requestAnimationFrame(frame);
    });
    const end = Date.now() + patience;
    for (let index = 1; index < corners.length && Date.now() < end; index += 1) {
      await page.mouse.move(...corners[index - 1]!);
      await page.mouse.down();
      for (let step = 1; step <= 40 && Date.now() < end; step += 1) {
        const part = step / 40;
        const [from, to] = [corners[index - 1]!, corners[index]!];
        await page.mouse.move(from[0] + (to[0] - from[0]) * part, from[1] + (to[1] - from[1]) * part);
        await pause(12);
      }
      await page.mouse.up();
    }
    const frames = await page.evaluate(() => (window as unknown as { frames: number[] }).frames.slice(1));
    return quantile(frames, 0.95);
  } finally {
    await page.close();
  }
}
