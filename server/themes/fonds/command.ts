// `npm run fonds -- calculer fichier.pb`: a published result, computed again from the published file alone.
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { eurosAndCents, plural } from '../../../geodata/format.ts';
import type { Rule } from './awards.ts';
import { recompute } from './compute.ts';
import type { Recomputed } from './compute.ts';
import { explain } from './explain.ts';
import { PabulibError } from './pabulib.ts';

const usage = `Usage : npm run fonds -- calculer fichier.pb [--regle parts-egales|glouton] [--graine texte] [--json]

Calcule à nouveau les projets financés à partir d’un fichier .pb publié, et dit chaque étape.
Sans --regle ni --graine, la règle et la graine sont celles que le fichier indique.`;

const ruleNames: Record<Rule, string> = { 'equal-shares': 'parts-egales', greedy: 'glouton' };

/** What the person asked for cannot be done, in one sentence. */
class Misuse extends Error {}

function ruleNamed(name: string): Rule {
  if (name === ruleNames['equal-shares']) return 'equal-shares';
  if (name === ruleNames.greedy) return 'greedy';
  throw new Misuse(`La règle « ${name} » est inconnue : parts-egales ou glouton.`);
}

async function textOf(path: string): Promise<string> {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path));
  } catch (error) {
    throw new Misuse(error instanceof TypeError ? `Le fichier ${path} n’est pas un texte en UTF-8.` : `Le fichier ${path} ne peut pas être lu.`);
  }
}

const verdict = ({ asPublished }: Recomputed): string =>
  asPublished === null ? 'Le fichier n’indique pas les projets retenus.'
    : asPublished ? 'C’est le résultat que le fichier indique.' : 'Attention : ce n’est PAS le résultat que le fichier indique.';

function inWords(result: Recomputed): string {
  const { awards, file: { election } } = result;
  const named = new Map(election.projects.map((project) => [project.id, project]));
  const winners = awards.winners.map((id, at) => `  ${at + 1}. ${named.get(id)?.name ?? id} (${id}), ${eurosAndCents(named.get(id)?.costCents ?? 0)}`);
  return [
    `Règle : ${ruleNames[awards.rule]} · graine : ${awards.seed === '' ? 'aucune' : awards.seed}`, '',
    `${winners.length} ${plural(winners.length, 'projet financé', 'projets financés')}, ${eurosAndCents(awards.spentCents)} sur ${eurosAndCents(election.budgetCents)} :`, ...winners, '',
    'Étapes', ...explain(awards, election).map(({ text }) => `- ${text}`), '',
    verdict(result),
  ].join('\n');
}

function asJson({ awards, asPublished, file: { election } }: Recomputed): string {
  return JSON.stringify({ ...awards, asPublished, sentences: explain(awards, election) }, null, 2);
}

async function main(): Promise<number> {
  const { values, positionals: [action, path, ...more] } = parseArgs({
    allowPositionals: true,
    options: { regle: { type: 'string' }, graine: { type: 'string' }, json: { type: 'boolean' } },
  });
  if (action !== 'calculer' || path === undefined || more.length > 0) throw new Misuse(usage);
  const result = recompute(await textOf(path), {
    ...(values.regle === undefined ? {} : { rule: ruleNamed(values.regle) }),
    ...(values.graine === undefined ? {} : { seed: values.graine }),
  });
  process.stdout.write(`${values.json ? asJson(result) : inWords(result)}\n`);
  // A script that checks many files sees the difference; another rule or seed is a question, not a check.
  return result.asPublished === false && values.regle === undefined && values.graine === undefined ? 2 : 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  const wrongOption = error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
  if (!(error instanceof Misuse || error instanceof PabulibError || wrongOption)) throw error;
  process.stderr.write(`${wrongOption ? usage : error.message}\n`);
  process.exitCode = 1;
}
