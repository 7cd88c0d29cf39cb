// `npm run geodata -- import streets <fichier.osm.pbf>`: the streets to walk on.
import { readCity } from '../city-folder.ts';
import { UnreadableFile } from '../row.ts';
import { importStreets, type StreetsOptions } from './import-streets.ts';
import { tellStreets } from './report.ts';

export const streetsUsage = `  npm run geodata -- import streets <fichier.osm.pbf | fichier.osm> [options]
      remplace le réseau où l’on marche, et les rues dessinées, par ceux d’OpenStreetMap
        --dry-run, --source, --licence, --vintage  comme ci-dessus`;

interface Surroundings { databaseUrl: string; city: string; say: (line: string) => void; complain: (line: string) => void }

/** Carries out the import; returns the exit code. Raises what is no fault of the file. */
export async function streetsCommand(path: string, options: StreetsOptions, { databaseUrl, city, say, complain }: Surroundings): Promise<number> {
  try {
    for (const line of tellStreets(await importStreets(databaseUrl, readCity(city), path, options))) say(line);
    return 0;
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    complain(error.message);
    return 1;
  }
}
