// Declared sources: how they stand, for everyone; refreshing, stopping and switching, for those who answer for their layer.
import type Router from '@koa/router';
import type { SourceRun, SourceState } from '../../geodata/contract/sources.ts';
import { layerById, type LayerId } from '../../geodata/layers.ts';
import { allow, type Person } from '../accounts/person.ts';
import { query, type Pool, type PoolClient } from '../db.ts';
import { conflict, notFound } from '../problem.ts';
import { routesOf, writing, type Desk } from '../route.ts';
import { listSources } from '../sources/list.ts';

export function sourceRoutes(desk: Desk): Router {
  const { database } = desk;

  async function find(client: Pool | PoolClient, id: string): Promise<SourceState> {
    const found = (await listSources(client)).find((source) => source.id === id);
    if (!found) throw notFound('Aucune source ne s’appelle ainsi.');
    return found;
  }
  /** An editor of the layer's theme; the base that every theme stands on is for administrators. */
  function allowFor(person: Person, { layer }: SourceState): void {
    const { theme } = layerById[layer as LayerId];
    if (theme === 'fond') allow(person, 'base.edit', {});
    else allow(person, 'source.refresh', { theme, quartier: null });
  }

  return routesOf(desk, {
    'GET /api/sources': async () => ({ sources: await listSources(database.reader) }),

    'GET /api/sources/{id}/runs': async ({ person, params }) => {
      allowFor(person, await find(database.app, params.id));
      return { runs: (await database.app.query<SourceRun>(query('sources/runs'), [params.id])).rows };
    },

    'POST /api/sources/{id}/refresh': async ({ person, params, body, context }) => {
      const asked = await writing(database, person, async (client) => {
        const source = await find(client, params.id);
        allowFor(person, source);
        if (body.accept && !source.held) throw conflict('Aucune version de cette source n’attend plus d’accord.');
        await client.query('update karter.sources set asked_at = coalesce(asked_at, now()), accepted_hash = case when $2 then held_hash else accepted_hash end where id = $1', [params.id, body.accept ?? false]);
        await client.query('select karter.note_act($1, $2, $3)', ['sources', params.id, JSON.stringify({ act: body.accept ? 'accept' : 'refresh' })]);
        await client.query("select karter.enqueue('refresh-sources', '{}', job_key => 'refresh-sources')");
        return find(client, params.id);
      });
      context.status = 202;
      return asked;
    },

    'DELETE /api/sources/{id}/refresh': ({ person, params }) => writing(database, person, async (client) => {
      allowFor(person, await find(client, params.id));
      await client.query('update karter.sources set asked_at = null where id = $1', [params.id]);
      await client.query('update karter.source_runs set cancel = true where source = $1 and ended_at is null', [params.id]);
      await client.query('select karter.note_act($1, $2, $3)', ['sources', params.id, JSON.stringify({ act: 'cancel' })]);
      return find(client, params.id);
    }),

    'PUT /api/sources/{id}/enabled': ({ person, params, body }) => writing(database, person, async (client) => {
      await find(client, params.id);
      await client.query('update karter.sources set enabled_by_hand = $2, next_due = case when $2 and not enabled then now() else next_due end where id = $1', [params.id, body.enabled]);
      await client.query('select karter.note_act($1, $2, $3)', ['sources', params.id, JSON.stringify({ act: body.enabled ? 'enable' : 'disable' })]);
      return find(client, params.id);
    }),
  });
}
