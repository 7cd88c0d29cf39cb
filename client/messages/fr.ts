// The catalogue is shared with the server, so that nothing is reworded when the client takes over: add sentences there.
export * from '../../geodata/messages.ts';
