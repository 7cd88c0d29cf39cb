// Spatial predicates in SQL: geometries are compared in the reference system that the filter is written in, boxes as real shapes.
import { storageSystem, type ReferenceSystem } from '../../geodata/reference-systems.ts';
import { filterFault, type Place, type Shape } from './node.ts';
import { boxesOf, writeShape, type Extent } from './shape.ts';

const stored = storageSystem.srid;
const functions: Readonly<Record<string, string>> = {
  s_intersects: 'ST_Intersects', s_equals: 'ST_Equals', s_disjoint: 'ST_Disjoint', s_touches: 'ST_Touches',
  s_within: 'ST_Within', s_overlaps: 'ST_Overlaps', s_crosses: 'ST_Crosses', s_contains: 'ST_Contains',
};

export type PlaceValue = (value: unknown) => string;

/** The stored column with the index, or a shape that is written in the filter. */
export type SpatialOperand = { column: string } | { shape: Shape; at: Place };

/** A subquery is worked out once, not for each feature; statements here are planned before their values are known. */
const once = (sql: string) => `(select ${sql})`;

const clampTo = ([west, south, east, north]: Extent, reach: Extent): Extent | null => {
  const cut: Extent = [Math.max(west, reach[0]), Math.max(south, reach[1]), Math.min(east, reach[2]), Math.min(north, reach[3])];
  return cut[0] <= cut[2] && cut[1] <= cut[3] ? cut : null;
};

/** Latitudes beyond web mercator's reach hold nothing. */
const mercatorReach: Extent = [-180, -85.06, 180, 85.06];

function envelope(extent: Extent, srid: number, place: PlaceValue): string {
  return `ST_MakeEnvelope(${extent.map((side) => `${place(side)}::float8`).join(', ')}, ${srid})`;
}

/** What the index is asked first: an envelope, wide enough, in stored coordinates; null when there is none. */
function around(extent: Extent, system: ReferenceSystem, place: PlaceValue): string | null {
  const cut = clampTo(extent, system.srid === 4326 ? mercatorReach : system.reach);
  if (!cut) return null;
  const box = envelope(cut, system.srid, place);
  if (system.srid === stored) return once(`ST_Expand(${box}, 1)`);
  // A side that is straight in a conic projection is bent in this one: between two of its points 20 km apart by less than 20 m.
  return once(`ST_Expand(ST_Transform(${system.srid === 4326 ? box : `ST_Segmentize(${box}, 20000)`}, ${stored}), ${system.srid === 4326 ? 1 : 100})`);
}

/** Whether the column meets a box of this system; a box in degrees is a box in web mercator too, so that nothing is transformed. */
export function meetsBox(column: string, box: Extent, system: ReferenceSystem, place: PlaceValue): string {
  const meets = boxesOf(box).map((one) => {
    if (system.srid !== 4326 && system.srid !== stored) {
      const near = around(one, system, place);
      return near === null ? 'false' : `${column} && ${near} and ST_Intersects(ST_Transform(${column}, ${system.srid}), ${once(envelope(one, system.srid, place))})`;
    }
    const cut = clampTo(one, system.srid === 4326 ? mercatorReach : system.reach);
    if (!cut) return 'false';
    const shape = once(system.srid === stored ? envelope(cut, stored, place) : `ST_Transform(${envelope(cut, 4326, place)}, ${stored})`);
    return `${column} && ${shape} and ST_Intersects(${column}, ${shape})`;
  });
  return meets.length === 1 ? meets[0]! : `(${meets.map((one) => `(${one})`).join(' or ')})`;
}

const isOfPoints = ({ type }: Shape) => type === 'Point' || type === 'MultiPoint';

/** In the filter's own system; points, which have no sides to bend, in stored coordinates, where those that came in with as many decimals are equal. */
function literal({ shape, at }: { shape: Shape; at: Place }, system: ReferenceSystem, brought: boolean, place: PlaceValue): { sql: string; extent: Extent; mixed: boolean } {
  const { text, extent, mixed } = writeShape(at, shape, system);
  const read = `ST_GeomFromText(${place(text)}, ${system.srid})`;
  if (brought) return { sql: once(`ST_Transform(${read}, ${stored})`), extent, mixed };
  const area = /Polygon|Box|Collection/.test(shape.type);
  // A bow tie is taken for its two halves, a box without width for a line: comparisons fail on what is not valid.
  return { sql: once(area ? `ST_CollectionHomogenize(ST_MakeValid(${read}))` : read), extent, mixed };
}

/** The predicate in SQL. Raises 400 for what simple features do not define: mixed collections, but for meeting and not meeting. */
export function spatialPredicate(at: Place, name: string, operands: readonly [SpatialOperand, SpatialOperand], system: ReferenceSystem, place: PlaceValue): string {
  const compare = functions[name]!;
  const column = operands.find((operand) => 'column' in operand);
  const brought = column !== undefined && name !== 's_equals' && operands.some((operand) => 'shape' in operand && isOfPoints(operand.shape));
  const shapes = operands.map((operand) => ('shape' in operand ? literal(operand, system, brought, place) : null));
  if (shapes.some((shape) => shape?.mixed) && name !== 's_intersects' && name !== 's_disjoint') throw filterFault(at, `${name.toUpperCase()} ne se définit pas pour une collection de géométries de plusieurs sortes.`);
  const drawn = shapes.filter((shape) => shape !== null);
  const inSystem = (column: string) => (system.srid === stored || brought ? column : `ST_Transform(${column}, ${system.srid})`);
  // Told to a decimetre, found again to a decimetre.
  const snapped = (sql: string) => (name === 's_equals' ? `ST_SnapToGrid(${sql}, ${(10 ** -system.decimals).toFixed(system.decimals)})` : sql);
  const sides = operands.map((operand, index) => snapped('column' in operand ? (drawn.length > 0 ? inSystem(operand.column) : operand.column) : shapes[index]!.sql));
  const compared = name === 's_disjoint' ? `not ST_Intersects(${sides.join(', ')})` : `${compare}(${sides.join(', ')})`;
  if (!column || drawn.length !== 1 || name === 's_disjoint') return `(${compared})`;
  const near = around(drawn[0]!.extent, system, place);
  return near === null ? `(${compared})` : `(${column.column} && ${near} and ${compared})`;
}
