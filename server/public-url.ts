// The address the outside sees: every link is absolute, since GDAL and others cannot follow relative ones.
import type { Context } from 'koa';
import { settings } from './settings.ts';

/** Scheme, host and prefix without a final slash: PUBLIC_URL, else what a trusted proxy forwards, else the request itself. */
export function publicBase(context: Context): string {
  if (settings.publicUrl) return settings.publicUrl;
  const prefix = settings.trustProxy ? context.get('X-Forwarded-Prefix').replace(/\/+$/, '') : '';
  return `${context.protocol}://${context.host || 'localhost'}${prefix}`;
}

let parsed: { from: string | undefined; path: string } = { from: undefined, path: '' };

/** What is asked for, without the base path of PUBLIC_URL: some proxies take it off, others pass it on. */
export function withinBase(url: string): string {
  if (!settings.publicUrl) return url;
  if (parsed.from !== settings.publicUrl) parsed = { from: settings.publicUrl, path: URL.canParse(settings.publicUrl) ? new URL(settings.publicUrl).pathname.replace(/\/+$/, '') : '' };
  if (parsed.path === '' || !url.startsWith(parsed.path)) return url;
  const rest = url.slice(parsed.path.length);
  if (rest === '' || rest.startsWith('?')) return `/${rest}`;
  return rest.startsWith('/') ? rest : url;
}
