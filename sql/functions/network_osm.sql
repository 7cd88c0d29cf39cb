-- after: network_build
-- A network from the ways of OpenStreetMap: cut where they share a node, and nowhere else, so that a bridge passes over a street.

create or replace function karter.lay_out_osm() returns void
language plpgsql as $$
begin
  drop table if exists osm_ways, osm_points, osm_walls;
  create temporary table osm_ways (
    way bigint primary key, osm_id bigint, square bigint, kind text, name text, forwards boolean, backwards boolean, steps boolean, bridge boolean, tunnel boolean,
    conveying boolean, street boolean, ramp boolean, foot text, wheelchair text, surface text, incline text, width_m double precision, level text, layer integer
  ) on commit drop;
  create temporary table osm_points (way bigint, seq integer, node bigint, lon double precision, lat double precision) on commit drop;
  create temporary table osm_walls (node bigint primary key) on commit drop;
end
$$;
comment on function karter.lay_out_osm() is 'Empty temporary tables for ways, their points, and nodes that cannot be passed, for the rest of the transaction.';

-- Two nodes at one place and on one level, which the mapper forgot to join, are one; those of a bridge and of the street beneath are not.
create or replace function karter.join_osm_twins() returns bigint
language plpgsql as $$
declare
  joined bigint;
begin
  drop table if exists osm_twins;
  create temporary table osm_twins on commit drop as
  with used as (
    select distinct node, lon, lat, layer, coalesce(level, '') as level from osm_points join osm_ways using (way)
  ), same as (
    select min(node) as kept, array_agg(node) as nodes from used group by lon, lat, layer, level having count(*) > 1
  )
  select node, min(kept) as kept from same cross join unnest(nodes) node group by node having min(kept) <> node;
  update osm_points point set node = kept from osm_twins twin where twin.node = point.node;
  update osm_walls wall set node = kept from osm_twins twin where twin.node = wall.node and not exists (select from osm_walls other where other.node = kept);
  select count(*) into joined from osm_twins;
  return joined;
end
$$;

-- Pieces of ways between two cuts, in pieces_of_ways.
create or replace function karter.cut_osm_ways() returns void
language plpgsql as $$
begin
  drop table if exists walked_points, pieces_of_ways;
  create temporary table walked_points on commit drop as
  select way, row_number() over (partition by way order by seq)::integer as seq, node, lon, lat
  from (select *, lag(node) over (partition by way order by seq) as former from osm_points) point where former is distinct from node;
  create index on walked_points (way, seq);
  create index on walked_points (node);
  analyze walked_points;
  create temporary table pieces_of_ways on commit drop as
  with shared as (
    select node from walked_points group by node having count(*) > 1 union select node from osm_walls
  ), cuts as (
    select way, seq, node from walked_points where node in (select node from shared)
    union select way, 1, null from walked_points group by way having count(*) > 1
    union select way, max(seq), null from walked_points group by way having count(*) > 1
  ), spans as (
    select way, seq as begins, lead(seq) over (partition by way order by seq) as ends from (select distinct way, seq from cuts) cut
  ), whole as (
    -- A loop is cut in its middle: an edge has two ends.
    select span.way, begins, ends, case when first.node = last.node and ends - begins > 1 then (begins + ends) / 2 end as middle
    from spans span join walked_points first on first.way = span.way and first.seq = begins join walked_points last on last.way = span.way and last.seq = ends
  )
  select way, begins, coalesce(middle, ends) as ends from whole
  union all select way, middle, ends from whole where middle is not null;
  analyze pieces_of_ways;
end
$$;

