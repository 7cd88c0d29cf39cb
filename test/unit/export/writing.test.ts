// Parts of files whose rules are others': CSV, short names, what the national schemas ask of an address or a number.
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyAddress } from '../../../geodata/address.ts';
import { layerById, layerIds } from '../../../geodata/layers.ts';
import { longNamesOf, shortNamesOf } from '../../../geodata/short-names.ts';
import { downloadHref } from '../../../client/state/download.ts';
import { csvLines } from '../../../server/export/csv-lines.ts';
import { scdlAddress, scdlPhone } from '../../../server/export/national-schemas.ts';

describe('CSV', () => {
  it('is read back as it was by a reader that is not ours', () => {
    const cell = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(';', '"', '""', '\r', '\n', '\r\n', ',', '\t', ' ', '=1+1', "'", '07', '😀'), fc.constant(null));
    fc.assert(fc.property(fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 6 }), fc.constantFrom(';', ',', '\t'), (rows, delimiter) => {
      const read = parse(csvLines(rows, delimiter), { delimiter, record_delimiter: '\r\n', skip_empty_lines: false });
      expect(read).toEqual(rows.map((row) => row.map((value) => value ?? '')));
    }), { numRuns: 500 });
  });
});

describe('short names', () => {
  it('lead back to the property, whatever case a program gave them', () => {
    for (const id of layerIds) {
      const long = longNamesOf(layerById[id]);
      for (const [name, short] of shortNamesOf(layerById[id])) {
        if (name.length <= 10) expect(short).toBe(name);
        else for (const written of [short, short.toUpperCase()]) expect(long.get(written.toLowerCase())).toBe(name);
      }
    }
  });
});

describe('SCDL', () => {
  it.each([
    ['7 rue Keravel', { number: '7', street: 'rue Keravel' }], ['251 bis chemin de Goarem ar Zant', { number: '251 bis', street: 'chemin de Goarem ar Zant' }],
    ['Manoir de Kerber, 200 rue Anatole France', { number: '200', street: 'rue Anatole France' }], ['Rue Franchet d’Esperey', { number: '99999', street: "Rue Franchet d'Esperey" }],
    ['1 rue du Cœur', { number: '1', street: 'rue du Coeur' }], ['Keredern', null], [null, null], ['', null],
  ])('%s', (address, expected) => {
    expect(scdlAddress(address)).toEqual(expected);
  });

  it.each([['02 98 00 80 80', '+33 298008080'], ['+33 2 98 00 80 80', '+33 298008080'], ['+33(0)298008080', '+33 298008080'], ['36 39', null], [null, null]])('%s', (phone, expected) => {
    expect(scdlPhone(phone)).toBe(expected);
  });
});

describe('where a download is', () => {
  const filters = { ...emptyAddress.filters, 'gardens.state': ['ouvert', 'prevu'], 'gardens.water': ['true', 'false'], 'premises.occupancy': ['vacant'] };
  it.each([
    ['view', '/api/export/gardens?format=csv&bbox=-4.50000%2C48.30000%2C-4.40000%2C48.40000&state=ouvert%2Cprevu&filter=water+is+not+null'],
    ['filtered', '/api/export/gardens?format=csv&state=ouvert%2Cprevu&filter=water+is+not+null'], ['whole', '/api/export/gardens?format=csv'],
  ] as const)('%s', (scope, expected) => {
    expect(downloadHref('gardens', 'csv', scope, filters, [-4.5, 48.3, -4.4, 48.4])).toBe(expected);
  });
});
