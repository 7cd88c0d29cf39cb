// The forms a layer can be downloaded in: what people are told of each, what the wire calls it, and what it needs.
import type { LayerId } from './layers.ts';

export interface ExportFormat {
  /** In plain words first, the technical name after. */
  title: string;
  /** What it is good for, one sentence. */
  use: string;
  extension: string;
  media: string;
  /** Written by GDAL's ogr2ogr, which a server may lack. */
  needsGdal?: true;
  /** A national form that only these layers fit; absent: every layer. */
  layers?: readonly LayerId[];
}

export const exportFormats = {
  csv: { title: 'Tableau (CSV)', use: 'Pour un programme ou un tableur ; séparé par des points-virgules.', extension: 'csv', media: 'text/csv; charset=utf-8' },
  xlsx: { title: 'Tableur (Excel, LibreOffice)', use: 'Avec une seconde feuille qui dit d’où viennent les données.', extension: 'xlsx', media: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' },
  geojson: { title: 'Carte (GeoJSON)', use: 'Pour le web et la plupart des logiciels de cartes.', extension: 'geojson', media: 'application/geo+json' },
  gpkg: { title: 'Carte pour QGIS (GeoPackage)', use: 'Un seul fichier, sans limite de longueur ; le meilleur choix pour un logiciel de cartes.', extension: 'gpkg', media: 'application/geopackage+sqlite3', needsGdal: true },
  fgb: { title: 'Carte légère (FlatGeobuf)', use: 'Rapide à lire par morceaux ; sans les lieux dont la position est inconnue.', extension: 'fgb', media: 'application/vnd.flatgeobuf', needsGdal: true },
  shp: { title: 'Carte, ancien format (shapefile)', use: 'Noms de colonnes raccourcis et textes longs coupés : préférez GeoPackage.', extension: 'zip', media: 'application/zip', needsGdal: true },
  scdl: { title: 'Équipements (SCDL)', use: 'Le schéma national des équipements collectifs publics.', extension: 'csv', media: 'text/csv; charset=utf-8', layers: ['job_datings'] },
  inclusion: { title: 'Structures (data.inclusion)', use: 'Le schéma national de l’offre d’insertion, version 1.', extension: 'json', media: 'application/json', layers: ['epiceries', 'ressourceries', 'job_datings'] },
} as const satisfies Record<string, ExportFormat>;

export type ExportFormatId = keyof typeof exportFormats;

export const exportFormatIds = Object.keys(exportFormats) as readonly ExportFormatId[];

/** Widened to the common shape. */
export const exportFormatById: Readonly<Record<ExportFormatId, ExportFormat>> = exportFormats;

/** The forms that a layer fits. */
export function formatsOf(layer: LayerId): ExportFormatId[] {
  return exportFormatIds.filter((id) => exportFormatById[id].layers?.includes(layer) ?? true);
}

/** `ville-gardens-2026-11-24.csv`; what was filtered says so. */
export function exportFileName(city: string, layer: LayerId, day: string, format: ExportFormatId, filtered: boolean): string {
  const kind = exportFormatById[format].layers ? `-${format}` : '';
  return `${city}-${layer}${kind}${filtered ? '-filtre' : ''}-${day}.${exportFormatById[format].extension}`;
}
