-- From laid-out edges to a network: connected parts, named segments and their sides, and the exchange of the former network for the new.

-- The temporary tables that a builder fills: new_nodes, and new_edges between them.
create or replace function karter.lay_out_network() returns void
language plpgsql as $$
begin
  drop table if exists new_nodes, new_edges;
  create temporary table new_nodes (id bigint primary key, osm_id bigint, geom public.geometry) on commit drop;
  create temporary table new_edges (
    id bigint primary key, from_node bigint, to_node bigint, length_m double precision,
    -- What a metre counts, and whether one may walk it each way.
    factor double precision default 1, forwards boolean default true, backwards boolean default true,
    name text, kind text, steps boolean default false, bridge boolean default false, tunnel boolean default false,
    conveying boolean default false, square boolean default false, foot text, wheelchair text, ramp boolean default false,
    surface text, incline text, width_m double precision, level text, layer integer default 0, osm_id bigint,
    -- Whether it is part of a named street with sides, rather than a square or a path along it.
    street boolean default false,
    source text, licence text, vintage date, accuracy text, accuracy_m double precision, demo boolean default false,
    geom public.geometry
  ) on commit drop;
end
$$;
comment on function karter.lay_out_network() is 'Empty temporary tables new_nodes and new_edges, for the rest of the transaction.';

-- Connected parts, numbered from the longest: pgRouting reads the temporary table within the same session.
create or replace function karter.number_components() returns void
language plpgsql as $$
begin
  drop table if exists new_components;
  create temporary table new_components on commit drop as
  with part as (
    select node, component from public.pgr_connectedComponents(
      'select id, from_node as source, to_node as target, 1::float8 as cost, 1::float8 as reverse_cost from pg_temp.new_edges')
  ), ranked as (
    select component, row_number() over (order by sum(length_m) desc, min(from_node))::integer as rank, sum(length_m) as metres
    from pg_temp.new_edges join part on node = from_node group by component
  )
  select node, rank as component, metres from part join ranked using (component);
  create unique index on new_components (node);
  analyze new_components;
end
$$;

-- Named segments: edges of one name, cut where another name meets it, where it forks and where it ends.
create or replace function karter.number_segments() returns void
language plpgsql as $$
begin
  drop table if exists street_ends, new_chains, new_segments;
  create temporary table street_ends on commit drop as
  with ends as (
    select id, name, end_of, node
    from pg_temp.new_edges cross join lateral (values (0, from_node), (1, to_node)) both_ends (end_of, node) where street
  ), met as (
    select node, count(distinct name) > 1 or count(*) <> 2 as junction from ends group by node
  )
  -- At a junction every edge has an end of its own, so that what stays connected is one segment.
  select id, end_of, node, junction, case when junction then 1000000000000 + id * 2 + end_of else node end as joint
  from ends join met using (node);
  create temporary table new_chains on commit drop as
  select distinct id, component as chain from public.pgr_connectedComponents(
    'select id, min(joint) filter (where end_of = 0) as source, min(joint) filter (where end_of = 1) as target, 1::float8 as cost, 1::float8 as reverse_cost from pg_temp.street_ends group by id'
  ) part join pg_temp.street_ends on joint = part.node;
  create temporary table new_segments on commit drop as
  with joined as (
    select chain, min(name) as name, (array_agg(kind order by length_m desc))[1] as kind, sum(length_m) as length_m, min(source) as source,
      min(licence) as licence, min(vintage) as vintage, max(accuracy) as accuracy, max(accuracy_m) as accuracy_m, bool_or(demo) as demo,
      min(least(from_node, to_node)) as any_node,
      (select part.geom from public.ST_Dump(public.ST_LineMerge(public.ST_Collect(edge.geom))) part order by public.ST_Length(part.geom) desc limit 1) as line
    from pg_temp.new_edges edge join pg_temp.new_chains using (id) group by chain
  ), turned as (
    -- Always from west to east, so that left and right stay what they were in the next import.
    select *, case when public.ST_X(public.ST_StartPoint(line)) > public.ST_X(public.ST_EndPoint(line)) then public.ST_Reverse(line) else line end as geom from joined
  ), tips as (
    -- Two at most; none on a street that closes on itself and that no other meets.
    select chain, min(node) as one, max(node) as other from pg_temp.new_chains join pg_temp.street_ends using (id) where junction group by chain
  ), faced as (
    select turned.*, coalesce(one, any_node) as one, coalesce(other, any_node) as other,
      coalesce(public.ST_Distance(node.geom, public.ST_StartPoint(turned.geom)) <= public.ST_Distance(node.geom, public.ST_EndPoint(turned.geom)), true) as begins_at_one
    from turned left join tips using (chain) left join pg_temp.new_nodes node on node.id = tips.one
  )
  select row_number() over (order by geom) as id, chain, name, kind, length_m, source, licence, vintage, accuracy, accuracy_m, demo, geom,
    case when begins_at_one then one else other end as from_node, case when begins_at_one then other else one end as to_node
  from faced;
  create index on pg_temp.new_segments (chain);
  create index on pg_temp.new_chains (id);
  analyze new_segments;
  analyze new_chains;
end
$$;

/* Replaces the network by what the builder laid out; returns what was counted. */
create or replace function karter.exchange_network(new_origin text, new_source text, new_licence text, new_vintage date, new_fingerprint text default null) returns jsonb
language plpgsql as $$
declare
  counted jsonb;