-- Edges from those pieces, each once however many ways run there; where a wall stands on a node, nothing meets.
create or replace function karter.cut_osm_edges(data_source text, data_licence text, data_vintage date) returns void
language plpgsql as $$
begin
  drop table if exists laid_edges, laid_tips;
  create temporary table laid_edges on commit drop as
  with drawn as (
    select piece.way, piece.begins, piece.ends, public.ST_SetSRID(public.ST_MakeLine(public.ST_MakePoint(lon, lat) order by seq), 4326) as line
    from pieces_of_ways piece join walked_points point on point.way = piece.way and point.seq between piece.begins and piece.ends
    group by piece.way, piece.begins, piece.ends
  ), tipped as (
    select drawn.*, first.node as first, last.node as last, osm_ways.name, osm_ways.osm_id,
      case when first.node <= last.node then forwards else backwards end as up, case when first.node <= last.node then backwards else forwards end as down
    from drawn join osm_ways using (way)
    join walked_points first on first.way = drawn.way and first.seq = drawn.begins join walked_points last on last.way = drawn.way and last.seq = drawn.ends
    where public.ST_Length(line) > 0
  ), once as (
    -- Between the same nodes with the same middle is the same line, walked in whatever direction one of the ways allows.
    select distinct on (least(first, last), greatest(first, last), middle) tipped.*, bool_or(up) over same as any_up, bool_or(down) over same as any_down
    from tipped cross join lateral (select public.ST_SnapToGrid(public.ST_LineInterpolatePoint(line, 0.5), 1e-7) as middle) between_them
    window same as (partition by least(first, last), greatest(first, last), middle)
    order by least(first, last), greatest(first, last), middle, name is null, osm_id
  )
  select row_number() over (order by line) as id, way, first, last, case when first <= last then any_up else any_down end as forwards, case when first <= last then any_down else any_up end as backwards, public.ST_Transform(line, 3857) as geom, public.ST_Length(public.ST_Transform(line, 2154)) as length_m
  from once;

  create temporary table laid_tips on commit drop as
  select dense_rank() over (order by node, alone) as id, edge, end_of, node, tip from (
    select id as edge, end_of, node, tip, case when exists (select from osm_walls wall where wall.node = both_ends.node) then id * 2 + end_of end as alone
    from laid_edges cross join lateral (values (0, first, public.ST_StartPoint(geom)), (1, last, public.ST_EndPoint(geom))) both_ends (end_of, node, tip)
  ) tips;
  create index on laid_tips (edge);
  insert into new_nodes (id, osm_id, geom) select id, min(node), min(tip) from laid_tips group by id;
  insert into new_edges (id, from_node, to_node, length_m, forwards, backwards, name, kind, steps, bridge, tunnel, conveying, square, foot, wheelchair, ramp, surface, incline,
    width_m, level, layer, osm_id, street, source, licence, vintage, accuracy, accuracy_m, geom)
  select edge.id, from_tip.id, to_tip.id, length_m, edge.forwards, edge.backwards, name, kind, steps, bridge, tunnel, conveying, square is not null, foot, wheelchair, ramp, surface, incline,
    width_m, level, layer, osm_id, street and square is null, data_source, data_licence, data_vintage, 'approchee', 5, edge.geom
  from laid_edges edge join osm_ways using (way)
  join laid_tips from_tip on from_tip.edge = edge.id and from_tip.end_of = 0 join laid_tips to_tip on to_tip.edge = edge.id and to_tip.end_of = 1;
end
$$;

-- A square is crossed straight from any way in to any other, where the line stays within it.
create or replace function karter.cross_squares(data_source text, data_licence text, data_vintage date) returns void
language plpgsql as $$
begin
  insert into new_edges (id, from_node, to_node, length_m, kind, square, osm_id, source, licence, vintage, accuracy, accuracy_m, layer, level, geom)
  with squares as (
    select square, min(kind) as kind, min(layer) as layer, min(level) as level, array_agg(way) as ways,
      public.ST_BuildArea(public.ST_Collect(line)) as area
    from osm_ways join (select way, public.ST_Transform(public.ST_SetSRID(public.ST_MakeLine(public.ST_MakePoint(lon, lat) order by seq), 4326), 3857) as line from walked_points group by way having count(*) > 1) drawn using (way)
    where square is not null group by square
  ), ways_in as (
    select distinct squares.square, tip.id, node.geom
    from squares join walked_points point on point.way = any(squares.ways)
    join laid_tips tip on tip.node = point.node join new_nodes node on node.id = tip.id
    where exists (select from walked_points other join osm_ways way on way.way = other.way where other.node = point.node and way.square is distinct from squares.square)
      and not exists (select from osm_walls wall where wall.node = point.node)
  ), few as (
    -- Beyond two dozen, one walks around.
    select * from ways_in where square in (select square from ways_in group by square having count(*) between 2 and 24)
  ), across as (
    select squares.*, one.id as one, other.id as other, public.ST_MakeLine(one.geom, other.geom) as line
    from few one join few other on other.square = one.square and other.id > one.id join squares on squares.square = one.square
  )
  select (select coalesce(max(id), 0) from new_edges) + row_number() over (order by line), one, other, public.ST_Length(public.ST_Transform(line, 2154)), kind, true, square,
    data_source, data_licence, data_vintage, 'approchee', 5, layer, level, line
  from across
  where area is not null and public.ST_Covers(public.ST_Buffer(area, 0.2), line) and not public.ST_Covers(public.ST_Buffer(public.ST_Boundary(area), 0.2), line);
end
$$;

-- A path that bears the name of the street beside it is no second street.
create or replace function karter.tell_streets_from_paths() returns void
language plpgsql as $$
begin
  create index on new_edges (name) where street;
  update new_edges path set street = false
  where path.street and path.kind in ('footway', 'path', 'cycleway', 'steps', 'track', 'service') and exists (
    select from new_edges road where road.street and road.name = path.name and road.kind not in ('footway', 'path', 'cycleway', 'steps', 'track', 'service')
      and public.ST_DWithin(road.geom, path.geom, 100));
end
$$;

-- The whole of it, once ways, points and walls are staged; returns what was counted.
create or replace function karter.build_osm_network(data_source text, data_licence text, data_vintage date) returns jsonb
language plpgsql as $$
declare
  twins bigint;
