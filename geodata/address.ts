// The URL as a pure codec: every page, position, set of layers and filter has one address, read alike by server and client.
import { isLayerId, layerById, publicLayers, type LayerId } from './layers.ts';
import { fieldsOf, type ThemeId } from './layer.ts';
import { themes } from './themes.ts';

export type Page =
  | { kind: 'home' }
  | { kind: 'theme'; theme: ThemeId }
  | { kind: 'quartier'; slug: string }
  | { kind: 'place'; layer: LayerId; id: number }
  | { kind: 'data' }
  /** One layer as data: `/donnees/{layer}`. */
  | { kind: 'dataset'; layer: LayerId }
  /** Corrections for OpenStreetMap's mappers: `/donnees/openstreetmap`. */
  | { kind: 'corrections' }
  /** One's account: `/compte`, `/compte/connexion`… */
  | { kind: 'account'; section: AccountSection }
  /** Where those who hold a role work: `/bureau`, `/bureau/moderation`… */
  | { kind: 'desk'; desk: Desk }
  /** A mistake to report or a place to propose: `/contribuer`. */
  | { kind: 'contribute' }
  /** A project to file: `/fonds/deposer`. */
  | { kind: 'file' }
  /** A quartier's fund of a year: `/fonds/{quartier}/{année}`. */
  | { kind: 'fund'; quartier: string; year: number }
  /** A session of its committee: `/fonds/seances/{id}`. */
  | { kind: 'session'; id: number }
  | { kind: 'missing' };

export const accountSections = ['compte', 'connexion', 'inscription', 'mot-de-passe'] as const;
export type AccountSection = (typeof accountSections)[number];
export const desks = ['accueil', 'moderation', 'edition', 'imports', 'fonds', 'administration'] as const;
export type Desk = (typeof desks)[number];
/** What a form's address may carry: a token from a letter, a draft, the place spoken of, an import, where to go afterwards. */
const detailNames = ['jeton', 'brouillon', 'lieu', 'point', 'import', 'suite', 'confirme', 'error'] as const;
export type Detail = (typeof detailNames)[number];

export interface Position { lat: number; lon: number; zoom: number }

/** Which values of a layer's code field are kept: `premises.occupancy=vacant`. */
export type Filters = Readonly<Record<string, readonly string[]>>;

export interface Address {
  page: Page;
  /** Null: the page's own default view. */
  position: Position | null;
  /** Null: the page's own default layers. */
  layers: readonly LayerId[] | null;
  filters: Filters;
  embed: boolean;
  list: boolean;
  /** Of forms and desks only. */
  details?: Readonly<Partial<Record<Detail, string>>>;
}

/** Pages for one person at a desk or a form: no search engine, no shared memory. */
export const isPersonal = (page: Page): boolean => ['account', 'desk', 'contribute', 'file'].includes(page.kind);

/** Pages that are read or written before the map is looked at: a phone gives them the whole screen. */
export const fillsPhone = (page: Page): boolean => ['account', 'file', 'session'].includes(page.kind) || (page.kind === 'desk' && ['accueil', 'imports', 'administration', 'fonds'].includes(page.desk));

export const emptyAddress: Address = { page: { kind: 'home' }, position: null, layers: null, filters: {}, embed: false, list: false };

/** The base is always there; everything else is a choice. */
export const baseLayers: readonly LayerId[] = ['land', 'communes', 'quartiers', 'streets', 'transit'];

const homeLayers: readonly LayerId[] = ['gardens', 'projects', 'ressourceries', 'epiceries', 'job_datings', 'premises'];
const themeLayers: Record<ThemeId, readonly LayerId[]> = {
  emploi: ['job_datings', 'qpv'],
  epiceries: ['epiceries', 'ressourceries', 'suppliers'],
  fonds: ['projects'],
  commerces: ['premises', 'plu_frontages', 'centralites'],
  jardins: ['gardens'],
};

/** What a page shows when the address does not say: for a place, its theme's layers. */
export function defaultLayers(page: Page): readonly LayerId[] {
  if (page.kind === 'theme') return themeLayers[page.theme];
  if (page.kind === 'fund' || page.kind === 'session' || page.kind === 'file') return themeLayers.fonds;
  if (page.kind === 'dataset' && !baseLayers.includes(page.layer)) return [page.layer];
  if (page.kind === 'place') {
    const { theme } = layerById[page.layer];
    const shown = theme === 'fond' ? homeLayers : themeLayers[theme];
    return shown.includes(page.layer) ? shown : [...shown, page.layer];
  }
  return homeLayers;
}

