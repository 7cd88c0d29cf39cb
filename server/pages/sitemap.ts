// What search engines may read, and where it all is.
import { publicLayers, type LayerId } from '../../geodata/layers.ts';
import { themes } from '../../geodata/themes.ts';
import { layerQuery } from '../db.ts';
import { html } from './html.ts';
import type { Site } from './site.ts';

/** The protocol ends at 50,000 addresses a file (https://www.sitemaps.org/protocol.html). */
const mostAddresses = 45_000;

export function robots(base: string): string {
  return `User-agent: *\nDisallow: /api/\nDisallow: /recherche\nSitemap: ${base}/sitemap.xml\n`;
}

export async function sitemap({ database, quartiers }: Site, base: string): Promise<string> {
  const cards = publicLayers.filter((layer) => layer.selectable && layer.id !== 'quartiers').map(({ id }) => layerQuery('page-sitemap', id as LayerId)).join(' union all ');
  const [{ rows }, list] = await Promise.all([
    database.reader.query<{ layer: LayerId; id: number; changed: string }>(`${cards} order by 1, 2 limit $1`, [mostAddresses]),
    quartiers.list(),
  ]);
  const paths = ['/', ...themes.map(({ id }) => `/${id}`), '/donnees', ...publicLayers.map(({ id }) => `/donnees/${id}`), '/donnees/openstreetmap', ...list.map(({ slug }) => `/quartiers/${slug}`)];
  return `<?xml version="1.0" encoding="UTF-8"?>\n${html`<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${paths.map((path) => html`<url><loc>${base}${path}</loc></url>`)}${
    rows.map(({ layer, id, changed }) => html`<url><loc>${base}/lieux/${layer}/${id}</loc><lastmod>${changed}</lastmod></url>`)}</urlset>`.text}`;
}
