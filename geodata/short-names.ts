// Names of a layer's properties as a shapefile has them: ten characters at most (dBASE III), each still its own.
import { exportedFieldsOf } from './exported.ts';
import { fieldsOf, type LayerDefinition } from './layer.ts';

const longest = 10;

/** Cut to ten; where that is taken, to eight and a number. */
function shorten(name: string, taken: ReadonlySet<string>): string {
  const cut = name.slice(0, longest);
  if (!taken.has(cut)) return cut;
  for (let number = 2; ; number += 1) {
    const numbered = `${name.slice(0, longest - 1 - String(number).length)}_${number}`;
    if (!taken.has(numbered)) return numbered;
  }
}

/** Property → short name, for everything that a layer exports or takes: an importer finds `opening_ho` again as `opening_hours`. */
export function shortNamesOf(layer: LayerDefinition): ReadonlyMap<string, string> {
  const names = [...new Set([...exportedFieldsOf(layer).map(({ name }) => name), ...Object.keys(fieldsOf(layer)), ...Object.keys(layer.fields)])];
  const taken = new Set(names.filter((name) => name.length <= longest));
  return new Map(names.map((name) => {
    if (name.length <= longest) return [name, name];
    const short = shorten(name, taken);
    taken.add(short);
    return [name, short];
  }));
}

/** Short name → property; whatever case a program wrote it in. Names that were not shortened are not in it. */
export function longNamesOf(layer: LayerDefinition): ReadonlyMap<string, string> {
  return new Map([...shortNamesOf(layer)].filter(([name, short]) => name !== short).map(([name, short]) => [short.toLowerCase(), name]));
}
