-- The streets as one walks them: a graph for pgRouting, and the named segments between two junctions with their sides.
-- The tables are always replaced as a whole (karter.clear_network, karter.finish_network): ids hold within one version of the
-- network, and no foreign key is checked 250,000 times at each import.

create table karter.street_network (
  single boolean primary key default true check (single),
  version bigint not null default 1,
  origin text not null check (origin in ('import', 'trace')),
  source text not null,
  licence text not null,
  vintage date not null,
  fingerprint text,
  report jsonb not null default '{}',
  built_at timestamptz not null default now()
);
comment on table karter.street_network is 'Which network stands in the tables beside: one row, or none before the first.';
comment on column karter.street_network.single is 'There is one network.';
comment on column karter.street_network.version is 'Grows with every replacement: what was computed on another version is stale.';
comment on column karter.street_network.origin is 'import: from OpenStreetMap; trace: built from the drawn streets, approximate.';
comment on column karter.street_network.source is 'Where it comes from.';
comment on column karter.street_network.licence is 'Licence of the data.';
comment on column karter.street_network.vintage is 'The day the data speaks of.';
comment on column karter.street_network.fingerprint is 'Of the drawn streets it was built from: unchanged, nothing is built again.';
comment on column karter.street_network.report is 'What was counted when it was built.';
comment on column karter.street_network.built_at is 'When.';

create table karter.street_nodes (
  id bigint primary key,
  osm_id bigint,
  component integer,
  geom public.geometry(point, 3857) not null check (public.ST_IsValid(geom))
);
create index street_nodes_geom on karter.street_nodes using gist (geom);
comment on table karter.street_nodes is 'Where edges meet or end.';
comment on column karter.street_nodes.id is 'Number in this version of the network.';
comment on column karter.street_nodes.osm_id is 'Node of OpenStreetMap; several of ours where a wall stands on it.';
comment on column karter.street_nodes.component is 'Connected part it belongs to; 1 is the longest.';
comment on column karter.street_nodes.geom is 'Place.';

