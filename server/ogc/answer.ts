// One resource in its two forms: JSON for programs, a page for people.
import type { Context } from 'koa';
import type { City } from '../../geodata/city.ts';
import type { PageAssets } from '../pages/assets.ts';
import { publicBase } from '../public-url.ts';
import { wantsPage, withParameter } from './links.ts';
import { writeOgcPage, type OgcPage } from './pages/layout.ts';

export interface Resource {
  /** Media type of the document; application/json when absent. */
  type?: string;
  document: () => object | string | Buffer;
  page: (base: string) => OgcPage;
}

export type Answer = (context: Context, resource: Resource) => void;

export function answerWith({ city, assets }: { city: City; assets: PageAssets }): Answer {
  return (context, { type = 'application/json', document, page }) => {
    context.set('Cache-Control', 'public, no-cache');
    if (wantsPage(context)) {
      const base = publicBase(context);
      context.body = writeOgcPage({ city, assets, base, json: withParameter(context, 'f', 'json') }, page(base));
      context.set('Content-Type', 'text/html; charset=utf-8');
      return;
    }
    const made = document();
    context.body = typeof made === 'string' || Buffer.isBuffer(made) ? made : JSON.stringify(made);
    context.set('Content-Type', type);
  };
}
