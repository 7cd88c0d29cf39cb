// The page: what it weighs, what Lighthouse says of it, and how smoothly its map moves, against a page that holds MapLibre alone.
import { openBrowser } from '../../browser/browser.ts';
import type { Bench } from '../bench.ts';
import { startBarePage } from '../browser/bare-page.ts';
import { firstView, kilobytes } from '../browser/first-view.ts';
import { examine, type Marks } from '../browser/lighthouse.ts';
import { dragged } from '../browser/panning.ts';
import { startKarter } from '../karter-server.ts';
import { median } from '../report.ts';

const rounds = 3;
/** Where Karter opens, and where units are drawn one by one. */
const opening = '48.399,-4.495,12';

export async function measureClient({ report, databaseUrl, client }: Bench): Promise<void> {
  report.begin('client', `La page (ville produite, Chromium, ${rounds} tours alternés)`);
  await using karter = await startKarter(databaseUrl, 64);
  await using bare = await startBarePage();
  const { rows: [dense] } = await client.query<{ lat: number; lon: number }>(`
    select ST_Y(middle) as lat, ST_X(middle) as lon
    from (select ST_Transform(ST_Centroid(ST_Collect(geom)), 4326) as middle from karter.premises group by floor(ST_X(geom) / 1500), floor(ST_Y(geom) / 1500) order by count(*) desc limit 1) densest`);
  const dragging = `${dense!.lat.toFixed(5)},${dense!.lon.toFixed(5)},14.2`;

  const browser = await openBrowser();
  try {
    const { page, worker } = await firstView(browser, `${karter.address}/`);
    report.atMost('JavaScript de la première vue, gzip', kilobytes(page), 420, 'ko', `${Object.keys(page).length} fichiers ; le fil de travail de MapLibre en plus : ${kilobytes(worker).toFixed(0)} ko`);
    report.atMost('deck.gl dans la première vue', Object.keys(page).filter((file) => file.includes('deck')).length, 0, 'fichier');

    const pans = { ours: [] as number[], bare: [] as number[] };
    for (let round = 0; round < rounds; round += 1) {
      pans.bare.push(await dragged(browser, bare.address(karter.address, dragging)));
      pans.ours.push(await dragged(browser, `${karter.address}/?carte=${dragging}`));
    }
    report.atMost('p95 d’une image en déplaçant la carte, sur celle de MapLibre seul', median(pans.ours.map((time, round) => time / pans.bare[round]!)), 1.3, '×', `${median(pans.ours).toFixed(0)} ms contre ${median(pans.bare).toFixed(0)} ms`);
  } finally {
    await browser.close();
  }

  const ours: Marks[] = [];
  const alone: Marks[] = [];
  for (let round = 0; round < rounds; round += 1) {
    alone.push(await examine(bare.address(karter.address, opening)));
    ours.push(await examine(`${karter.address}/`));
  }
  const middle = (read: (marks: Marks) => number) => median(ours.map(read));
  const missed = [...new Set(ours.flatMap((marks) => marks.missed))].join(', ');
  report.atLeast('Lighthouse mobile, accessibilité', middle((marks) => marks.accessibility), 100, '', missed);
  report.atLeast('Lighthouse mobile, bonnes pratiques', middle((marks) => marks.bestPractices), 100);
  report.atLeast('Lighthouse mobile, référencement', middle((marks) => marks.seo), 100);
  report.atMost('premier affichage de contenu', middle((marks) => marks.firstPaint) / 1000, 1, 's');
  report.atMost('plus grand affichage de contenu', middle((marks) => marks.largestPaint) / 1000, 1.5, 's');
  report.atMost('décalage de la mise en page', middle((marks) => marks.shift), 0.02);
  report.atMost('temps de blocage, sur celui de MapLibre seul', median(ours.map((marks, round) => marks.blocking / alone[round]!.blocking)), 1.3, '×', `${median(ours.map((marks) => marks.blocking)).toFixed(0)} ms contre ${median(alone.map((marks) => marks.blocking)).toFixed(0)} ms`);
}
