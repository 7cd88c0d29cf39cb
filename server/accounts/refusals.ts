// What the account library refuses, said as every other refusal is: a problem document in French, beside the field where there is one.
import { badRequest, forbidden, refused, tooManyRequests, unauthorized, unexpected, type ProblemError } from '../problem.ts';

const field = (make: typeof refused, detail: string, parameter: string, reason: string) => () => make(detail, { errors: [{ parameter, reason }] });

const wrongPassword = 'Ce n’est pas votre mot de passe actuel.';
const oldLink = 'Ce lien ne vaut plus : il a déjà servi ou son délai est passé. Demandez-en un nouveau.';

const byCode: Readonly<Record<string, () => ProblemError>> = {
  // The same sentence whether the address or the password is wrong.
  INVALID_EMAIL_OR_PASSWORD: () => unauthorized('Cette adresse et ce mot de passe ne vont pas ensemble. Vérifiez-les, ou demandez un nouveau mot de passe.', { title: 'La connexion n’a pas abouti.' }),
  EMAIL_NOT_VERIFIED: () => forbidden('Confirmez d’abord votre adresse : un nouveau message vient de vous être envoyé.', { title: 'Votre adresse n’est pas encore confirmée.' }),
  INVALID_EMAIL: field(refused, 'Cette adresse électronique n’est pas complète.', 'email', 'une adresse électronique, comme nom@exemple.fr'),
  PASSWORD_TOO_SHORT: field(refused, 'Ce mot de passe est trop court.', 'newPassword', 'dix caractères au moins'),
  PASSWORD_TOO_LONG: field(refused, 'Ce mot de passe est trop long.', 'newPassword', 'au plus 128 caractères'),
  INVALID_PASSWORD: field(refused, wrongPassword, 'currentPassword', 'mot de passe incorrect'),
  CREDENTIAL_ACCOUNT_NOT_FOUND: () => refused('Ce compte n’a pas de mot de passe : il s’ouvre par le service de votre employeur. Pour en choisir un, passez par « Mot de passe oublié ».'),
  INVALID_TOKEN: () => refused(oldLink),
  TOKEN_EXPIRED: () => refused(oldLink),
  USER_NOT_FOUND: () => refused(oldLink),
  EMAIL_ALREADY_VERIFIED: () => refused('Votre adresse est déjà confirmée.'),
  SESSION_EXPIRED: () => unauthorized('Votre session a pris fin. Connectez-vous de nouveau.'),
  SESSION_NOT_FRESH: () => unauthorized('Pour cela, connectez-vous de nouveau : votre session date.'),
  PROVIDER_NOT_FOUND: () => badRequest('Ce service de connexion n’est pas proposé ici.'),
};

/** The problem for an answer of the library that is no success. */
export function problemOfAccounts(response: Response, { code }: Record<string, unknown>): ProblemError {
  const known = typeof code === 'string' && Object.hasOwn(byCode, code) ? byCode[code]!() : null;
  if (known) return known;
  if (response.status === 429) {
    const wait = response.headers.get('x-retry-after') ?? '60';
    return tooManyRequests('Trop d’essais à la suite. Attendez une minute, puis recommencez.', {}, { 'Retry-After': wait });
  }
  if (response.status === 401) return unauthorized();
  if (response.status === 403) return forbidden('Cette demande vient d’un autre site.');
  return response.status < 500 ? badRequest() : unexpected();
}
