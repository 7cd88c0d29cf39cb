// Features changed by hand: who may, and the version they start from.
import type Router from '@koa/router';
import type { Context } from 'koa';
import type { City } from '../../geodata/city.ts';
import { layerById, type LayerId } from '../../geodata/layers.ts';
import { may } from '../../geodata/permissions.ts';
import { allow, type Person } from '../accounts/person.ts';
import { expectedVersion, readFeature, readHistory, toEdited, type FeatureRow } from '../editing/features.ts';
import { changeFeature, createFeature, restoreFeature, retireFeature } from '../editing/write.ts';
import { forbidden } from '../problem.ts';
import { routesOf, writing, type Desk } from '../route.ts';

/** Raises 403 where none of the person's grants reaches this layer, in this quartier; what all themes stand on is the administrators'. */
export function allowEditing(person: Person, layer: LayerId, quartier: string | null): void {
  const { theme } = layerById[layer];
  if (theme === 'fond') allow(person, 'base.edit', {});
  else allow(person, 'feature.edit', { theme, quartier });
}

/** Before anything is known of where it lies: 403 where no quartier at all would do. */
function allowSomewhere(person: Person, layer: LayerId): void {
  const { theme } = layerById[layer];
  if (theme === 'fond') allow(person, 'base.edit', {});
  else if (![null, ...person.grants.map(({ quartier }) => quartier)].some((quartier) => may(person.grants, 'feature.edit', { theme, quartier }))) throw forbidden();
}

export function editingRoutes(desk: Desk, city: City): Router {
  const { database } = desk;
  const answer = (context: Context, layer: LayerId, row: FeatureRow) => {
    context.set('ETag', `"${row.version}"`);
    return toEdited(layer, row);
  };

  return routesOf(desk, {
    'GET /api/features/{layer}/{id}': async ({ person, params: { layer, id }, context }) => {
      const row = await readFeature(database.app, layer, Number(id));
      allowEditing(person, layer, row.quartier);
      return answer(context, layer, row);
    },

    'POST /api/features/{layer}': async ({ person, params: { layer }, body, context }) => {
      allowSomewhere(person, layer);
      const made = await writing(database, person, async (client) => {
        const row = await createFeature(client, city, layer, body);
        allowEditing(person, layer, row.quartier);
        return row;
      });
      context.status = 201;
      return answer(context, layer, made);
    },

    'PATCH /api/features/{layer}/{id}': async ({ person, params: { layer, id }, body, context }) => {
      const { quartier } = await readFeature(database.app, layer, Number(id));
      allowEditing(person, layer, quartier);
      const expected = expectedVersion(context.get('if-match'));
      const row = await writing(database, person, async (client) => {
        const changed = await changeFeature(client, city, layer, Number(id), expected, body);
        // Nobody moves a place out of where they may act.
        allowEditing(person, layer, changed.quartier);
        return changed;
      });
      return answer(context, layer, row);
    },

    'DELETE /api/features/{layer}/{id}': async ({ person, params: { layer, id }, body, context }) => {
      const { quartier } = await readFeature(database.app, layer, Number(id));
      allowEditing(person, layer, quartier);
      const expected = expectedVersion(context.get('if-match'));
      await writing(database, person, (client) => retireFeature(client, layer, Number(id), expected, { successor: body.successor ?? null, reason: body.reason ?? null }));
      return { done: true as const };
    },

    'GET /api/features/{layer}/{id}/versions': async ({ person, params: { layer, id } }) => {
      const { quartier, ...history } = await readHistory(database.app, layer, Number(id));
      allowEditing(person, layer, quartier);
      return history;
    },

    'POST /api/features/{layer}/{id}/restore': async ({ person, params: { layer, id }, body, context }) => {
      const { quartier } = await readHistory(database.app, layer, Number(id));
      allowEditing(person, layer, quartier);
      const row = await writing(database, person, async (client) => {
        const restored = await restoreFeature(client, city, layer, Number(id), body.version, () => expectedVersion(context.get('if-match')));
        allowEditing(person, layer, restored.quartier);
        return restored;
      });
      return answer(context, layer, row);
    },
  });
}
