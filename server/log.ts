// One logger: JSON lines, without query strings of people's searches nor addresses.
import pino from 'pino';
import { settings } from './settings.ts';

export const log = pino({ level: settings.logLevel, base: { pid: process.pid } });
