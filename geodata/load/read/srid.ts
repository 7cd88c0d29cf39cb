// The coordinate systems that French data comes in, under all their spellings.

/** EPSG codes that the database is asked to read; anything else GDAL may bring to WGS 84 first. */
export const knownSystems: Readonly<Record<number, string>> = { 4326: 'WGS 84', 2154: 'Lambert-93', 3948: 'RGF93 CC48', 3857: 'Web Mercator', 4171: 'RGF93 géographique' };

/**
 * "EPSG:2154", "urn:ogc:def:crs:EPSG::2154", "http://www.opengis.net/gml/srs/epsg.xml#2154", "urn:ogc:def:crs:OGC:1.3:CRS84", "Lambert 93",
 * "RGF93 / CC48", "WGS84", 2154. Null for what is none of them.
 */
export function sridOf(spelling: unknown): number | null {
  const text = String(spelling).trim().toLowerCase();
  if (/crs:?84$/.test(text) || /^wgs ?_?84$/.test(text)) return 4326;
  if (/lambert[ _-]?93/.test(text)) return 2154;
  if (/cc ?48$/.test(text)) return 3948;
  const code = Number(/(?<!\d)(\d{4,6})$/.exec(text)?.[1]);
  return code in knownSystems ? code : code === 900913 || code === 3785 ? 3857 : null;
}

/**
 * What coordinates without a system must be, by how large they are (IGN: Lambert-93 false origin 700,000 / 6,600,000; CC48 1,700,000 / 7,200,000).
 * Null when they are none of these; `swapped` when northing comes first.
 */
export function guessSystem(x: number, y: number): { srid: number; swapped: boolean } | null {
  const is = (one: number, other: number): number | null => {
    if (Math.abs(one) <= 180 && Math.abs(other) <= 90) return 4326;
    if (one > 0 && one < 1_350_000 && other > 6_000_000 && other < 7_150_000) return 2154;
    if (one > 1_000_000 && one < 2_400_000 && other > 7_000_000 && other < 7_500_000) return 3948;
    if (one > -800_000 && one < 1_200_000 && other > 5_000_000 && other < 6_000_000) return 3857;
    return null;
  };
  const plain = is(x, y);
  if (plain !== null) return { srid: plain, swapped: false };
  const turned = is(y, x);
  return turned === null || turned === 4326 ? null : { srid: turned, swapped: true };
}
