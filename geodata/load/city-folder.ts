// Finds a city's folder from the setting and reads what it says of itself.
import { existsSync, readFileSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { City } from '../city.ts';

/** The folder of a city: a name in geodata/, or a path. Raises an Error that says what to do. */
export function cityFolder(setting: string): string {
  const shipped = fileURLToPath(new URL(`../${setting}/`, import.meta.url));
  const folder = /^[a-z][a-z0-9-]*$/.test(setting) && existsSync(join(shipped, 'city.json')) ? shipped : isAbsolute(setting) ? setting : resolve(setting);
  if (!existsSync(join(folder, 'city.json'))) throw new Error(`Ville « ${setting} » introuvable : KARTER_CITY doit nommer un dossier de geodata/ ou un chemin, avec un fichier city.json.`);
  return folder;
}

/** Reads city.json. Raises an Error that names the faulty field. */
export function readCity(setting: string): City {
  const path = join(cityFolder(setting), 'city.json');
  const reading = City.safeParse(JSON.parse(readFileSync(path, 'utf8')));
  if (!reading.success) throw new Error(`${path} : ${reading.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join(' ; ')}`);
  return reading.data;
}
