// GTFS (https://gtfs.org/documentation/schedule/reference/) as records: one for each route, one for each station of the trams and cable cars.
// Tables are read line by line; only what belongs to those routes is kept in memory.
import type { Geometry } from 'geojson';
import { UnreadableFile, type OpenOptions, type Opened, type Row } from '../row.ts';
import { comparable, readDay } from '../values.ts';
import type { Unpacked } from './archive.ts';
import { openDelimited } from './delimited.ts';
import { branches, metresBetween, type Path } from './gtfs-shapes.ts';

/** Basic and extended route types of what runs on its own way here: https://gtfs.org/documentation/schedule/reference/#routestxt */
function kindOf(type: number): 'tram' | 'telepherique' | null {
  if (type === 0 || (type >= 900 && type <= 906)) return 'tram';
  return type === 5 || type === 6 || (type >= 1300 && type <= 1307) ? 'telepherique' : null;
}

const mostKept = 3_000_000;
/** Platforms of one name that lie nearer than this are one station. */
const stationReach = 500;

interface Route { id: string; short: string; long: string; kind: 'tram' | 'telepherique' | null; mode: number }
interface Stop { id: string; name: string; place: [number, number] | null; parent: string | null }
interface Feed { routes: Route[]; stops: Map<string, Stop>; shapes: Map<string, Path[]>; served: Map<string, Set<string>>; agency: string | null; day: string | null }

type Cell = (name: string) => string;

async function* lines(files: readonly Unpacked[], table: string, signal: AbortSignal | undefined): AsyncGenerator<Cell> {
  const file = files.find(({ name }) => new RegExp(`(^|/)${table}\\.txt$`).test(name));
  if (!file || file.size === 0) return;
  const opened = await openDelimited(file.path, { delimiter: ',', encoding: 'utf-8', signal });
  for await (const { values } of opened.rows) yield (name) => (typeof values[name] === 'string' ? (values[name]).trim() : '');
}

const placeOf = (lon: string, lat: string): [number, number] | null => (lon === '' || lat === '' || Number.isNaN(Number(lon)) || Number.isNaN(Number(lat)) ? null : [Number(lon), Number(lat)]);

/** Which trips are of routes that are kept, and the shapes that more than a few of them follow. */
async function readTrips(files: readonly Unpacked[], kept: ReadonlySet<string>, signal?: AbortSignal): Promise<{ trips: Map<string, string>; shapes: Map<string, Set<string>> }> {
  const trips = new Map<string, string>();
  const uses = new Map<string, Map<string, number>>();
  for await (const cell of lines(files, 'trips', signal)) {
    const route = cell('route_id');
    if (!kept.has(route)) continue;
    trips.set(cell('trip_id'), route);
    if (trips.size > mostKept) throw new UnreadableFile('Ce GTFS a trop de courses pour être lu en une fois.');
    const shape = cell('shape_id');
    if (shape === '') continue;
    const used = uses.get(route) ?? new Map<string, number>();
    uses.set(route, used.set(shape, (used.get(shape) ?? 0) + 1));
  }
  // A few runs to the depot are no branch.
  const shapes = new Map([...uses].map(([route, used]) => {
    const all = [...used.values()].reduce((sum, count) => sum + count, 0);
    return [route, new Set([...used].filter(([, count]) => count >= 0.05 * all).map(([shape]) => shape))] as const;
  }));
  return { trips, shapes };
}

async function readShapes(files: readonly Unpacked[], wanted: ReadonlySet<string>, signal?: AbortSignal): Promise<Map<string, Path>> {
  const points = new Map<string, { order: number; place: [number, number] }[]>();
  let count = 0;
  for await (const cell of lines(files, 'shapes', signal)) {
    const shape = cell('shape_id');
    const place = wanted.has(shape) ? placeOf(cell('shape_pt_lon'), cell('shape_pt_lat')) : null;
    if (!place) continue;
    count += 1;
    if (count > mostKept) throw new UnreadableFile('Les tracés de ce GTFS ont trop de points pour être lus en une fois.');
    const known = points.get(shape);
    if (known) known.push({ order: Number(cell('shape_pt_sequence')), place });
    else points.set(shape, [{ order: Number(cell('shape_pt_sequence')), place }]);
  }
  return new Map([...points].map(([shape, path]) => [shape, path.toSorted((one, other) => one.order - other.order).map(({ place }) => place)]));
}

