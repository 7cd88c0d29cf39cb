// How old each source is, for whoever watches over the server.
import { Gauge, type Registry } from 'prom-client';
import type { SourceState } from '../../geodata/contract/sources.ts';
import type { Pool } from '../db.ts';
import { listSources } from './list.ts';

export function measureSources(registry: Registry, reader: Pool): void {
  const gauge = (name: string, help: string, valueOf: (source: SourceState) => number | null) => new Gauge({
    name, help, labelNames: ['source'], registers: [registry],
    async collect() {
      // A database that does not answer says so elsewhere: the other measures are read all the same.
      const sources = await listSources(reader).catch(() => []);
      this.reset();
      for (const source of sources.filter(({ enabled }) => enabled)) {
        const value = valueOf(source);
        if (value !== null) this.set({ source: source.id }, value);
      }
    },
  });
  gauge('karter_source_age_seconds', 'Seconds since an enabled source was last found good', ({ good_at: good }) => (good ? (Date.now() - Date.parse(good)) / 1000 : null));
  gauge('karter_source_failing', 'Whether the last tries of an enabled source failed', ({ failing_since: since }) => (since ? 1 : 0));
}
