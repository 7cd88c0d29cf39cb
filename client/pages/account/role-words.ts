// A grant in words: « éditeur·rice, Fonds citoyens, Bellevue, jusqu’au 3 mars 2027 ».
import type { GrantRow } from '../../../geodata/contract/people.ts';
import { roles } from '../../../geodata/permissions.ts';
import { themes } from '../../../geodata/themes.ts';
import { day } from '../../format.ts';

export function roleWords(grant: GrantRow, quartierName: (slug: string) => string | null): string {
  return [
    roles[grant.role], themes.find(({ id }) => id === grant.theme)?.title, grant.quartier && (quartierName(grant.quartier) ?? grant.quartier),
    grant.organisation_name, grant.valid_to && `jusqu’au ${day(grant.valid_to)}`,
  ].filter(Boolean).join(', ');
}