begin
  create unique index on new_edges (id);
  analyze new_nodes;
  analyze new_edges;
  perform karter.number_components();
  perform karter.number_segments();
  delete from karter.street_segments;
  delete from karter.street_edges;
  delete from karter.street_nodes;
  insert into karter.street_nodes (id, osm_id, component, geom)
  select node.id, node.osm_id, part.component, node.geom from new_nodes node left join new_components part on part.node = node.id;
  insert into karter.street_edges (id, from_node, to_node, length_m, cost_m, reverse_cost_m, name, kind, steps, bridge, tunnel, conveying, square,
    foot, wheelchair, ramp, surface, incline, width_m, level, layer, osm_id, segment, component, component_m, source, licence, vintage, accuracy, accuracy_m, demo, geom)
  select edge.id, edge.from_node, edge.to_node, edge.length_m, case when forwards then edge.length_m * factor else -1 end, case when backwards then edge.length_m * factor else -1 end,
    edge.name, edge.kind, steps, bridge, tunnel, conveying, square, foot, wheelchair, ramp, surface, incline, width_m, level, layer, edge.osm_id,
    segment.id, part.component, part.metres, edge.source, edge.licence, edge.vintage, edge.accuracy, edge.accuracy_m, edge.demo, edge.geom
  from new_edges edge
  join new_components part on part.node = edge.from_node
  left join new_chains chain on chain.id = edge.id
  left join new_segments segment on segment.chain = chain.chain
  order by edge.geom;
  insert into karter.street_segments (id, name, kind, length_m, from_node, to_node, source, licence, vintage, accuracy, accuracy_m, demo, geom)
  select id, name, kind, length_m, from_node, to_node, source, licence, vintage, accuracy, accuracy_m, demo, geom from new_segments order by geom;

  select jsonb_build_object(
    'nodes', (select count(*) from new_nodes), 'edges', count(*), 'length_m', round(coalesce(sum(length_m), 0)),
    'segments', (select count(*) from new_segments), 'steps', count(*) filter (where steps), 'bridges', count(*) filter (where bridge),
    'components', (
      select coalesce(jsonb_agg(jsonb_build_object('component', component, 'edges', edges, 'length_m', round(metres)) order by component) filter (where component <= 5), '[]')
      from (select component, count(*) as edges, sum(length_m) as metres from new_edges join new_components on node = from_node group by component) parts),
    'component_count', (select count(distinct component) from new_components),
    'islands', (select count(*) from new_edges join new_components on node = from_node where component > 1)
  ) into counted from new_edges;
  insert into karter.street_network (origin, source, licence, vintage, fingerprint, report) values (new_origin, new_source, new_licence, new_vintage, new_fingerprint, counted)
  on conflict (single) do update set version = street_network.version + 1, origin = excluded.origin, source = excluded.source, licence = excluded.licence,
    vintage = excluded.vintage, fingerprint = excluded.fingerprint, report = excluded.report, built_at = now();
  perform karter.measure_network();
  return counted;
end
$$;
comment on function karter.exchange_network(text, text, text, date, text) is 'Puts the network laid out in new_nodes and new_edges in the place of the former one, within the caller''s transaction; returns its counts.';

-- A line moved sideways, or null where there is no such line.
create or replace function karter.moved_line(line public.geometry, by_m double precision) returns public.geometry
language plpgsql immutable parallel safe as $$
declare
  moved public.geometry := public.ST_OffsetCurve(line,
    by_m / cos(radians(public.ST_Y(public.ST_Transform(public.ST_StartPoint(line), 4326)))), 'quad_segs=2 join=mitre mitre_limit=2');
begin
  if moved is null or public.ST_IsEmpty(moved) or not public.ST_IsValid(moved) then return null; end if;
  return moved;
exception when others then
  return null;
end
$$;
comment on function karter.moved_line(public.geometry, double precision) is 'The line moved to its left by so many metres (to its right when negative); null where that leaves nothing.';

create or replace view karter.street_sides as
select segment.id as segment, side, segment.name, karter.moved_line(segment.geom, by_m)::public.geometry(geometry, 3857) as line
from karter.street_segments segment cross join (values ('gauche', 5.0::double precision), ('droite', -5.0)) sides (side, by_m);
comment on view karter.street_sides is 'The two sides of each named segment, gauche and droite along its line (always drawn from west to east), as that line moved 5 m; null where it is too short or too bent to be moved.';
grant select on karter.street_sides to karter_reader, karter_app;

-- Which side of a segment a place is on.
create or replace function karter.side_at(segment_line public.geometry, place public.geometry) returns text
language sql immutable parallel safe as $$
  with near as (
    select public.ST_LineLocatePoint(segment_line, place) as along
  ), around as (
    select public.ST_LineInterpolatePoint(segment_line, greatest(along - 0.01, 0)) as behind, public.ST_LineInterpolatePoint(segment_line, least(along + 0.01, 1)) as ahead from near
  )
  select case when (public.ST_X(ahead) - public.ST_X(behind)) * (public.ST_Y(place) - public.ST_Y(behind)) - (public.ST_Y(ahead) - public.ST_Y(behind)) * (public.ST_X(place) - public.ST_X(behind)) >= 0
    then 'gauche' else 'droite' end from around
$$;
comment on function karter.side_at(public.geometry, public.geometry) is 'gauche or droite: the side of a line (EPSG:3857) that a point is on, where it is nearest.';

-- Only an owner may: without fresh statistics the planner takes a full network for the empty table it replaced.
create or replace function karter.measure_network() returns void
language plpgsql security definer set search_path = karter, public as $$
begin
  analyze karter.street_nodes;
  analyze karter.street_edges;
  analyze karter.street_segments;
end
$$;

revoke execute on function karter.lay_out_network(), karter.number_components(), karter.number_segments(), karter.measure_network(),
  karter.exchange_network(text, text, text, date, text) from public;
grant execute on function karter.lay_out_network(), karter.number_components(), karter.number_segments(), karter.measure_network(),
  karter.exchange_network(text, text, text, date, text) to karter_app;
