// Whether one walks along a way of OpenStreetMap, and how: https://wiki.openstreetmap.org/wiki/OSM_tags_for_routing/Access_restrictions

export type Tags = Readonly<Record<string, string>>;

/** Why a way is left out; what each is called stands in report.ts. */
export type Reason = 'private' | 'forbidden' | 'express' | 'vehicles' | 'sidepath' | 'unbuilt' | 'ferry' | 'aerialway' | 'unmapped';

/** What the network keeps of a way; names are those of its table. */
export interface Walk {
  kind: string; name: string | null; forwards: boolean; backwards: boolean;
  steps: boolean; bridge: boolean; tunnel: boolean; conveying: boolean; area: boolean; street: boolean; ramp: boolean;
  foot: string | null; wheelchair: string | null; surface: string | null; incline: string | null; width_m: number | null; level: string | null; layer: number;
}

export type Verdict = { walk: Walk } | { dropped: Reason };

const roads = new Set(['trunk', 'trunk_link', 'primary', 'primary_link', 'secondary', 'secondary_link', 'tertiary', 'tertiary_link', 'unclassified', 'residential', 'living_street', 'service', 'road', 'pedestrian']);
const paths = new Set(['track', 'path', 'footway', 'steps', 'corridor', 'platform', 'pier', 'cycleway', 'bridleway', 'busway', 'bus_guideway']);
/** Walked only where the map says so; the wiki's table opens trunk roads, but a dual carriageway is no place to send anyone. */
const onlyWhereSaid: Readonly<Record<string, Reason>> = { trunk: 'express', trunk_link: 'express', cycleway: 'vehicles', bridleway: 'vehicles', busway: 'vehicles', bus_guideway: 'vehicles' };
const unbuilt = new Set(['construction', 'proposed', 'planned', 'abandoned', 'disused', 'razed', 'demolished', 'removed', 'no']);

const open = new Set(['yes', 'designated', 'official', 'permissive', 'public', 'destination', 'customers']);
const closedToOthers = new Set(['private', 'permit', 'residents', 'military', 'members', 'employees']);
const said = new Set([...open, ...closedToOthers, 'no', 'use_sidepath', 'discouraged', 'agricultural', 'forestry', 'delivery', 'emergency']);

const kindOf = (tags: Tags): string | undefined =>
  tags.highway ?? (tags.railway === 'platform' || tags.public_transport === 'platform' ? 'platform' : tags.man_made === 'pier' ? 'pier' : undefined);

const hasSidewalk = (tags: Tags): boolean =>
  ['yes', 'both', 'left', 'right'].includes(tags.sidewalk ?? '') || ['left', 'right', 'both'].some((side) => tags[`sidewalk:${side}`] === 'yes');

/** Why people on foot are kept off, or nothing; `foot` outranks `access`, as the more precise of the two. */
function refusal(kind: string, tags: Tags): Reason | undefined {
  if (kind === 'motorway' || kind === 'motorway_link') return 'express';
  if (unbuilt.has(kind) || (tags.construction !== undefined && tags.construction !== 'no' && tags.construction !== 'minor')) return 'unbuilt';
  if (!roads.has(kind) && !paths.has(kind)) return 'unmapped';
  const foot = tags.foot !== undefined && said.has(tags.foot) ? tags.foot : undefined;
  if (foot === 'use_sidepath') return 'sidepath';
  if (foot !== undefined && foot !== 'discouraged') return open.has(foot) ? undefined : closedToOthers.has(foot) ? 'private' : 'forbidden';
  if (closedToOthers.has(tags.access ?? '')) return 'private';
  const sidewalk = hasSidewalk(tags);
  if (tags.access !== undefined && said.has(tags.access) && !open.has(tags.access) && tags.access !== 'discouraged' && !(tags.access === 'no' && sidewalk)) return 'forbidden';
  if (tags.motorroad === 'yes') return 'express';
  return sidewalk ? undefined : onlyWhereSaid[kind];
}

