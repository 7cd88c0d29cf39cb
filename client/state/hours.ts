// The server says hours in the same words.
export * from '../../geodata/hours.ts';