begin
  analyze osm_ways;
  analyze osm_points;
  perform karter.lay_out_network();
  twins := karter.join_osm_twins();
  perform karter.cut_osm_ways();
  perform karter.cut_osm_edges(data_source, data_licence, data_vintage);
  perform karter.cross_squares(data_source, data_licence, data_vintage);
  perform karter.tell_streets_from_paths();
  return karter.exchange_network('import', data_source, data_licence, data_vintage) || jsonb_build_object('twins', twins);
end
$$;
comment on function karter.build_osm_network(text, text, date) is 'Replaces the network by the staged ways of OpenStreetMap, within the caller''s transaction; returns its counts.';

/*
  The drawn streets follow: one feature for each name in each commune. A street known as a shopping axis stays one: OpenStreetMap does not
  say it. Null, and nothing changed, where the city imported drawn streets of its own.
*/
create or replace function karter.draw_streets(data_source text, data_licence text, data_vintage date) returns jsonb
language plpgsql as $$
declare
  counted jsonb;
begin
  if exists (select from karter.layer_loads where layer = 'streets' and official_since is not null) and exists (select from karter.streets where source_id not like 'osm/%' and source <> 'saisie') then
    return null;
  end if;
  drop table if exists drawn_streets, gone_streets;
  create temporary table drawn_streets on commit drop as
  with parts as (
    select name, kind, length_m, geom from karter.street_segments
    union all select name, kind, length_m, geom from karter.street_edges where square and name is not null
  ), named as materialized (
    select name, karter.slug(name) as slug from (select distinct name from parts) names
  ), placed as (
    select parts.*, slug, (select insee from karter.communes commune where public.ST_Covers(commune.geom, public.ST_LineInterpolatePoint(parts.geom, 0.5)) order by commune.id limit 1) as insee from parts join named using (name)
  )
  select 'osm/' || slug || coalesce('/' || insee, '') as source_id, (array_agg(name order by length_m desc))[1] as name, insee,
    case when sum(length_m) filter (where kind ~ '^(trunk|primary|secondary|tertiary)') > sum(length_m) / 2 then 'principale' else 'rue' end as kind,
    public.ST_LineMerge(public.ST_Collect(geom)) as geom
  from placed where slug <> '' group by slug, insee;
  update drawn_streets drawn set kind = 'axe'
  from karter.streets known where known.kind = 'axe' and karter.comparable(known.name) = karter.comparable(drawn.name) and (known.commune is null or drawn.insee is null or known.commune = drawn.insee);

  create temporary table gone_streets on commit drop as select null::bigint as id, null::text as words, null::text as commune limit 0;
  with gone as (
    -- What a person drew here is no outline that shipped.
    delete from karter.streets known where source <> 'saisie' and not exists (select from drawn_streets drawn where known.source = data_source and known.source_id = drawn.source_id)
    returning id, karter.comparable(name) as words, commune
  ) insert into gone_streets select * from gone;
  with written as (
    insert into karter.streets as street (source, source_id, name, kind, licence, vintage, accuracy, accuracy_m, demo, geom)
    select data_source, source_id, name, kind, data_licence, data_vintage, 'approchee', 5, false, geom from drawn_streets order by geom
    on conflict (source, source_id) do update set (name, kind, licence, vintage, accuracy, accuracy_m, demo, geom) =
      (excluded.name, excluded.kind, excluded.licence, excluded.vintage, excluded.accuracy, excluded.accuracy_m, excluded.demo, excluded.geom)
    returning xmax = 0 as is_new
  )
  select jsonb_build_object('features', (select count(*) from drawn_streets), 'new', count(*) filter (where is_new), 'changed', count(*) filter (where not is_new),
    'retired', (select count(*) from gone_streets)) into counted from written;
  update karter.retired_features retired set successor = heir.id
  from gone_streets gone, (select karter.comparable(name) as words, commune, min(id) as id from karter.streets group by 1, 2 having count(*) = 1) heir
  where retired.id = gone.id and heir.words = gone.words and heir.commune is not distinct from gone.commune;
  insert into karter.layer_loads (layer, official_since) values ('streets', now())
  on conflict (layer) do update set official_since = coalesce(layer_loads.official_since, now());
  return counted;
end
$$;
comment on function karter.draw_streets(text, text, date) is 'Replaces the drawn streets by the named ones of the network; null where the city has its own.';

revoke execute on function karter.lay_out_osm(), karter.join_osm_twins(), karter.cut_osm_ways(), karter.cut_osm_edges(text, text, date), karter.cross_squares(text, text, date),
  karter.tell_streets_from_paths(), karter.build_osm_network(text, text, date), karter.draw_streets(text, text, date) from public;
grant execute on function karter.lay_out_osm(), karter.join_osm_twins(), karter.cut_osm_ways(), karter.cut_osm_edges(text, text, date), karter.cross_squares(text, text, date),
  karter.tell_streets_from_paths(), karter.build_osm_network(text, text, date), karter.draw_streets(text, text, date) to karter_app;
