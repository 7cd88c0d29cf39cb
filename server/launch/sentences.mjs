// What went wrong, in one French sentence that says what to do: the errors of the system, of npm and of PostgreSQL that have a known remedy.
import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { complain, Refusal } from './step.mjs';

const diskFull = 'Le disque est plein : libérez de la place (2 Go suffisent), puis relancez. Rien de ce qui était enregistré n’est perdu.';
const offline = 'Le registre npm ne répond pas : vérifiez la connexion à Internet (ou le réglage « npm config get registry »), puis relancez.';
const rights = 'Corrigez DATABASE_URL (postgres://utilisateur:motdepasse@machine:5432/base), ou retirez-la pour que Karter emploie sa propre base.';

/** By SQLSTATE (https://www.postgresql.org/docs/current/errcodes-appendix.html). */
const byState = /** @type {Record<string, (message: string) => string>} */ ({
  '28P01': () => `PostgreSQL refuse le mot de passe de DATABASE_URL. ${rights}`,
  28000: (message) => `PostgreSQL refuse l’utilisateur de DATABASE_URL (${message}). ${rights}`,
  '3D000': (message) => `La base nommée dans DATABASE_URL n’existe pas (${message}) : créez-la avec « createdb », ou corrigez DATABASE_URL.`,
  42501: (message) => `L’utilisateur de la base n’a pas les droits qu’il faut (${message}) : donnez à Karter le propriétaire de la base, et faites créer les extensions par un administrateur.`,
  53100: () => diskFull,
  53300: () => 'PostgreSQL n’a plus de connexion libre : fermez-en, ou augmentez max_connections, puis relancez.',
  58030: (message) => `PostgreSQL ne peut pas lire ou écrire ses fichiers (${message}) : vérifiez le disque, puis relancez.`,
});

/** @param {unknown} error @returns {string} Everything the error says, its causes included. */
function wordsOf(error) {
  if (!(error instanceof Error)) return String(error);
  const output = 'output' in error ? String(error.output) : '';
  const inner = error instanceof AggregateError ? error.errors.map(wordsOf).join('\n') : '';
  return [error.message, output, inner, error.cause === undefined ? '' : wordsOf(error.cause)].filter(Boolean).join('\n');
}

/** @param {unknown} error @returns {string | undefined} The first code found in the error or its causes. */
function codeOf(error) {
  if (!(error instanceof Error)) return undefined;
  if ('code' in error && typeof error.code === 'string') return error.code;
  if (error instanceof AggregateError) return error.errors.map(codeOf).find(Boolean);
  return codeOf(error.cause);
}

/**
 * @param {unknown} error
 * @param {{ database?: string }} [context] `database`: where it was sought (host and port), when that was asked for by DATABASE_URL.
 * @returns {string | undefined} Nothing when the error is not one that we know.
 */
export function sentenceFor(error, { database } = {}) {
  const code = codeOf(error);
  const words = wordsOf(error);
  if (code === 'ENOSPC' || code === 'EDQUOT' || /\bENOSPC\b|No space left on device|Disk quota exceeded/i.test(words)) return diskFull;
  if (error instanceof Refusal) return error.message;
  if (code && byState[code]) return byState[code](words.split('\n')[0] ?? '');
  if (database) {
    if (code === 'ECONNREFUSED' || code === 'ENOENT') return `Aucun PostgreSQL ne répond à ${database} : démarrez-le. ${rights}`;
    if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return `La machine ${database} est introuvable. ${rights}`;
    if (code === 'ETIMEDOUT' || code === 'EHOSTUNREACH' || code === 'ENETUNREACH' || /timeout/i.test(words)) return `${database} ne répond pas dans le temps voulu : vérifiez le réseau et le pare-feu. ${rights}`;
    if (/SSL|certificate/i.test(words)) return `La connexion chiffrée à ${database} échoue (${words.split('\n')[0]}) : ajoutez « ?sslmode=… » à DATABASE_URL.`;
    if (code === 'ECONNRESET' || /terminated unexpectedly/i.test(words)) return `Ce qui répond à ${database} n’est pas PostgreSQL. ${rights}`;
  }
  if (/\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ECONNRESET)\b/.test(words) && /npm/i.test(words)) return offline;
  if (/\bEINTEGRITY\b/.test(words)) return 'Un paquet npm reçu n’est pas celui que ce dépôt attend (somme de contrôle différente) : videz le cache avec « npm cache clean --force », puis relancez.';
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return `Karter ne peut pas écrire dans son dossier (${words.split('\n')[0]}) : donnez-vous-en les droits, ou relancez avec l’utilisateur à qui il appartient.`;
  if (code === 'ENOMEM' || /Cannot allocate memory|out of memory/i.test(words)) return 'La mémoire manque : fermez d’autres programmes (2 Go suffisent à Karter), puis relancez.';
  return undefined;
}

/**
 * Says on the console why a command ends; what is not understood goes whole to a log instead of the screen.
 * @param {unknown} error
 * @param {string} root
 * @param {{ database?: string }} [context]
 */
export function explain(error, root, context) {
  const sentence = sentenceFor(error, context);
  if (sentence) return complain(sentence);
  const log = join(root, '.local', 'log', 'launch.log');
  const detail = error instanceof Error ? [error.stack, wordsOf(error)].join('\n') : String(error);
  const first = wordsOf(error).split('\n')[0];
  try {
    mkdirSync(dirname(log), { recursive: true });
    appendFileSync(log, `${new Date().toISOString()} ${detail}\n`);
    complain(`Karter s’arrête sur une erreur imprévue (${first}) ; le détail est dans ${log}.`);
  } catch {
    complain(`Karter s’arrête sur une erreur imprévue (${first}).`);
  }
}