create table karter.street_edges (
  id bigint primary key,
  from_node bigint not null,
  to_node bigint not null,
  length_m double precision not null check (length_m >= 0),
  cost_m double precision not null,
  reverse_cost_m double precision not null,
  name text,
  kind text not null,
  steps boolean not null default false,
  bridge boolean not null default false,
  tunnel boolean not null default false,
  conveying boolean not null default false,
  square boolean not null default false,
  foot text,
  wheelchair text,
  ramp boolean not null default false,
  surface text,
  incline text,
  width_m double precision,
  level text,
  layer integer not null default 0,
  osm_id bigint,
  segment bigint,
  component integer,
  component_m double precision,
  routable boolean not null generated always as (coalesce(component = 1, false)) stored,
  source text not null,
  licence text not null,
  vintage date not null,
  accuracy text not null check (accuracy in ('exacte', 'approchee', 'trace_approximatif')),
  accuracy_m double precision,
  demo boolean not null default false,
  geom public.geometry(linestring, 3857) not null check (public.ST_IsValid(geom))
);
create index street_edges_geom on karter.street_edges using gist (geom);
create index street_edges_from on karter.street_edges (from_node);
create index street_edges_to on karter.street_edges (to_node);
create index street_edges_segment on karter.street_edges (segment);
comment on table karter.street_edges is 'What one walks along between two nodes. pgRouting takes from_node, to_node, cost_m, reverse_cost_m for source, target, cost, reverse_cost.';
comment on column karter.street_edges.id is 'Number in this version of the network.';
comment on column karter.street_edges.from_node is 'Where the line begins.';
comment on column karter.street_edges.to_node is 'Where it ends.';
comment on column karter.street_edges.length_m is 'Length on the ground, metres, in Lambert-93.';
comment on column karter.street_edges.cost_m is 'Metres to walk it forwards (a drawn link counts 1.3 times its length); -1 where one may not. Speeds are kept elsewhere.';
comment on column karter.street_edges.reverse_cost_m is 'The same backwards.';
comment on column karter.street_edges.name is 'Name of the street.';
comment on column karter.street_edges.kind is 'highway value of OpenStreetMap; axe, principale, rue or liaison in an approximate network.';
comment on column karter.street_edges.steps is 'Stairs.';
comment on column karter.street_edges.bridge is 'On a bridge.';
comment on column karter.street_edges.tunnel is 'In a tunnel or passage.';
comment on column karter.street_edges.conveying is 'Escalator or moving walkway.';
comment on column karter.street_edges.square is 'Around or across a square that is walked freely.';
comment on column karter.street_edges.foot is 'Said access on foot where it is not plainly open: permissive, destination, customers.';
comment on column karter.street_edges.wheelchair is 'wheelchair of OpenStreetMap: yes, limited, no.';
comment on column karter.street_edges.ramp is 'Stairs with a ramp for prams or wheelchairs.';
comment on column karter.street_edges.surface is 'surface of OpenStreetMap.';
comment on column karter.street_edges.incline is 'incline of OpenStreetMap: up, down or per cent.';
comment on column karter.street_edges.width_m is 'Width, metres.';
comment on column karter.street_edges.level is 'Storey.';
comment on column karter.street_edges.layer is 'Above (1…) or beneath (-1…) what crosses it.';
comment on column karter.street_edges.osm_id is 'Way of OpenStreetMap.';
comment on column karter.street_edges.segment is 'Named segment it is part of.';
comment on column karter.street_edges.component is 'Connected part of the network; 1 is the longest, by metres.';
comment on column karter.street_edges.component_m is 'Metres of ways in that part: a real island has many, a forgotten path few.';
comment on column karter.street_edges.routable is 'Whether it belongs to the longest part: the others are kept to be told apart, not walked.';
comment on column karter.street_edges.source is 'Who says so.';
comment on column karter.street_edges.licence is 'Licence of the data.';
comment on column karter.street_edges.vintage is 'The day the data speaks of.';
comment on column karter.street_edges.accuracy is 'exacte, approchee (within accuracy_m) or trace_approximatif (not official).';
comment on column karter.street_edges.accuracy_m is 'Radius of uncertainty, metres.';
comment on column karter.street_edges.demo is 'Generated for want of an open source.';
comment on column karter.street_edges.geom is 'Line from from_node to to_node.';

create table karter.street_segments (
  id bigint primary key,
  name text not null,
  kind text not null,
  length_m double precision not null,
  from_node bigint not null,
  to_node bigint not null,
  source text not null,
  licence text not null,
  vintage date not null,
  accuracy text not null check (accuracy in ('exacte', 'approchee', 'trace_approximatif')),
  accuracy_m double precision,
  demo boolean not null default false,
  geom public.geometry(linestring, 3857) not null check (public.ST_IsValid(geom))
);
create index street_segments_geom on karter.street_segments using gist (geom);
create index street_segments_name on karter.street_segments (name);
comment on table karter.street_segments is 'A named street from one junction with another street to the next.';
comment on column karter.street_segments.id is 'Number in this version of the network.';
comment on column karter.street_segments.name is 'Name of the street.';
comment on column karter.street_segments.kind is 'As of its longest edge.';
comment on column karter.street_segments.length_m is 'Length on the ground, metres.';
comment on column karter.street_segments.from_node is 'Node where the line begins.';
comment on column karter.street_segments.to_node is 'Node where it ends.';
comment on column karter.street_segments.source is 'Who says so.';
comment on column karter.street_segments.licence is 'Licence of the data.';
comment on column karter.street_segments.vintage is 'The day the data speaks of.';
comment on column karter.street_segments.accuracy is 'exacte, approchee (within accuracy_m) or trace_approximatif (not official).';
comment on column karter.street_segments.accuracy_m is 'Radius of uncertainty, metres.';
comment on column karter.street_segments.demo is 'Generated for want of an open source.';
comment on column karter.street_segments.geom is 'Its middle line; left and right are told along it.';

grant select on karter.street_network, karter.street_nodes, karter.street_edges, karter.street_segments to karter_reader;
grant select, insert, update, delete on karter.street_network, karter.street_nodes, karter.street_edges, karter.street_segments to karter_app;