/** Both ways, unless an escalator runs one way or the map says that people on foot go one way; a car's `oneway` does not bind them. */
function directions(tags: Tags): { forwards: boolean; backwards: boolean } {
  const moving = tags.conveying;
  const oneWay = tags['oneway:foot'] ?? tags['foot:oneway'] ?? (moving === 'forward' || moving === 'backward' ? moving : moving === 'yes' ? tags.oneway : undefined);
  const blocked = (direction: 'forward' | 'backward'): boolean => ['no', 'private'].includes(tags[`foot:${direction}`] ?? '');
  return {
    forwards: oneWay !== '-1' && oneWay !== 'backward' && !blocked('forward'),
    backwards: !(oneWay === 'yes' || oneWay === '1' || oneWay === 'forward') && !blocked('backward'),
  };
}

const isSaid = (value: string | undefined): boolean => value !== undefined && value !== 'no';
const short = (value: string | undefined, length = 40): string | null => value?.trim().slice(0, length) || null;

function metresOf(width: string | undefined): number | null {
  const metres = Number(width?.replace(',', '.').replace(/\s*m$/, ''));
  return width !== undefined && metres > 0 && metres < 1000 ? metres : null;
}

/** Judges a way by its tags; nothing for what is no way at all. */
export function judgeWay(tags: Tags): Verdict | undefined {
  const kind = kindOf(tags);
  if (kind === undefined) {
    // Water and air are crossed aboard something: no walk, whatever the map says of passengers.
    return isSaid(tags.aerialway) ? { dropped: 'aerialway' } : tags.route === 'ferry' || isSaid(tags.ferry) ? { dropped: 'ferry' } : undefined;
  }
  const reason = refusal(kind, tags);
  if (reason) return { dropped: reason };
  const way = directions(tags);
  if (!way.forwards && !way.backwards) return { dropped: 'forbidden' };
  const name = short(tags.name ?? tags['name:fr'], 200);
  const layer = Number.parseInt(tags.layer ?? '', 10);
  return { walk: {
    kind, name, ...way,
    steps: kind === 'steps', bridge: isSaid(tags.bridge), tunnel: isSaid(tags.tunnel), conveying: isSaid(tags.conveying), area: tags.area === 'yes',
    street: name !== null && tags.area !== 'yes' && !['sidewalk', 'crossing', 'link'].includes(tags.footway ?? ''),
    ramp: ['ramp:stroller', 'ramp:wheelchair'].some((key) => tags[key] === 'yes') || (tags.ramp === 'yes' && !Object.keys(tags).some((key) => key.startsWith('ramp:'))),
    foot: ['permissive', 'destination', 'customers'].includes(tags.foot ?? tags.access ?? '') ? (tags.foot ?? tags.access)! : null,
    wheelchair: tags.wheelchair === 'designated' ? 'yes' : ['yes', 'limited', 'no'].includes(tags.wheelchair ?? '') ? tags.wheelchair! : null,
    surface: short(tags.surface), incline: short(tags.incline), width_m: metresOf(tags.width), level: short(tags.level),
    layer: Number.isInteger(layer) && Math.abs(layer) <= 20 ? layer : 0,
  } };
}

const walls = new Set(['wall', 'fence', 'hedge', 'retaining_wall', 'city_wall', 'ditch', 'guard_rail', 'debris', 'tank_trap', 'wire_fence', 'handrail']);

/** Whether a node with these tags cannot be passed on foot: https://wiki.openstreetmap.org/wiki/Key:barrier */
export function blocksNode(tags: Tags): boolean {
  if (!isSaid(tags.barrier)) return false;
  if (open.has(tags.foot ?? '')) return false;
  if (tags.foot === 'no' || tags.foot === 'private') return true;
  return walls.has(tags.barrier!) || tags.locked === 'yes' || ['no', 'private', 'military'].includes(tags.access ?? '');
}
