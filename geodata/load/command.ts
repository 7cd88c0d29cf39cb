// The commands of `npm run geodata -- …`: what a person imports, and what there is to import into. Everything it says is French.
import { parseArgs } from 'node:util';
import { existsSync } from 'node:fs';
import { directClient } from '../../server/db.ts';
import { fieldsOf, receivedFieldsOf, writtenFieldsOf } from '../layer.ts';
import { isLayerId, layerById, layerIds, type LayerId } from '../layers.ts';
import { readCity } from './city-folder.ts';
import { refreshCommand, refreshUsage } from './sources/command.ts';
import { streetsCommand, streetsUsage } from './streets/command.ts';
import { isStreetsFile } from './streets/import-streets.ts';
import { importFile, UnreadableFile, type ImportOptions, type ImportReport } from './import.ts';

const usage = `Emploi :
  npm run geodata -- layers
      les couches et ce qu’un import attend de chacune
  npm run geodata -- import <couche> <fichier.geojson> [options]
      remplace les données de démonstration d’une couche par les vôtres : tout ou rien
        --dry-run            dit ce qui changerait, sans rien écrire
        --source <texte>     source, quand les entités ne la disent pas
        --licence <texte>    licence, de même
        --vintage <jour>     date de la donnée, AAAA-MM-JJ, de même
        --name <propriété>   propriété du fichier qui porte le nom
        --id <propriété>     propriété du fichier qui porte l’identifiant
${streetsUsage}
${refreshUsage}`;

/** Where the database is, which city it holds, and who hears what is said. */
export interface Surroundings { databaseUrl: string | undefined; city: string; say: (line: string) => void; complain: (line: string) => void }

/** What keeps the command from being carried out, in words for the person who typed it. */
class Misuse extends Error {}

function listLayers(say: Surroundings['say']): void {
  for (const id of layerIds) {
    const definition = layerById[id];
    const all = { ...fieldsOf(definition), ...definition.fields };
    const names = [...new Set([...writtenFieldsOf(definition), ...receivedFieldsOf(definition)])];
    say(`${id} : ${definition.title}\n    ${names.map((name) => (all[name]?.required ? `${name} (obligatoire)` : name)).join(', ')}`);
  }
}

function tell({ features, new: added, changed, unchanged, retired, rejected }: ImportReport, dryRun: boolean, { say, complain }: Surroundings): void {
  const count = (number: number, one: string, many: string): string => `${number} ${number < 2 ? one : many}`;
  if (rejected.length > 0) {
    for (const { index, reason } of rejected) complain(`  entité ${index} : ${reason}`);
    complain(`${count(rejected.length, 'entité refusée', 'entités refusées')} sur ${features} : rien n’a été écrit. Corrigez le fichier et relancez la commande.`);
    return;
  }
  say(`${count(features, 'entité lue', 'entités lues')} : ${count(added, 'nouvelle', 'nouvelles')}, ${count(changed, 'changée', 'changées')}, ${count(unchanged, 'inchangée', 'inchangées')} ; `
    + `${count(retired, 'de démonstration ou approximative retirée', 'de démonstration ou approximatives retirées')}.`);
  say(dryRun ? 'Essai seulement : rien n’a été écrit.' : 'C’est fait : la carte montre déjà ces données.');
}

/** One transaction a command; imports and the loading of a city wait for one another. */
async function importInto(layer: LayerId, path: string, options: ImportOptions, dryRun: boolean, { databaseUrl, city: setting }: Surroundings): Promise<ImportReport> {
  if (!databaseUrl) throw new Misuse('DATABASE_URL manque : lancez « npm run geodata -- … », qui trouve la base.');
  const city = readCity(setting);
  const client = directClient(databaseUrl, 'karter_app');
  await client.connect();
  try {
    await client.query('begin');
    await client.query('set local statement_timeout = 0; lock table karter.layer_loads in share row exclusive mode');
    const report = await importFile(client, city, layer, path, options);
    await client.query(dryRun || report.rejected.length > 0 ? 'rollback' : 'commit');
    return report;
  } finally {
    await client.end();
  }
}

function readCommand(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        'dry-run': { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h', default: false },
        source: { type: 'string' }, licence: { type: 'string' }, vintage: { type: 'string' }, name: { type: 'string' }, id: { type: 'string' },
      },
    });
  } catch (error) {
    throw new Misuse(`Option inconnue ou sans valeur (${(error as Error).message}).\n${usage}`);
  }
}

async function carryOut(args: string[], surroundings: Surroundings): Promise<number> {
  const { say } = surroundings;
  if (args[0] === 'refresh') return refreshCommand(args.slice(1), surroundings);
  const { values, positionals: [command, layer, path, ...rest] } = readCommand(args);
  if (values.help || command === undefined) { say(usage); return 0; }
  if (command === 'layers') { listLayers(say); return 0; }
  if (command !== 'import' || rest.length > 0) throw new Misuse(`Commande inconnue.\n${usage}`);
  if (layer === undefined || !isLayerId(layer)) throw new Misuse(`${layer === undefined ? 'La couche manque' : `Aucune couche ne s’appelle « ${layer} »`}. Les couches : ${layerIds.join(', ')}.`);
  if (path === undefined) throw new Misuse(`Le fichier manque : npm run geodata -- import ${layer} <fichier.geojson>`);
  if (!existsSync(path)) throw new Misuse(`Le fichier « ${path} » n’existe pas (cherché depuis ${process.cwd()}).`);
  // A GeoJSON of drawn streets stays with the layers; what OpenStreetMap writes is a network.
  if (layer === 'streets' && surroundings.databaseUrl && await isStreetsFile(path)) {
    return streetsCommand(path, { source: values.source, licence: values.licence, vintage: values.vintage, dryRun: values['dry-run'] }, { ...surroundings, databaseUrl: surroundings.databaseUrl });
  }
  const report = await importInto(layer, path, {
    official: true, defaults: { source: values.source, licence: values.licence, vintage: values.vintage }, names: { name: values.name, source_id: values.id },
  }, values['dry-run'], surroundings);
  tell(report, values['dry-run'], surroundings);
  return report.rejected.length > 0 ? 1 : 0;
}

/** Carries out a command line; returns the exit code. Raises nothing: what goes wrong is said. */
export async function geodata(args: string[], surroundings: Surroundings): Promise<number> {
  try {
    return await carryOut(args, surroundings);
  } catch (error) {
    const { message, code } = error as Error & { code?: string };
    const known = error instanceof Misuse || error instanceof UnreadableFile;
    surroundings.complain(known ? message : `L’import a échoué, rien n’a été écrit : ${message}${code ? ` (${code})` : ''}`);
    return 1;
  }
}
