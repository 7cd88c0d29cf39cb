// Which writer makes which format, and what keeps one from being made: here, for this layer, of so many features.
import type { City } from '../../geodata/city.ts';
import { exportFormatById, exportFormatIds, formatsOf, type ExportFormatId } from '../../geodata/export-formats.ts';
import { layerById, type LayerId } from '../../geodata/layers.ts';
import { hasOgr } from '../../geodata/load/read/ogr.ts';
import { exportMessages } from '../../geodata/messages-export.ts';
import { badRequest, conflict, unavailable, type ProblemError } from '../problem.ts';
import type { FileParts, Order } from './about.ts';
import { writeFlatGeobuf, writeGeoPackage } from './binary.ts';
import { writeCsv } from './csv.ts';
import { writeGeoJson } from './geojson.ts';
import { writeInclusion } from './inclusion.ts';
import { writeScdl } from './scdl.ts';
import { writeShapefile } from './shapefile.ts';
import type { Facts } from './snapshot.ts';
import { mostRows, writeXlsx } from './xlsx.ts';

export const writers: Readonly<Record<ExportFormatId, (order: Order) => FileParts>> = {
  csv: writeCsv, xlsx: writeXlsx, geojson: writeGeoJson, gpkg: writeGeoPackage, fgb: writeFlatGeobuf, shp: writeShapefile, scdl: writeScdl, inclusion: writeInclusion,
};

const { problems } = exportMessages;

/** What the operator would have to add; null where nothing is missing. */
export function lacking(format: ExportFormatId, city: City): { reason: string; problem: ProblemError } | null {
  if (format === 'scdl') {
    const reason = !city.siret ? problems.siret : !city.postcodes ? problems.postcodes : null;
    if (reason) return { reason, problem: conflict(reason) };
  }
  if (exportFormatById[format].needsGdal && !hasOgr()) {
    const reason = problems.gdal(exportFormatIds.filter((id) => !exportFormatById[id].needsGdal && !exportFormatById[id].layers).map((id) => exportFormatById[id].title).join(', '));
    return { reason, problem: unavailable(reason) };
  }
  return null;
}

/** Raises 400 for a format that does not fit the layer. */
export function checkFits(format: ExportFormatId, layer: LayerId): void {
  if (formatsOf(layer).includes(format)) return;
  const reason = problems.layer(exportFormatById[format].title, exportFormatById[format].layers!.map((id) => layerById[id].title).join(', '));
  throw badRequest(reason, { errors: [{ parameter: 'format', reason }] });
}

/** Raises 400 for more than the format can hold. */
export function checkSize(format: ExportFormatId, { count }: Facts): void {
  if (format === 'xlsx' && count >= mostRows) throw badRequest(problems.rows(count), { errors: [{ parameter: 'format', reason: problems.rows(count) }] });
}
