// `npm run geodata -- import <couche> <fichier ou adresse>`: what a person typed, carried out and told in French.
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { number, plural } from '../format.ts';
import type { LayerId } from '../layers.ts';
import { readCity } from './city-folder.ts';
import { fetchRules } from './fetch/fetch-rules.ts';
import { safeFetch } from './fetch/safe-fetch.ts';
import { runImport, type ImportReport, type ImportWish } from './pipeline.ts';
import { nameOf, UnreadableFile } from './row.ts';

export const importUsage = `  npm run geodata -- import <couche> <fichier ou adresse https> [options]
      remplace les données de démonstration d’une couche par les vôtres : tout ou rien
      GeoJSON, CSV, Excel, OpenDocument, shapefile zippé, GeoPackage, FlatGeobuf, GML, KML, GPX
        --dry-run             dit ce qui changerait, sans rien écrire
        --complete            le fichier dit tout : ce que sa source n’y a plus est retiré
        --source <texte>      source, quand les entités ne la disent pas
        --licence <texte>     licence, de même
        --vintage <jour>      date de la donnée, AAAA-MM-JJ, de même
        --name <colonne>      colonne qui porte le nom
        --id <colonne>        colonne qui porte l’identifiant
        --profile <profil>    lit le fichier comme ce standard (sinon reconnu)
        --table <table>       table ou feuille à lire, si le fichier en a plusieurs
        --encoding <codage>   utf-8, windows-1252, cp850 (sinon deviné)
        --delimiter <signe>   séparateur des colonnes (sinon deviné)`;

export const importOptions = {
  'dry-run': { type: 'boolean', default: false }, complete: { type: 'boolean', default: false },
  source: { type: 'string' }, licence: { type: 'string' }, vintage: { type: 'string' }, name: { type: 'string' }, id: { type: 'string' },
  profile: { type: 'string' }, table: { type: 'string' }, encoding: { type: 'string' }, delimiter: { type: 'string' },
} as const;

export interface Typed {
  'dry-run': boolean; complete: boolean; source?: string; licence?: string; vintage?: string; name?: string; id?: string;
  profile?: string; table?: string; encoding?: string; delimiter?: string;
}

interface Surroundings { databaseUrl: string; city: string; say: (line: string) => void; complain: (line: string) => void }

const told = 100;

function tell({ features, skipped, new: added, changed, unchanged, attached, gone, retired, likely, rejected, refused, remarks, unit }: ImportReport, { 'dry-run': dryRun, complete }: Typed, { say, complain }: Surroundings): void {
  const count = (amount: number, one: string, many: string): string => `${number(amount)} ${plural(amount, one, many)}`;
  for (const remark of remarks) say(`  ${remark}`);
  if (refused > 0) {
    for (const { line, reason } of rejected.slice(0, told)) complain(`  ${unit} ${line} : ${reason}`);
    if (refused > told) complain(`  … et ${number(refused - told)} autres`);
    const lacking = ['source', 'licence', 'vintage'].filter((name) => rejected.every(({ reason }) => new RegExp(`\\b${name}\\)? : manque`).test(reason)));
    if (lacking.length > 0) complain(`Aucune ligne ne le dit : ajoutez ${lacking.map((name) => `--${name} …`).join(' ')} à la commande.`);
    complain(`${count(refused, 'entité refusée', 'entités refusées')} sur ${number(features)} : rien n’a été écrit. Corrigez le fichier et relancez la commande.`);
    return;
  }
  say([
    `${count(features, 'entité lue', 'entités lues')} : ${count(added, 'nouvelle', 'nouvelles')}`, count(changed, 'changée', 'changées'), count(unchanged, 'inchangée', 'inchangées'),
    ...(attached > 0 ? [count(attached, 'rattachée à une autre', 'rattachées à d’autres')] : []), ...(skipped > 0 ? [count(skipped, 'laissée de côté', 'laissées de côté')] : []),
  ].join(', ') + ` ; ${count(retired, 'de démonstration ou approximative retirée', 'de démonstration ou approximatives retirées')}.`);
  if (gone > 0) say(complete ? `${count(gone, 'entité que la source n’a plus : retirée.', 'entités que la source n’a plus : retirées.')}` : `${count(gone, 'entité de cette source n’est plus dans le fichier et reste', 'entités de cette source ne sont plus dans le fichier et restent')} sur la carte (--complete la retirerait).`);
  if (likely > 0) say(`${count(likely, 'doublon probable', 'doublons probables')} à examiner au bureau des imports : même nom à moins de 50 m.`);
  say(dryRun ? 'Essai seulement : rien n’a été écrit.' : 'C’est fait : la carte montre déjà ces données.');
}

/** Carries out the import; returns the exit code. Raises UnreadableFile and FetchProblem, whose messages are for the person who typed. */
export async function importCommand(layer: LayerId, given: string, typed: Typed, surroundings: Surroundings): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'karter-import-'));
  const stop = new AbortController();
  const leave = () => stop.abort(new UnreadableFile('Import arrêté : rien n’a été écrit.'));
  process.once('SIGINT', leave).once('SIGTERM', leave);
  try {
    let [path, name] = [given, nameOf(given)];
    if (/^https?:\/\//i.test(given)) {
      const answer = await safeFetch({ url: given, path: join(folder, 'recu'), signal: stop.signal }, fetchRules());
      if (answer.state === 'fetched') [path, name] = [answer.path, answer.name];
    } else if (!existsSync(given)) throw new UnreadableFile(`Le fichier « ${given} » n’existe pas (cherché depuis ${process.cwd()}).`);
    const wish: ImportWish = {
      layer, path, name, dryRun: typed['dry-run'], complete: typed.complete, source: typed.source, licence: typed.licence, vintage: typed.vintage, signal: stop.signal,
      profile: typed.profile, table: typed.table, encoding: typed.encoding, delimiter: typed.delimiter === '\\t' ? '\t' : typed.delimiter, columns: { name: typed.name, source_id: typed.id },
    };
    const report = await runImport(surroundings.databaseUrl, readCity(surroundings.city), wish);
    tell(report, typed, surroundings);
    return report.refused > 0 ? 1 : 0;
  } catch (error) {
    if (stop.signal.aborted) throw stop.signal.reason;
    throw error;
  } finally {
    process.off('SIGINT', leave).off('SIGTERM', leave);
    await rm(folder, { recursive: true, force: true });
  }
}
