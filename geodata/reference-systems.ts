// The coordinate reference systems that features can be asked in (OGC API – Features Part 2, OGC 18-058r1), by their URI.

export interface ReferenceSystem {
  uri: string;
  /** French, as a person reads it in a list. */
  title: string;
  /** In the database's table of systems. */
  srid: number;
  /** EPSG gives 4326 as latitude, longitude; the database and GeoJSON's habit are the other way round. */
  latitudeFirst: boolean;
  /** Decimals written in lists: a decimetre or less. One feature alone has one more. */
  decimals: number;
  /** Longitudes and latitudes it is made for: west, south, east, north. */
  area: readonly [number, number, number, number];
  /** First coordinate and second coordinate as the database writes them, beyond which nothing of the area lies. */
  reach: readonly [number, number, number, number];
}

const epsg = (code: number) => `http://www.opengis.net/def/crs/EPSG/0/${code}`;
const globe = { area: [-180, -90, 180, 90], reach: [-180, -90, 180, 90] } as const;

/** The first is what is assumed when none is named. */
export const referenceSystems = [
  { uri: 'http://www.opengis.net/def/crs/OGC/1.3/CRS84', title: 'WGS 84, longitude puis latitude', srid: 4326, latitudeFirst: false, decimals: 6, ...globe },
  { uri: epsg(4326), title: 'WGS 84, latitude puis longitude', srid: 4326, latitudeFirst: true, decimals: 6, ...globe },
  { uri: epsg(3857), title: 'Web Mercator', srid: 3857, latitudeFirst: false, decimals: 1, area: [-180, -85.06, 180, 85.06], reach: [-20_037_508.35, -20_048_966.11, 20_037_508.35, 20_048_966.11] },
  { uri: epsg(2154), title: 'RGF93 v1 / Lambert-93', srid: 2154, latitudeFirst: false, decimals: 1, area: [-9.86, 41.15, 10.38, 51.56], reach: [-1_000_000, 5_000_000, 2_500_000, 8_500_000] },
  { uri: epsg(3948), title: 'RGF93 v1 / CC48', srid: 3948, latitudeFirst: false, decimals: 1, area: [-5.3, 47, 8.3, 49], reach: [300_000, 6_700_000, 3_100_000, 7_800_000] },
] as const satisfies readonly ReferenceSystem[];

/** CRS84. */
export const defaultSystem: ReferenceSystem = referenceSystems[0];
/** What geometries are stored in. */
export const storageSystem: ReferenceSystem = referenceSystems[2];

/** Those that a city around these bounds can be told in: a national projection says nothing elsewhere. */
export function systemsAround([west, south, east, north]: readonly [number, number, number, number]): readonly ReferenceSystem[] {
  const [lon, lat] = [(west + east) / 2, (south + north) / 2];
  return referenceSystems.filter(({ area }) => lon >= area[0] && lon <= area[2] && lat >= area[1] && lat <= area[3]);
}
