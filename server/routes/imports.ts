// The import desk: a file comes in, is read and compared in a process of its own, and is written when a person says so.
import type Router from '@koa/router';
import { stringify } from 'csv-stringify/sync';
import { settings } from '../settings.ts';
import type { ImportRow } from '../../geodata/contract/imports.ts';
import { layerById, layerIds, type LayerId } from '../../geodata/layers.ts';
import { importedFieldsOf } from '../../geodata/load/columns.ts';
import { fetchRules, FetchProblem } from '../../geodata/load/fetch/fetch-rules.ts';
import { safeFetch } from '../../geodata/load/fetch/safe-fetch.ts';
import { profiles } from '../../geodata/load/profiles.ts';
import { may } from '../../geodata/permissions.ts';
import type { Person } from '../accounts/person.ts';
import { layerQuery } from '../db.ts';
import { listDuplicates, merge, tellApart } from '../imports/duplicates.ts';
import { findImport, listImports, type Found } from '../imports/shown.ts';
import { forget, newPlace, receive } from '../imports/store.ts';
import { isBusy, runStep } from '../imports/running.ts';
import { conflict, forbidden, refused, tooManyRequests } from '../problem.ts';
import { routesOf, writing, type Desk } from '../route.ts';

/** What all themes stand on, and what is public nowhere, is the administrators'. */
function mayImport({ grants }: Person, layer: LayerId): boolean {
  const { theme, public: isPublic } = layerById[layer];
  return theme === 'fond' || !isPublic ? may(grants, 'base.edit', {}) : may(grants, 'layer.import', { theme, quartier: null });
}

function allowImport(person: Person, layer: LayerId): void {
  if (!mayImport(person, layer)) throw forbidden('Vos droits ne couvrent pas toute cette couche.');
}

export function importRoutes(desk: Desk): Router {
  const { database } = desk;
  const { app } = database;

  async function find(person: Person, id: string): Promise<Found> {
    const found = await findImport(app, Number(id));
    allowImport(person, found.layer);
    return found;
  }

  function checkRoom(): void {
    if (isBusy()) throw tooManyRequests('Deux imports sont déjà en cours : attendez que l’un se termine.', {}, { 'Retry-After': '20' });
  }

  async function begin(person: Person, layer: LayerId, name: string, path: string): Promise<Found> {
    const { rows: [made] } = await app.query<{ id: number }>('insert into karter.imports (layer, file_name, file_path, person) values ($1, left($2, 200), $3, $4) returning id', [layer, name, path, person.id]);
    runStep(made!.id, database);
    return findImport(app, made!.id);
  }

  return routesOf(desk, {
    'POST /api/imports': async ({ person, query: { layer, name }, context }) => {
      allowImport(person, layer);
      checkRoom();
      const path = await receive(context.req);
      context.status = 202;
      return (await begin(person, layer, name.split(/[/\\]/).at(-1) || 'fichier', path)).import;
    },

    'POST /api/imports/adresse': async ({ person, body: { layer, url }, context }) => {
      allowImport(person, layer);
      checkRoom();
      const path = await newPlace();
      try {
        const answer = await safeFetch({ url, path }, { ...fetchRules(), mostBytes: settings.importBytes });
        context.status = 202;
        return (await begin(person, layer, answer.state === 'fetched' ? answer.name || 'fichier' : 'fichier', path)).import;
      } catch (error) {
        if (error instanceof FetchProblem) throw refused(error.message, { errors: [{ parameter: 'url', reason: error.message }] });
        throw error;
      }
    },

    'GET /api/imports': async ({ person }) => ({
      imports: await listImports(app, may(person.grants, 'base.edit', {}) ? null : person.id),
      profiles: profiles.filter(({ layer }) => mayImport(person, layer)).map(({ id, title, layer }) => ({ id, title, layer })),
    }),

    'GET /api/imports/{id}': async ({ person, params: { id } }) => (await find(person, id)).import,

    'PUT /api/imports/{id}/lecture': async ({ person, params: { id }, body, context }) => {
      const { path } = await find(person, id);
      checkRoom();
      const { rowCount } = await app.query("update karter.imports set state = 'lecture', failure = null, wish = $2, told = '{}', read_rows = 0, updated_at = now() where id = $1 and state in ('pret', 'refuse', 'echec') and file_path is not null", [id, JSON.stringify(body)]);
      if (rowCount === 0 || path === null) throw conflict('Cet import ne peut plus être relu : il est en cours, écrit ou abandonné.');
      runStep(Number(id), database);
      context.status = 202;
      return (await findImport(app, Number(id))).import;
    },

    'GET /api/imports/{id}/entites': async ({ person, params: { id }, query: { outcome, likely, after } }) => {
      const { layer } = await find(person, id);
      const { rows } = await app.query<ImportRow>(layerQuery('imports/rows', layer), [id, outcome ?? null, likely === '1', Number(after ?? 0)]);
      const names = new Set(importedFieldsOf(layerById[layer]).map(([name]) => name));
      // Of the feature as it is, only what an import may say.
      const page = rows.slice(0, 50).map((row) => ({ ...row, before: row.before && Object.fromEntries(Object.entries(row.before).filter(([name]) => names.has(name))) }));
      return { rows: page, next: rows.length > 50 ? page.at(-1)!.rank : null };
    },

    'GET /api/imports/{id}/refus.csv': async ({ person, params: { id }, context }) => {
      const { import: { unit } } = await find(person, id);
      const { rows } = await app.query<{ line: number; problem: string }>('select line, problem from karter.import_rows where import = $1 and problem is not null order by rank', [id]);
      context.attachment(`refus-${id}.csv`);
      context.type = 'text/csv; charset=utf-8';
      context.body = stringify([[unit, 'raison'], ...rows.map(({ line, problem }) => [line, problem])], { bom: true, delimiter: ';', record_delimiter: '\r\n', escape_formulas: true });
    },

    'POST /api/imports/{id}/ecriture': async ({ person, params: { id }, context }) => {
      await find(person, id);
      checkRoom();
      const { rowCount } = await app.query("update karter.imports set state = 'ecriture', person = $2, told = told - 'moved', updated_at = now() where id = $1 and state = 'pret'", [id, person.id]);
      if (rowCount === 0) throw conflict('Cet import n’est pas prêt : attendez sa lecture, ou corrigez ce qui est refusé.');
      runStep(Number(id), database);
      context.status = 202;
      return (await findImport(app, Number(id))).import;
    },

    'DELETE /api/imports/{id}': async ({ person, params: { id } }) => {
      const { path } = await find(person, id);
      const { rowCount } = await app.query("update karter.imports set state = 'annule', failure = null, file_path = null, updated_at = now() where id = $1 and state in ('lecture', 'pret', 'refuse', 'echec')", [id]);
      if (rowCount === 0) throw conflict('Cet import est déjà écrit, ou en train de l’être.');
      await app.query('delete from karter.import_rows where import = $1', [id]);
      await forget(path);
      return { done: true };
    },

    'GET /api/doublons': async ({ person, query: { layer } }) => ({
      pairs: await listDuplicates(app, layerIds.filter((id) => layerById[id].selectable && (layer === undefined || id === layer) && mayImport(person, id))),
    }),

    'POST /api/doublons/{layer}/{one}/{other}': async ({ person, params: { layer, one, other }, body }) => {
      allowImport(person, layer);
      await writing(database, person, (client) => (body.verdict === 'distincts'
        ? tellApart(client, layer, Number(one), Number(other), person.id)
        : merge(client, layer, Number(one), Number(other), body.keep, person.id)));
      return { done: true };
    },
  });
}