function readPage(pathname: string): Page {
  const parts = pathname.split('/').filter(Boolean);
  const [first, second, third] = parts;
  if (first === undefined) return { kind: 'home' };
  const theme = themes.find((candidate) => candidate.id === first);
  if (theme && parts.length === 1) return { kind: 'theme', theme: theme.id };
  if (first === 'donnees' && parts.length === 1) return { kind: 'data' };
  if (first === 'donnees' && second === 'openstreetmap' && parts.length === 2) return { kind: 'corrections' };
  if (first === 'donnees' && second && parts.length === 2 && isLayerId(second) && layerById[second].public) return { kind: 'dataset', layer: second };
  if (first === 'contribuer' && parts.length === 1) return { kind: 'contribute' };
  if (first === 'compte' && parts.length <= 2) {
    const section = accountSections.find((candidate) => candidate === (second ?? 'compte'));
    if (section && second !== 'compte') return { kind: 'account', section };
  }
  if (first === 'bureau' && parts.length <= 2) {
    const desk = desks.find((candidate) => candidate === (second ?? 'accueil'));
    if (desk && second !== 'accueil') return { kind: 'desk', desk };
  }
  if (first === 'fonds' && second === 'deposer' && parts.length === 2) return { kind: 'file' };
  if (first === 'fonds' && second === 'seances' && third && parts.length === 3 && /^[1-9]\d{0,14}$/.test(third)) return { kind: 'session', id: Number(third) };
  if (first === 'fonds' && second && third && parts.length === 3 && /^[a-z0-9-]{1,80}$/.test(second) && /^20\d\d$/.test(third)) return { kind: 'fund', quartier: second, year: Number(third) };
  if (first === 'quartiers' && second && parts.length === 2 && /^[a-z0-9-]{1,80}$/.test(second)) return { kind: 'quartier', slug: second };
  if (first === 'lieux' && second && third && parts.length === 3 && isLayerId(second) && layerById[second].public && /^[1-9]\d{0,14}$/.test(third)) {
    return { kind: 'place', layer: second, id: Number(third) };
  }
  return { kind: 'missing' };
}

function readPosition(text: string | null): Position | null {
  const match = /^(-?\d{1,2}(?:\.\d+)?),(-?\d{1,3}(?:\.\d+)?),(\d{1,2}(?:\.\d+)?)$/.exec(text ?? '');
  if (!match) return null;
  const [lat, lon, zoom] = match.slice(1).map(Number) as [number, number, number];
  return Math.abs(lat) <= 85 && Math.abs(lon) <= 180 && zoom <= 22 ? { lat, lon, zoom } : null;
}

/** Reads an address; what it cannot read it leaves at the default, so an old or mistyped link still opens a map. */
export function readAddress(url: URL): Address {
  const filters: Record<string, readonly string[]> = {};
  for (const [key, text] of url.searchParams) {
    const [layer, field] = key.split('.');
    if (!layer || !field || !isLayerId(layer) || !layerById[layer].public) continue;
    const definition = fieldsOf(layerById[layer])[field];
    const allowed = definition?.type === 'boolean' ? ['true', 'false'] : Object.keys(definition?.codes ?? {});
    const values = text.split(',').filter((value) => allowed.includes(value));
    if (values.length > 0) filters[key] = values;
  }
  const layers = url.searchParams.get('couches');
  const page = readPage(url.pathname);
  const details = isPersonal(page) ? Object.fromEntries(detailNames.flatMap((name) => { const text = url.searchParams.get(name); return text ? [[name, text.slice(0, 1000)]] : []; })) : {};
  return {
    page,
    position: readPosition(url.searchParams.get('carte')),
    layers: layers === null ? null : publicLayers.map((layer) => layer.id as LayerId).filter((id) => layers.split(',').includes(id)),
    filters,
    embed: url.searchParams.get('embed') === '1',
    list: url.searchParams.get('liste') === '1',
    ...(Object.keys(details).length > 0 ? { details } : {}),
  };
}

export function pagePath(page: Page): string {
  switch (page.kind) {
    case 'home': case 'missing': return '/';
    case 'theme': return `/${page.theme}`;
    case 'quartier': return `/quartiers/${page.slug}`;
    case 'place': return `/lieux/${page.layer}/${page.id}`;
    case 'data': return '/donnees';
    case 'dataset': return `/donnees/${page.layer}`;
    case 'corrections': return '/donnees/openstreetmap';
    case 'account': return page.section === 'compte' ? '/compte' : `/compte/${page.section}`;
    case 'desk': return page.desk === 'accueil' ? '/bureau' : `/bureau/${page.desk}`;
    case 'contribute': return '/contribuer';
    case 'file': return '/fonds/deposer';
    case 'fund': return `/fonds/${page.quartier}/${page.year}`;
    case 'session': return `/fonds/seances/${page.id}`;
  }
}

/** Writes an address: path and query, without the origin. `readAddress(writeAddress(a))` is `a`, to 5 decimals of position. */
export function writeAddress(address: Address): string {
  const query: string[] = [];
  const { position } = address;
  if (position) query.push(`carte=${position.lat.toFixed(5)},${position.lon.toFixed(5)},${position.zoom.toFixed(2)}`);
  if (address.layers) query.push(`couches=${address.layers.join(',')}`);
  for (const [key, values] of Object.entries(address.filters)) if (values.length > 0) query.push(`${key}=${values.join(',')}`);
  if (address.list) query.push('liste=1');
  if (address.embed) query.push('embed=1');
  for (const [name, text] of Object.entries(address.details ?? {})) query.push(`${name}=${encodeURIComponent(text)}`);
  return pagePath(address.page) + (query.length > 0 ? `?${query.join('&')}` : '');
}
