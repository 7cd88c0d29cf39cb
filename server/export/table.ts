// A layer as a table, for CSV and spreadsheets: its properties under the names an import knows, where it is, and a word for what is made up.
import { placeColumns, placeColumnsOf } from '../../geodata/exported.ts';
import type { Field } from '../../geodata/layer.ts';
import { fileMessages } from '../../geodata/messages-export.ts';
import { places, textOf, type Selection, type Snapshot } from './snapshot.ts';

export interface TableColumn { name: string; field: Field | null; kind: 'text' | 'number' | 'boolean' | 'date' }

const kinds: Partial<Record<Field['type'], TableColumn['kind']>> = { integer: 'number', number: 'number', boolean: 'boolean', date: 'date' };

export function tableColumns({ definition, fields }: Selection): TableColumn[] {
  return [
    ...fields.map(({ name, field }): TableColumn => ({ name, field, kind: kinds[field.type] ?? 'text' })),
    ...placeColumnsOf(definition).map((name): TableColumn => ({ name, field: null, kind: name === placeColumns.shape ? 'text' : 'number' })),
    { name: placeColumns.note, field: null, kind: 'text' },
  ];
}

/** Rows in the order of the columns, each value as text. */
export function tableRows(snapshot: Snapshot, { definition, fields }: Selection): AsyncGenerator<(string | null)[][]> {
  const where = placeColumnsOf(definition).map((name) => places[name as keyof typeof places]);
  // The words are ours and without an apostrophe: a literal, since a cursor's values belong to its conditions.
  return snapshot.rows([...fields.map(textOf), ...where, `case when item.demo then '${fileMessages.demo}' end`]);
}
