// The commands of `npm run geodata -- …`: what a person imports, and what there is to import into. Everything it says is French.
import { parseArgs } from 'node:util';
import { existsSync } from 'node:fs';
import { fieldsOf, receivedFieldsOf, writtenFieldsOf } from '../layer.ts';
import { isLayerId, layerById, layerIds } from '../layers.ts';
import { refreshCommand, refreshUsage } from './sources/command.ts';
import { streetsCommand, streetsUsage } from './streets/command.ts';
import { isStreetsFile } from './streets/import-streets.ts';
import { failureOf } from './failure.ts';
import { FetchProblem } from './fetch/fetch-rules.ts';
import { importCommand, importOptions, importUsage } from './import-command.ts';
import { UnreadableFile } from './row.ts';

const usage = `Emploi :
  npm run geodata -- layers
      les couches et ce qu’un import attend de chacune
${importUsage}
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

function readCommand(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: { ...importOptions, help: { type: 'boolean', short: 'h', default: false } },
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
  if (path === undefined) throw new Misuse(`Le fichier manque : npm run geodata -- import ${layer} <fichier>`);
  const { databaseUrl } = surroundings;
  if (!databaseUrl) throw new Misuse('DATABASE_URL manque : lancez « npm run geodata -- … », qui trouve la base.');
  // A GeoJSON of drawn streets stays with the layers; what OpenStreetMap writes is a network.
  if (layer === 'streets' && existsSync(path) && await isStreetsFile(path)) {
    return streetsCommand(path, { source: values.source, licence: values.licence, vintage: values.vintage, dryRun: values['dry-run'] }, { ...surroundings, databaseUrl });
  }
  return importCommand(layer, path, values, { ...surroundings, databaseUrl });
}

/** Carries out a command line; returns the exit code. Raises nothing: what goes wrong is said. */
export async function geodata(args: string[], surroundings: Surroundings): Promise<number> {
  try {
    return await carryOut(args, surroundings);
  } catch (error) {
    const known = error instanceof Misuse || error instanceof UnreadableFile || error instanceof FetchProblem;
    surroundings.complain(known ? error.message : failureOf(error));
    return 1;
  }
}
