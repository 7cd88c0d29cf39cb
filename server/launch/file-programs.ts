// GDAL and osmium read and write the files that Karter does not read itself; without them the rest works, and says what is missing.
import { aptIsUsable, installWithApt } from './apt.ts';
import { answerOf } from './child.ts';
import { say } from './step.mjs';

const programs = { ogr2ogr: 'gdal-bin', osmium: 'osmium-tool' } as const;

const missing = (): string[] => Object.entries(programs).filter(([program]) => answerOf('which', [program]) === undefined).map(([, name]) => name);

/** Never raises: a map is served without them. */
export async function findFilePrograms(): Promise<void> {
  if (missing().length === 0) return;
  if (aptIsUsable()) {
    await installWithApt('GDAL et osmium (lecture et écriture de fichiers de cartes)', (names) => missing().filter((wanted) => names(new RegExp(`^${wanted}$`)).length > 0)).catch(() => {});
  }
  const left = missing();
  if (left.length > 0) say(`  ${left.join(' et ')} manque${left.length > 1 ? 'nt' : ''} : GeoJSON et CSV s’importent et s’exportent, les autres formats non. Installez-les quand vous voudrez.`);
}
