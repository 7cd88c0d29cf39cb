// Subsidies as SCDL « subventions » 2.1.1 (https://schema.data.gouv.fr/scdl/subventions/): one row a subsidy that the council decided.
import { stringify } from 'csv-stringify/sync';
import type { City } from '../../../geodata/city.ts';

export interface Subsidy {
  year: number; deliberation_on: string; deliberation_number: string; agreement_on: string | null; name: string; siret: string | null; rna: string | null; object: string;
  awarded_cents: number; paid_cents: number; demo: boolean; first_paid: string | null; last_paid: string | null;
}

const header = ['nomAttribuant', 'idAttribuant', 'dateConvention', 'referenceDecision', 'nomBeneficiaire', 'idBeneficiaire', 'rnaBeneficiaire', 'objet', 'montant', 'nature', 'conditionsVersement', 'datesPeriodeVersement', 'idRAE', 'notificationUE', 'pourcentageSubvention', 'dispositifAide'];

/** The schema knows no mark for what is made up: the object says it. */
const objectOf = ({ object, demo }: Subsidy) => `${demo && !/démonstration/i.test(object) ? 'Données de démonstration : ' : ''}${object}`.slice(0, 256);

export function subventionsCsv(subsidies: readonly Subsidy[], city: City): string {
  const rows = subsidies.map((subsidy) => {
    const agreed = subsidy.agreement_on ?? subsidy.deliberation_on;
    const [first, last] = [subsidy.first_paid ?? agreed, subsidy.last_paid ?? agreed];
    return [
      `Ville de ${city.name}`, city.siret, agreed, subsidy.deliberation_number, subsidy.name, subsidy.siret, subsidy.rna, objectOf(subsidy), (subsidy.awarded_cents / 100).toFixed(2), 'aide en numéraire',
      subsidy.paid_cents === subsidy.awarded_cents && first === last ? 'unique' : 'échelonné', first === last ? first : `${first}/${last}`, '', 'non', '1.00', '',
    ];
  });
  return stringify([header, ...rows], { escape_formulas: false });
}
