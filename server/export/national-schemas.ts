// What the national schemas call things that layers hold, where their own documents say so; anything else stays unsaid.

/**
 * Code, type and theme of facilities in the « nomenclature des équipements collectifs publics », by layer and kind. Its list is not published with
 * the schema: only what the schema itself states is here (https://schema.data.gouv.fr/scdl/equipements/, example of EQUIP_CODE).
 */
export const facilities: Readonly<Record<string, Readonly<Record<string, { code: string; type: string; theme: string }>>>> = {
  job_datings: { mairie: { code: '01010401', type: 'Mairie', theme: 'Equipement administratif' } },
};

/** `reseaux_porteurs` of data.inclusion v1, by layer and kind: where the kind itself is the network, not where a place might belong to one. */
export const networks: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  job_datings: { mission_locale: 'mission-locale', mairie: 'communes' },
  epiceries: { sociale: 'ccas-cias' },
};

/** `+33 298008080`: country, space, the rest in one piece, as SCDL asks (code de rédaction interinstitutionnel). */
export function scdlPhone(phone: string | null): string | null {
  const digits = phone?.replace(/[\s.()-]/g, '').replace(/^(\+33|0033)0?/, '0') ?? '';
  return /^0\d{9}$/.test(digits) ? `+33 ${digits.slice(1)}` : null;
}

/** « Manoir de Kerber, 200 bis rue Anatole France » → number and street; 99999 where there is no number, as the address schemas have it. Null for what is no street. */
export function scdlAddress(address: string | null): { number: string; street: string } | null {
  const parts = (address ?? '').replaceAll('’', "'").replaceAll('œ', 'oe').replaceAll('Œ', 'Oe').split(',').map((part) => part.trim()).filter(Boolean);
  for (const part of parts) {
    const [, number, suffix, street] = /^(\d{1,4})(?:\s*(bis|ter|quater|[a-z]))?\s+(.{3,})$/i.exec(part) ?? [];
    if (number && street && isStreet(street)) return { number: suffix ? `${number} ${suffix.toLowerCase()}` : number, street };
  }
  const street = parts.find((part) => /^(allée|avenue|boulevard|chemin|cours|impasse|passage|place|quai|route|rue|square|venelle)\s/i.test(part) && isStreet(part));
  return street ? { number: '99999', street } : null;
}

const isStreet = (text: string) => /^[a-zA-Z0-9\-'\s\u00C0-\u00FF]{3,}$/.test(text);
