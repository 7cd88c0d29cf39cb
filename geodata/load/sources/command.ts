// `npm run geodata -- refresh`: the declared sources, refreshed now, and what became of each.
import { parseArgs } from 'node:util';
import { outcomes } from '../../sources.ts';
import { readSources } from './declared.ts';
import { dataFolder } from './kept.ts';
import { refreshSources, type Refreshed } from './refresh.ts';

export const refreshUsage = `  npm run geodata -- refresh [<source> …] [options]
      va chercher les sources déclarées (sources.json de la ville) qui doivent l’être, ou celles que vous nommez
        --list               dit les sources déclarées
        --dry-run            va chercher et vérifie, sans rien écrire
        --force              importe même ce qui n’a pas changé
        --accept             importe même un fichier bien plus court que le précédent
        --kept               remet la dernière bonne version gardée, sans rien demander à personne`;

interface Surroundings { databaseUrl: string | undefined; city: string; say: (line: string) => void; complain: (line: string) => void }

function tell({ id, outcome, reason, counts, detail }: Refreshed, dryRun: boolean, { say, complain }: Surroundings): void {
  const counted = counts ? ` : ${counts.features.toLocaleString('fr')} entités lues, ${counts.new} nouvelles, ${counts.changed} changées, ${counts.unchanged} inchangées, ${counts.retired} retirées` : '';
  if (outcome === 'importee') return say(`${id} ${dryRun ? 'conviendrait' : outcomes[outcome]}${counted}.`);
  if (outcome === 'inchangee') return say(`${id} inchangée.`);
  complain(`${id}, ${outcomes[outcome]} : ${reason ?? ''}`);
  for (const { line, index, reason: why } of (Array.isArray(detail) ? detail : []).slice(0, 20) as { line?: number; index?: number; reason: string }[]) complain(`  ${line ?? index ?? '?'} : ${why}`);
}

/** Returns the exit code: 1 when something failed, 75 (try later) when another process is at it. */
export async function refreshCommand(args: string[], surroundings: Surroundings): Promise<number> {
  const { databaseUrl, city, say, complain } = surroundings;
  const flag = { type: 'boolean', default: false } as const;
  let values, named;
  try {
    ({ values, positionals: named } = parseArgs({ args, allowPositionals: true, options: { list: flag, 'dry-run': flag, force: flag, accept: flag, kept: flag } }));
  } catch (error) {
    complain(`Option inconnue (${(error as Error).message}).\n${refreshUsage}`);
    return 1;
  }
  const sources = readSources(city);
  if (values.list) {
    for (const { id, title, producer, schedule, layer, enabled } of sources) say(`${id} : ${title} (${producer}), ${schedule}, couche ${layer}${enabled ? '' : ', à activer'}`);
    return 0;
  }
  const unknown = named.filter((id) => !sources.some((source) => source.id === id));
  if (unknown.length > 0) { complain(`Aucune source ne s’appelle « ${unknown.join(' », « ')} ». Déclarées : ${sources.map(({ id }) => id).join(', ') || 'aucune'}.`); return 1; }
  if (!databaseUrl) { complain('DATABASE_URL manque : lancez « npm run geodata -- … », qui trouve la base.'); return 1; }

  const stop = new AbortController();
  const onSignal = () => stop.abort(new Error('Arrêtée.'));
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, onSignal);
  try {
    const report = await refreshSources({
      databaseUrl, city, folder: dataFolder(), cause: 'commande', signal: stop.signal, ...(named.length > 0 ? { only: named } : {}),
      dryRun: values['dry-run'], force: values.force, accept: values.accept, kept: values.kept,
      onEnd: (refreshed) => tell(refreshed, values['dry-run'], surroundings),
      onError: (error, id) => complain(`${id} : ${(error as Error).stack ?? String(error)}`),
    });
    if (report.busy) { complain('Une actualisation est déjà en cours : réessayez quand elle sera finie.'); return 75; }
    if (report.refreshed.length === 0) say('Rien n’est à actualiser maintenant : nommez une source pour l’actualiser quand même.');
    else if (values['dry-run']) say('Essai seulement : rien n’a été écrit.');
    return report.refreshed.every(({ outcome }) => outcome === 'importee' || outcome === 'inchangee') ? 0 : 1;
  } catch (error) {
    if (!stop.signal.aborted) throw error;
    complain('Arrêtée : la dernière bonne version de chaque source est restée en place.');
    return 1;
  } finally {
    for (const name of ['SIGINT', 'SIGTERM'] as const) process.off(name, onSignal);
  }
}
