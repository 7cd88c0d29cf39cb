// Licences of data as sources write them, and the address that names each one to machines.

export interface Licence { title: string; url: string }

const licences: readonly (Licence & { written: RegExp })[] = [
  { title: 'Licence Ouverte 2.0', url: 'https://www.etalab.gouv.fr/licence-ouverte-open-licence', written: /licence ouverte|open licen[cs]e|etalab|\blov2\b|\bfr-lo\b/i },
  { title: 'ODbL 1.0', url: 'https://opendatacommons.org/licenses/odbl/1-0/', written: /\bodbl\b|open database licen[cs]e|odc-odbl/i },
  { title: 'CC BY-SA 4.0', url: 'https://creativecommons.org/licenses/by-sa/4.0/', written: /\bcc[ -]by[ -]sa\b.*4|creativecommons\.org\/licenses\/by-sa\/4/i },
  { title: 'CC BY 4.0', url: 'https://creativecommons.org/licenses/by/4.0/', written: /\bcc[ -]by[ -]4|creativecommons\.org\/licenses\/by\/4/i },
  { title: 'CC0 1.0', url: 'https://creativecommons.org/publicdomain/zero/1.0/', written: /\bcc0\b|\bcc-zero\b/i },
  { title: 'MIT', url: 'https://opensource.org/license/mit', written: /^mit\b/i },
];

/** The licence that a source's own words name; null where they name none we know (« faits publics »). */
export function licenceOf(words: string): Licence | null {
  const found = licences.find(({ written }) => written.test(words));
  return found ? { title: found.title, url: found.url } : null;
}
