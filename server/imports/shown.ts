// An import as its page shows it.
import type { LayerImport } from '../../geodata/contract/imports.ts';
import type { Told } from '../../geodata/load/reading.ts';
import type { ImportReport } from '../../geodata/load/pipeline.ts';
import { isLayerId, type LayerId } from '../../geodata/layers.ts';
import { query, type Pool } from '../db.ts';
import { notFound } from '../problem.ts';

interface Row {
  id: number; layer: string; file: string; state: LayerImport['state']; created_at: Date; updated_at: Date; person: string | null; person_id: string | null; read: number; failure: string | null;
  settings: LayerImport['settings']; told: Partial<Told> & { report?: ImportReport }; file_path: string | null;
}

function shown({ id, layer, file, state, created_at, updated_at, person, read, failure, settings, told }: Row): LayerImport {
  const { report } = told;
  return {
    id, layer, file, state, created_at: created_at.toISOString(), updated_at: updated_at.toISOString(), person, read, failure, settings,
    format: told.format ?? null, columns: told.columns ?? [], sample: told.sample ?? [], remarks: told.remarks ?? [], profile: told.profile ?? null, mapping: told.mapping ?? null,
    counts: report ? {
      features: report.features, skipped: report.skipped, refused: report.refused, new: report.new, changed: report.changed, unchanged: report.unchanged,
      attached: report.attached, gone: report.gone, retired: report.retired, likely: report.likely,
    } : null,
    unit: report?.unit ?? 'ligne',
  };
}

export interface Found { import: LayerImport; layer: LayerId; path: string | null }

/** Raises 404. */
export async function findImport(app: Pool, id: number): Promise<Found> {
  const { rows: [row] } = await app.query<Row>(query('imports/show'), [id, null]);
  if (!row || !isLayerId(row.layer)) throw notFound('Cet import n’existe pas.');
  return { import: shown(row), layer: row.layer, path: row.file_path };
}

/** The latest, of one person or of everyone. */
export async function listImports(app: Pool, person: string | null): Promise<LayerImport[]> {
  return (await app.query<Row>(query('imports/show'), [null, person])).rows.map(shown);
}
