// Every address that the API does not answer: pages, their previews, and what crawlers and home screens ask for.
import type { Context, Middleware } from 'koa';
import { readAddress, writeAddress, type Address } from '../../geodata/address.ts';
import type { City } from '../../geodata/city.ts';
import { Catalogue } from '../catalogue/catalogue.ts';
import type { ChangeFeed } from '../changes.ts';
import type { Database } from '../db.ts';
import { ProblemError, problemOf } from '../problem.ts';
import { publicBase } from '../public-url.ts';
import { Quartiers, today } from '../quartiers.ts';
import { Answers, type Made } from './answers.ts';
import { readAssets, type PageAssets } from './assets.ts';
import { correctionsPage } from './content/corrections.ts';
import { dataPage } from './content/data.ts';
import { datasetPage } from './content/dataset.ts';
import { formPage } from './content/form.ts';
import { fundPage } from './content/fund.ts';
import { homePage } from './content/home.ts';
import { downPage, missingPage } from './content/missing.ts';
import { placePage } from './content/place.ts';
import { quartierPage } from './content/quartier.ts';
import { resultsPage } from './content/results.ts';
import { sessionPage } from './content/session.ts';
import { themePage } from './content/theme.ts';
import { shownLayers, writeDocument } from './document.ts';
import { pageSize, previewSize } from './drawn/frame.ts';
import { Drawings } from './drawn/reading.ts';
import { siteIcon, webManifest } from './icon.ts';
import { clamped, rounded } from './position.ts';
import { previewSvg, toPng } from './preview.ts';
import { readCounts, type PageContent, type Site } from './site.ts';
import { robots, sitemap } from './sitemap.ts';

export interface PageOptions {
  database: Database;
  city: City;
  quartiers: Quartiers;
  /** Drops what is kept when the data changes. */
  feed?: ChangeFeed;
  /** Shared with the API, so that each layer is read once. */
  catalogue?: Catalogue;
  /** What the built client is made of; read from its manifest when absent. */
  assets?: PageAssets;
}

const pageMemory = 24 * 1024 * 1024;
const pictureMemory = 12 * 1024 * 1024;
const iconSizes = [180, 192, 512];
/** Pictures under way: more at once would only wait for the same cores. */
const mostPictures = 8;

const isOfApi = (path: string) => /^\/(ogc|api|tiles|assets)(\/|$)/.test(path);

/** The address asked for; null for a request target that is none (`GET http://elsewhere/`, `//`). */
function addressOf(context: Context): URL | null {
  const text = `http://localhost${context.url.replace(/^\/+/, '/')}`;
  return context.url.startsWith('/') && URL.canParse(text) ? new URL(text) : null;
}

function contentOf(site: Site, address: Address, base: string): Promise<PageContent | { moved: string }> {
  const { page } = address;
  switch (page.kind) {
    case 'home': return homePage(site, address);
    case 'theme': return themePage(site, page.theme, address);
    case 'quartier': return quartierPage(site, page.slug);
    case 'place': return placePage(site, page.layer, page.id);
    case 'data': return dataPage(site, base);
    case 'dataset': return datasetPage(site, page.layer, base);
    case 'corrections': return correctionsPage(site);
    case 'fund': return fundPage(site, page.quartier, page.year);
    case 'session': return sessionPage(site, page.id);
    case 'account': case 'desk': case 'contribute': case 'file': return Promise.resolve(formPage(site, page));
    case 'missing': return Promise.resolve(missingPage(site));
  }
}

