// Where a download is, from what the list shows: its box, its filters, or the whole layer.
import type { Filters } from '../../geodata/address.ts';
import type { ExportFormatId } from '../../geodata/export-formats.ts';
import type { LayerId } from '../../geodata/layers.ts';
import type { Bounds } from './view.svelte.ts';

/** What the list shows (view and filters), the filters over the whole city, everything. */
export type DownloadScope = 'view' | 'filtered' | 'whole';

export function downloadHref(layer: LayerId, format: ExportFormatId, scope: DownloadScope, filters: Filters, bounds: Bounds | null): string {
  const query = new URLSearchParams({ format });
  if (scope === 'view' && bounds) query.set('bbox', bounds.map((degree) => degree.toFixed(5)).join(','));
  const both: string[] = [];
  for (const [key, values] of Object.entries(scope === 'whole' ? {} : filters)) {
    const [of, field] = key.split('.');
    if (of !== layer || !field || values.length === 0) continue;
    // Both answers to a yes-or-no let everything through that answers.
    if (values.includes('true') && values.includes('false')) both.push(`${field} is not null`);
    else query.set(field, values.join(','));
  }
  if (both.length > 0) query.set('filter', both.join(' and '));
  return `/api/export/${layer}?${query}`;
}
