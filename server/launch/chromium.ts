// The browser of the tests: the machine's Chromium, never a downloaded one.
import { existsSync } from 'node:fs';
import { aptIsUsable, installWithApt } from './apt.ts';
import { answerOf } from './child.ts';
import { Refusal } from './step.mjs';

function installed(): string | undefined {
  const mac = ['/Applications/Chromium.app/Contents/MacOS/Chromium', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'];
  const given = process.env.CHROMIUM_PATH;
  if (given) return existsSync(given) ? given : undefined;
  const inPath = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'].map((name) => answerOf('which', [name]));
  return [...inPath, ...mac].find((path) => path !== undefined && existsSync(path));
}

/** @throws Refusal when there is none and apt cannot bring it. */
export async function findChromium(): Promise<string> {
  const before = installed();
  if (before) return before;
  if (aptIsUsable()) await installWithApt('Chromium (pour les tests dans le navigateur)', (names) => (names(/^chromium$/).length > 0 ? ['chromium'] : undefined));
  const after = installed();
  if (after) return after;
  throw new Refusal('Les tests demandent Chromium : installez-le (Debian : « apt-get install chromium » ; Fedora : « dnf install chromium » ; macOS : « brew install --cask chromium »), ou donnez son chemin dans CHROMIUM_PATH.');
}
