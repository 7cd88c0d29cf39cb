// What Karter writes to people: short, and what to do is a link.
import type { City } from '../../geodata/city.ts';
import { settings } from '../settings.ts';
import type { Letter } from './send.ts';

interface Reader { email: string; name: string }

const letter = (city: City, to: Reader, subject: string, paragraphs: readonly string[]): Letter => ({
  to: to.email, subject: `Karter ${city.name} : ${subject}`,
  text: [`Bonjour ${to.name},`, ...paragraphs, `Karter ${city.name}, la carte des quartiers\n${settings.baseUrl}`].join('\n\n'),
});

export const letters = {
  confirm: (city: City, to: Reader, url: string) => letter(city, to, 'confirmez votre adresse', [
    'Pour ouvrir votre compte, confirmez votre adresse en suivant ce lien, valable un jour :', url,
    'Si vous n’avez rien demandé, laissez ce message : aucun compte ne sera ouvert.',
  ]),
  alreadyThere: (city: City, to: Reader) => letter(city, to, 'vous avez déjà un compte', [
    'Quelqu’un, peut-être vous, a voulu ouvrir un compte avec cette adresse. Vous en avez déjà un :', `${settings.baseUrl}/compte`,
    'Mot de passe oublié ? Demandez-en un nouveau sur cette page. Si ce n’était pas vous, il n’y a rien à faire.',
  ]),
  reset: (city: City, to: Reader, url: string) => letter(city, to, 'un nouveau mot de passe', [
    'Pour choisir un nouveau mot de passe, suivez ce lien, valable une heure :', url,
    'Si vous n’avez rien demandé, laissez ce message : votre mot de passe reste le même.',
  ]),
  newAddress: (city: City, to: Reader, url: string) => letter(city, to, 'confirmez votre nouvelle adresse', [
    'Pour que votre compte prenne cette adresse, suivez ce lien, valable un jour :', url,
    'Si vous n’avez rien demandé, laissez ce message : rien ne changera.',
  ]),
  addressChanging: (city: City, to: Reader, next: string) => letter(city, to, 'votre compte va changer d’adresse', [
    `Quelqu’un, connecté à votre compte, a demandé que son adresse devienne ${next}. Elle changera quand cette nouvelle adresse sera confirmée.`,
    'Si ce n’était pas vous, changez aussitôt votre mot de passe :', `${settings.baseUrl}/compte/mot-de-passe`,
  ]),
  /** Anything else that is told to a person: what happened, then where to see it. */
  notice: (city: City, to: Reader, subject: string, paragraphs: readonly string[]) => letter(city, to, subject, paragraphs),
} as const;