export function pageRoutes({ database, city, quartiers, feed, catalogue = new Catalogue(database.reader, city, feed), assets = readAssets() }: PageOptions): Middleware {
  const pages = new Answers(pageMemory);
  const pictures = new Answers(pictureMemory);
  const drawings = new Drawings(database);
  let counts: ReturnType<typeof readCounts> | null = null;
  feed?.onChange(() => {
    counts = null;
    drawings.drop();
    pages.drop();
    pictures.drop();
  });
  const site: Site = { database, city, quartiers, catalogue, counts: () => (counts ??= readCounts(database).catch((error: unknown) => { counts = null; throw error; })) };
  let drawing = 0;

  const draw = (address: Address, content: PageContent, size: { width: number; height: number }) =>
    drawings.read({ position: clamped(rounded(address.position ?? content.position)), ...size }, shownLayers(address), address.filters, content.chosen ?? null);

  async function makePage(address: Address, base: string, typed: string | null): Promise<Made> {
    const content = typed === null ? await contentOf(site, address, base) : await resultsPage(site, typed);
    if ('moved' in content) return { status: 308, type: 'text/html; charset=utf-8', body: '', headers: { Location: content.moved } };
    const [drawn, list, counted, told] = await Promise.all([draw(address, content, pageSize), quartiers.list(), site.counts(), quartiers.sources()]);
    const sources = [...new Set(shownLayers(address).flatMap((layer) => told.get(layer)?.source?.split(' ; ') ?? []))];
    const body = writeDocument({ site, address, content, drawing: drawn, quartiers: list, counts: counted, assets, base, today: today(city), sources, typed: typed ?? '' });
    return { status: content.status, type: 'text/html; charset=utf-8', body };
  }

  /** A page that says so in words, when the page itself cannot be made. */
  function failed(context: Context, error: unknown): void {
    const { problem, headers } = problemOf(error);
    const content = problem.status === 404 ? { ...missingPage(site), still: true } : downPage(site, problem.status);
    const address = readAddress(new URL('http://localhost/'));
    context.status = problem.status;
    context.set({ ...headers, 'Cache-Control': 'no-store' });
    context.body = writeDocument({ site, address, content, drawing: null, quartiers: [], counts: new Map(), assets, base: publicBase(context), today: today(city), sources: [], typed: '' });
    context.type = 'html';
  }

  async function preview(context: Context, kind: 'svg' | 'png'): Promise<void> {
    const asked = addressOf(context) ?? new URL('http://localhost/');
    const page = asked.searchParams.get('page') ?? '/';
    asked.searchParams.delete('page');
    asked.pathname = /^\/[^\\]*$/.test(page) && !page.startsWith('//') ? page : '/';
    const address = { ...readAddress(asked), embed: false, list: false };
    const key = `${kind} ${asked.pathname} ${writeAddress(address)}`;
    await pictures.answer(context, key, 'public, max-age=300', async () => {
      if (kind === 'png' && drawing >= mostPictures) throw new ProblemError({ type: 'about:blank', title: 'Trop d’aperçus à la fois.', status: 503 }, { 'Retry-After': '2' });
      drawing += 1;
      try {
        const content = await contentOf(site, address, publicBase(context));
        if ('moved' in content) return { status: 308, type: 'text/plain', body: '', headers: { Location: `/apercu.${kind}?page=${encodeURIComponent(content.moved)}` } };
        const svg = previewSvg(await draw(address, content, previewSize), content, city.name);
        return { status: content.status, type: kind === 'svg' ? 'image/svg+xml' : 'image/png', body: kind === 'svg' ? svg : await toPng(svg, previewSize.width) };
      } finally {
        drawing -= 1;
      }
    });
  }

  const fixed: Record<string, (context: Context) => Promise<void>> = {
    '/robots.txt': (context) => { context.type = 'text/plain'; context.body = robots(publicBase(context)); return Promise.resolve(); },
    '/sitemap.xml': (context) => pages.answer(context, `sitemap ${publicBase(context)}`, 'public, max-age=3600', async () => ({ status: 200, type: 'application/xml; charset=utf-8', body: await sitemap(site, publicBase(context)) })),
    '/manifest.webmanifest': (context) => { context.type = 'application/manifest+json'; context.body = JSON.stringify(webManifest(city)); return Promise.resolve(); },
    '/favicon.svg': (context) => pictures.answer(context, 'icon', 'public, max-age=86400', () => Promise.resolve({ status: 200, type: 'image/svg+xml', body: siteIcon() })),
    '/favicon.ico': (context) => pictures.answer(context, 'icon 32', 'public, max-age=86400', async () => ({ status: 200, type: 'image/png', body: await toPng(siteIcon(), 32) })),
    '/apercu.svg': (context) => preview(context, 'svg'),
    '/apercu.png': (context) => preview(context, 'png'),
    ...Object.fromEntries(iconSizes.map((size) => [`/icone-${size}.png`, (context: Context) =>
      pictures.answer(context, `icon ${size}`, 'public, max-age=86400', async () => ({ status: 200, type: 'image/png', body: await toPng(siteIcon(true), size) }))])),
  };

  return async (context, next) => {
    await next();
    if (context.status !== 404 || context.body !== undefined || isOfApi(context.path)) return;
    const known = Object.hasOwn(fixed, context.path) ? fixed[context.path] : undefined;
    if (known) return known(context);
    try {
      const asked = addressOf(context) ?? new URL('http://localhost/introuvable');
      const typed = asked.pathname === '/recherche' ? asked.searchParams.get('q') ?? '' : null;
      // What a form's address carries is its reader's; the page is the same for all.
      const { details: _, ...address } = readAddress(asked);
      const base = publicBase(context);
      // A page that does not exist is the same whatever its address.
      const key = `${base} ${typed === null ? '' : `? ${typed.slice(0, 200)}`} ${address.page.kind} ${writeAddress(address)}`;
      await pages.answer(context, key, 'no-cache', () => makePage(address, base, typed));
    } catch (error) {
      failed(context, error);
    }
  };
}