async function readFeed(files: readonly Unpacked[], signal?: AbortSignal): Promise<Feed> {
  const routes: Route[] = [];
  for await (const cell of lines(files, 'routes', signal)) routes.push({ id: cell('route_id'), short: cell('route_short_name'), long: cell('route_long_name'), mode: Number(cell('route_type')), kind: cell('route_type') === '' ? null : kindOf(Number(cell('route_type'))) });
  const kept = new Set(routes.filter(({ kind }) => kind !== null).map(({ id }) => id));
  const { trips, shapes } = await readTrips(files, kept, signal);
  const drawn = await readShapes(files, new Set([...shapes.values()].flatMap((names) => [...names])), signal);
  const served = new Map<string, Set<string>>();
  for await (const cell of lines(files, 'stop_times', signal)) {
    const route = trips.get(cell('trip_id'));
    if (route === undefined) continue;
    const stop = cell('stop_id');
    const calling = served.get(stop);
    if (calling) calling.add(route); else served.set(stop, new Set([route]));
  }
  const stops = new Map<string, Stop>();
  for await (const cell of lines(files, 'stops', signal)) {
    const id = cell('stop_id');
    if (served.has(id) || cell('location_type') === '1') stops.set(id, { id, name: cell('stop_name'), place: placeOf(cell('stop_lon'), cell('stop_lat')), parent: cell('parent_station') || null });
    if (stops.size > mostKept) throw new UnreadableFile('Ce GTFS a trop d’arrêts pour être lu en une fois.');
  }
  let [agency, day] = [null, null] as [string | null, string | null];
  for await (const cell of lines(files, 'agency', signal)) agency ??= cell('agency_name') || null;
  for await (const cell of lines(files, 'feed_info', signal)) day ??= readDay(cell('feed_start_date'));
  if (day === null) for await (const cell of lines(files, 'calendar', signal)) { const start = readDay(cell('start_date')); if (start !== null && (day === null || start < day)) day = start; }
  return { routes, stops, served, agency, day, shapes: new Map([...shapes].map(([route, names]) => [route, [...names].flatMap((name) => (drawn.has(name) ? [drawn.get(name)!] : []))])) };
}

interface Station { id: string; name: string; places: [number, number][]; routes: Set<string> }

/** Platforms under their station, or those of one name side by side. */
function stationsOf({ stops, served }: Feed): Station[] {
  const stations = new Map<string, Station[]>();
  for (const [id, routes] of served) {
    const stop = stops.get(id);
    const head = (stop?.parent ? stops.get(stop.parent) : undefined) ?? stop;
    if (!stop || !head?.name) continue;
    const place = head.place ?? stop.place;
    const alike = stations.get(comparable(head.name)) ?? [];
    stations.set(comparable(head.name), alike);
    const known = alike.find((station) => station.id === head.id) ?? alike.find(({ places }) => place !== null && places.some((other) => metresBetween(place, other) < stationReach));
    const station = known ?? { id: head.id, name: head.name, places: [], routes: new Set<string>() };
    if (!known) alike.push(station);
    if (place && !station.places.some(([x, y]) => x === place[0] && y === place[1])) station.places.push(place);
    for (const route of routes) station.routes.add(route);
  }
  return [...stations.values()].flat();
}

const middle = (places: readonly [number, number][]): Geometry | null => (places.length === 0 ? null : { type: 'Point', coordinates: [0, 1].map((axis) => places.reduce((sum, place) => sum + place[axis]!, 0) / places.length) });

async function* rows(files: readonly Unpacked[], signal?: AbortSignal): AsyncGenerator<Row> {
  const feed = await readFeed(files, signal);
  const common = { agence: feed.agency, valable_du: feed.day };
  let line = 0;
  // A line that has one route for schooldays and another for holidays is one line.
  const byLine = Map.groupBy(feed.routes, ({ id, short, long, kind }) => (kind === null ? id : `${kind} ${short || long}`));
  for (const routes of byLine.values()) {
    const { id, short, long, kind, mode } = routes[0]!;
    const paths = kind === null ? [] : branches(routes.flatMap((route) => feed.shapes.get(route.id) ?? []));
    const geometry: Geometry | null = paths.length === 0 ? null : paths.length === 1 ? { type: 'LineString', coordinates: paths[0]! } : { type: 'MultiLineString', coordinates: paths };
    yield { line: line += 1, values: { gtfs: 'ligne', id, ligne: short || long, nom: long, nature: kind, route_type: mode, homonyme: null, ...common }, geometry };
  }
  const names = new Map(feed.routes.map(({ id, short, long }) => [id, short || long]));
  const seen = new Set<string>();
  for (const { id, name, places, routes } of stationsOf(feed)) {
    const again = seen.has(comparable(name));
    seen.add(comparable(name));
    const calling = [...new Set([...routes].map((route) => names.get(route) ?? route))].toSorted((one, other) => one.localeCompare(other, 'fr', { numeric: true }));
    yield { line: line += 1, values: { gtfs: 'station', id, ligne: calling.join(','), nom: name, nature: 'station', route_type: null, homonyme: again ? id : null, ...common }, geometry: middle(places) };
  }
}

export const isGtfs = (files: readonly Unpacked[]): boolean => ['routes', 'trips', 'stops', 'stop_times'].every((table) => files.some(({ name }) => new RegExp(`(^|/)${table}\\.txt$`).test(name)));

export function openGtfs(files: readonly Unpacked[], { signal }: OpenOptions): Opened {
  return { format: 'GTFS', columns: ['gtfs', 'id', 'ligne', 'nom', 'nature', 'route_type', 'homonyme', 'agence', 'valable_du'], srid: 4326, remarks: [], rows: rows(files, signal), close: async () => {} };
}
