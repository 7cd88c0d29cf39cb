// The formatting is shared with the server, so that both write a number or a day alike.
export * from '../geodata/format.ts';
