// The address the outside sees: every link is absolute, since GDAL and others cannot follow relative ones.
import type { Context } from 'koa';
import { settings } from './settings.ts';

/** Scheme, host and prefix without a final slash: PUBLIC_URL, else what a trusted proxy forwards, else the request itself. */
export function publicBase(context: Context): string {
  if (settings.publicUrl) return settings.publicUrl;
  const prefix = settings.trustProxy ? context.get('X-Forwarded-Prefix').replace(/\/+$/, '') : '';
  return `${context.protocol}://${context.host || 'localhost'}${prefix}`;
}
