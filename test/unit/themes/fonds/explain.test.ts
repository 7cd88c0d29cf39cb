// The published example told to a resident, and sentences for whatever may happen.
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { computeAwards } from '../../../../server/themes/fonds/compute.ts';
import { explain } from '../../../../server/themes/fonds/explain.ts';
import { writePabulib } from '../../../../server/themes/fonds/pabulib-writer.ts';
import { drawn, elections, published } from './elections.ts';

const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');
const told = (election: typeof published, rule: 'equal-shares' | 'greedy'): string[] => explain(computeAwards(election, rule), election).map(({ text }) => plain(text));

describe('the steps in French', () => {
  it('of equal shares', () => {
    expect(told(published, 'equal-shares')).toEqual([
      '11 personnes ont voté sur 5 projets pour une enveloppe de 1 100 €. L’enveloppe est partagée à égalité : chaque votant décide de 100 €, qui ne paient que des projets pour lesquels il a voté.',
      'Ces parts paient 3 projets, pour 1 000 €. Aucun autre projet soutenu ne tient dans ce qui reste : les parts ne sont pas augmentées.',
      'Le projet « Projet bike » (700 €) est financé : 7 voix, le plus grand nombre. Chaque voix paie 100 €. Il reste 400 € de l’enveloppe.',
      'Le projet « Projet playground » (200 €) est financé : 4 voix, le plus grand nombre. Chaque voix paie 50 €. Il reste 200 € de l’enveloppe.',
      'Le projet « Projet library » (100 €) est financé : 3 voix, le plus grand nombre. Chaque voix paie 33,33 €. Il reste 100 € de l’enveloppe.',
      'Le projet « Projet gym » (400 €, 6 voix) n’est pas financé : les parts de ses soutiens ne faisaient plus ensemble que 0 €, et il ne restait à la fin que 100 € de l’enveloppe.',
      'Le projet « Projet park » (250 €, 5 voix) n’est pas financé : les parts de ses soutiens ne faisaient plus ensemble que 33,33 €, et il ne restait à la fin que 100 € de l’enveloppe.',
      'En tout, 1 000 € sont attribués ; il reste 100 €.',
    ]);
  });

  it('of the greedy rule', () => {
    expect(told(published, 'greedy').slice(1, 3)).toEqual(['Le projet « Projet bike » (700 €) est financé avec 7 voix. Il reste 400 €.', 'Le projet « Projet gym » (400 €) est financé avec 6 voix. Il reste 0 €.']);
  });

  it('leave nothing unsaid, for any election', () => {
    fc.assert(fc.property(elections, fc.constantFrom('equal-shares' as const, 'greedy' as const), (election, rule) => {
      for (const text of told(election, rule)) expect(text).not.toMatch(/undefined|NaN|null|\[object/);
    }));
  });
});

describe('npm run fonds', () => {
  const run = promisify(execFile);
  const command = join(import.meta.dirname, '../../../../server/themes/fonds/command.ts');
  let folder = '';
  beforeAll(async () => { folder = await mkdtemp(join(tmpdir(), 'karter-fonds-')); });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('recomputes a published file, in words and as JSON, and says when a file lies', async () => {
    const election = drawn(10, 30, 4, 1000);
    const { winners } = computeAwards(election, 'equal-shares');
    const about = { description: 'Essai', unit: 'Brest', subunit: 'Bellevue', instance: '2026', from: '2026-03-02', to: '2026-03-22', rule: 'equal-shares' as const };
    const [right, wrong] = [join(folder, 'juste.pb'), join(folder, 'faux.pb')];
    await writeFile(right, writePabulib(election, { ...about, winners }));
    await writeFile(wrong, writePabulib(election, { ...about, winners: winners.slice(1) }));
    const { stdout } = await run(process.execPath, [command, 'calculer', right]);
    expect(stdout).toContain('C’est le résultat que le fichier indique.');
    const json = JSON.parse((await run(process.execPath, [command, 'calculer', right, '--json'])).stdout) as { winners: string[]; asPublished: boolean };
    expect(json).toMatchObject({ winners, asPublished: true });
    await expect(run(process.execPath, [command, 'calculer', wrong])).rejects.toMatchObject({ code: 2 });
    await expect(run(process.execPath, [command, 'calculer', right, '--regle', 'hasard'])).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('parts-egales ou glouton') as string });
  }, 60_000);
});
