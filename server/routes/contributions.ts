// Anyone sends a correction or a place; those who moderate its theme accept, amend or refuse it.
import type Router from '@koa/router';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { City } from '../../geodata/city.ts';
import { layerById, type LayerId } from '../../geodata/layers.ts';
import type { Contribution, ContributionDetail } from '../../geodata/contract/contributions.ts';
import { grantsFor, permissions } from '../../geodata/permissions.ts';
import { allow, type Person } from '../accounts/person.ts';
import { faultsOf, proposedBy } from '../contributions/proposal.ts';
import { FormTokens, leastSeconds } from '../contributions/form-token.ts';
import { apply, settle } from '../contributions/judge.ts';
import { DatabaseError, query, sqlState, type Pool, type PoolClient } from '../db.ts';
import { expectedVersion, findFeature, readFeature, toEdited, type FeatureRow } from '../editing/features.ts';
import { limited } from '../limit.ts';
import { conflict, forbidden, notFound, refused } from '../problem.ts';
import { routesOf, writing, type Desk } from '../route.ts';
import { settings } from '../settings.ts';

interface Scope { theme: string | null; quartier: string | null }

/** Where a person moderates, as the queue's statement asks it: the one table of permissions, turned into values. */
function scopesOf(person: Person): { scopes: Scope[]; base: boolean } {
  const places: Partial<Record<string, string>> = permissions['contribution.moderate'];
  const scopes = person.grants.flatMap(({ role, theme, quartier }): Scope[] => {
    const where = places[role];
    return where === undefined ? [] : [where === 'everywhere' ? { theme: null, quartier: null } : { theme, quartier }];
  });
  return { scopes, base: grantsFor(person.grants, 'base.edit', {}).length > 0 };
}

function allowModerating(person: Person, { theme, quartier }: Pick<Contribution, 'theme' | 'quartier'>): void {
  if (theme === 'fond') allow(person, 'base.edit', {});
  else allow(person, 'contribution.moderate', { theme: theme as never, quartier });
}

export function contributionRoutes(desk: Desk, { city, secret }: { city: City; secret: string }): Router {
  const { database } = desk;
  const { app } = database;
  const tokens = new FormTokens(secret);
  const sendings = new RateLimiterMemory({ points: settings.contributionsPerHour, duration: 3600 });

  async function list(person: Person, { id = null, state = null, theme = null, before = null }: { id?: number | null; state?: string | null; theme?: string | null; before?: string | null }): Promise<Contribution[]> {
    const { scopes, base } = scopesOf(person);
    return (await app.query<Contribution>(query('contributions/read'), [JSON.stringify(scopes), base, id, state, theme, before])).rows;
  }

  /** The contribution, held until the end of the transaction. Raises 409 when it is no longer waiting. */
  async function held(client: PoolClient, id: number): Promise<void> {
    const { rows: [row] } = await client.query<{ state: string }>('select state from karter.contributions where id = $1 for update', [id]);
    if (row?.state !== 'attente') throw conflict('Cette contribution vient d’être traitée par quelqu’un d’autre.');
  }

  /** Raises 404 for one that does not exist, 403 for one of another theme. */
  async function one(person: Person, id: string): Promise<Contribution> {
    const [contribution] = await list(person, { id: Number(id) });
    if (contribution) {
      allowModerating(person, contribution);
      return contribution;
    }
    const { rowCount } = await app.query('select from karter.contributions where id = $1', [id]);
    throw rowCount ? forbidden() : notFound();
  }

  async function detail(contribution: Contribution): Promise<ContributionDetail> {
    const layer = contribution.layer as LayerId;
    const id = contribution.feature ?? contribution.result;
    const row: FeatureRow | null = id === null ? null : await findFeature(app, layer, id);
    return { contribution, current: row && toEdited(layer, row) };
  }

  async function placeOf(pool: Pool, point: { lon: number; lat: number }): Promise<string | null> {
    const { rows: [place] } = await pool.query<{ quartier: string | null; inside: boolean }>(query('contributions/place'), [point.lon, point.lat, ...city.bounds]);
    if (!place!.inside) throw refused('Ce point est hors du territoire de la carte.', { errors: [{ parameter: 'point', reason: 'hors du territoire' }] });
    return place!.quartier;
  }

  return routesOf(desk, {
    'GET /api/contributions/token': () => Promise.resolve({ token: tokens.make(), wait: leastSeconds }),

    'POST /api/contributions': async ({ person, body, context }) => {
      const faults = faultsOf(body);
      if (faults.length > 0) throw refused('Il manque quelque chose, ou une valeur ne convient pas. Ce que vous avez écrit est gardé.', { errors: [...faults] });
      const feature = body.feature ? await readFeature(app, body.layer, body.feature) : null;
      const quartier = body.point ? await placeOf(app, body.point) : feature!.quartier;
      const before = feature && { geometry: feature.geometry, properties: toEdited(body.layer, feature).properties };
      await limited(sendings, context);
      const id = await writing(database, person, async (client) => {
        await tokens.spend(client, body.token);
        const { rows: [row] } = await client.query<{ id: number }>(query('contributions/add'), [
          body.layer, body.feature ?? null, layerById[body.layer].theme, quartier, body.feature ? body.topic : null, body.text, body.point?.lon ?? null, body.point?.lat ?? null,
          JSON.stringify(proposedBy(body)), before && JSON.stringify(before), body.contact || null, person?.id ?? null]);
        return row!.id;
      }).catch((error: unknown) => {
        if (error instanceof DatabaseError && error.code === sqlState.uniqueViolation && error.constraint === 'contributions_once') throw conflict('La même contribution attend déjà d’être relue : merci, il n’y a rien d’autre à faire.');
        throw error;
      });
      context.status = 201;
      return { id };
    },

    'GET /api/contributions': async ({ person, query: { state = 'attente', theme = null, before = null } }) => {
      const { scopes, base } = scopesOf(person);
      const rows = await list(person, { state, theme, before });
      const { rows: counts } = await app.query<{ theme: string; count: number }>(query('contributions/waiting'), [JSON.stringify(scopes), base]);
      return { rows, next: rows.length === 50 ? rows.at(-1)!.id : null, waiting: Object.fromEntries(counts.map((row) => [row.theme, row.count])) };
    },

    'GET /api/contributions/{id}': async ({ person, params: { id } }) => detail(await one(person, id)),

    'POST /api/contributions/{id}/accept': async ({ person, params: { id }, body, context }) => {
      const contribution = await one(person, id);
      await writing(database, person, async (client) => {
        await held(client, contribution.id);
        const { amended, result, quartier } = await apply(client, city, contribution, body, () => expectedVersion(context.get('if-match')));
        allowModerating(person, { theme: contribution.theme, quartier });
        await settle(client, city, person, contribution, { state: amended ? 'amendee' : 'acceptee', reason: body.message ?? null, result });
      });
      return detail(await one(person, id));
    },

    'POST /api/contributions/{id}/refuse': async ({ person, params: { id }, body }) => {
      const contribution = await one(person, id);
      await writing(database, person, async (client) => {
        await held(client, contribution.id);
        await settle(client, city, person, contribution, { state: 'refusee', reason: body.reason, result: null });
      });
      return detail(await one(person, id));
    },
  });
}
