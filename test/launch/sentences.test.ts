import { describe, expect, it } from 'vitest';
import { databaseHost } from '../../server/launch/database.ts';
import { sentenceFor } from '../../server/launch/sentences.mjs';
import { Refusal } from '../../server/launch/step.mjs';

const failure = (code: string, message = code): Error => Object.assign(new Error(message), { code });
const database = { database: 'machine:5432' };

describe('sentenceFor', () => {
  it.each([
    [failure('ENOSPC'), {}, /disque est plein/],
    [failure('53100'), {}, /disque est plein/],
    [Object.assign(new Error('npm'), { output: 'npm error ENOSPC: no space left on device, write' }), {}, /disque est plein/],
    [Object.assign(new Refusal('PostgreSQL n’a pas démarré'), { output: 'FATAL: could not write: No space left on device' }), {}, /disque est plein/],
    [failure('28P01'), database, /mot de passe/],
    [failure('3D000', 'database "x" does not exist'), database, /n’existe pas/],
    [failure('ECONNREFUSED'), database, /Aucun PostgreSQL ne répond à machine:5432/],
    [new AggregateError([failure('ECONNREFUSED'), failure('ECONNREFUSED')]), database, /Aucun PostgreSQL ne répond/],
    [failure('ENOTFOUND'), database, /machine:5432 est introuvable/],
    [new Error('timeout expired'), database, /ne répond pas dans le temps voulu/],
    [new Error('Connection terminated unexpectedly'), database, /n’est pas PostgreSQL/],
    [failure('42501', 'permission denied'), database, /droits/],
    [Object.assign(new Error('npm'), { output: 'npm error code EAI_AGAIN' }), {}, /registre npm/],
    [failure('EACCES', 'EACCES: permission denied, mkdir'), {}, /écrire dans son dossier/],
    [new Refusal('Une phrase.'), {}, /^Une phrase\.$/],
  ])('%s', (error, context, sentence) => {
    expect(sentenceFor(error, context)).toMatch(sentence);
  });

  it('leaves alone what it does not know', () => {
    expect(sentenceFor(new TypeError('undefined is not a function'))).toBeUndefined();
  });

  it('never takes an error of ours for one of the network', () => {
    expect(sentenceFor(failure('ECONNREFUSED'))).toBeUndefined();
  });
});

describe('databaseHost', () => {
  it.each([
    ['postgres://a:b@machine/base', 'machine:5432'],
    ['postgresql://a@machine:6543/base', 'machine:6543'],
    ['postgresql://a@/base?host=/run/karter', '/run/karter'],
  ])('%s', (url, host) => { expect(databaseHost(url)).toBe(host); });

  it.each(['machine:5432/base', 'mysql://a@machine/base', 'postgres://', 'postgres://machine', 'n’importe quoi'])('refuses %s in a sentence', (url) => {
    expect(() => databaseHost(url)).toThrow(Refusal);
  });
});
