// What went wrong besides the file itself, in words for whoever imports: what happened, that nothing is lost, what to do.

/** By the code of the system or of PostgreSQL. */
const reasons: readonly (readonly [RegExp, string])[] = [
  [/^ENOSPC$|^EDQUOT$/, 'le disque des fichiers temporaires est plein : faites de la place, ou donnez un autre dossier par TMPDIR'],
  [/^EACCES$|^EPERM$/, 'le fichier ne peut pas être lu : ses droits ne le permettent pas'],
  [/^ENOENT$/, 'le fichier n’est plus là'],
  [/^EISDIR$/, 'c’est un dossier, pas un fichier'],
  [/^EMFILE$|^ENFILE$/, 'trop de fichiers sont ouverts : recommencez dans un moment'],
  [/^EIO$|^ESTALE$/, 'le fichier ne se lit plus : son disque ou son réseau ne répond pas'],
  [/^ENAMETOOLONG$/, 'le nom du fichier est trop long'],
  [/^53100$/, 'le disque de la base de données est plein'],
  [/^53200$|^54/, 'une entité dépasse ce que la base de données peut contenir'],
  [/^40P01$|^40001$|^55P03$/, 'la couche était modifiée en même temps : recommencez'],
  [/^57P0|^08|^ECONN|^EPIPE$|^ETIMEDOUT$/, 'la connexion à la base de données s’est perdue : recommencez quand elle répond'],
];

const lost = /Connection terminated|connection is closed|not queryable|timeout expired/i;

/** Whether the connection to the database went away, so that what it was last told may or may not have been done. */
export function isLost(error: unknown): boolean {
  const { code = '', message = '' } = error as { code?: string; message?: string };
  return /^57P0|^08|^ECONN|^EPIPE$|^ETIMEDOUT$/.test(code) || lost.test(message);
}

/** One sentence for an error that is no UnreadableFile; the original's own words where it is none that is known. */
export function failureOf(error: unknown): string {
  const { code = '', message = '' } = error as { code?: string; message?: string };
  const known = isLost(error) ? reasons.at(-1)![1] : reasons.find(([pattern]) => pattern.test(code))?.[1];
  return `L’import a échoué, rien n’a été écrit : ${known ?? message}${code && !known ? ` (${code})` : ''}.`;
}
