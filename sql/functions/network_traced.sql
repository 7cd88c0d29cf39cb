-- after: network_build
-- A network from the drawn streets, for a city that has not brought its own: approximate, and said to be.

-- The drawn lines in Lambert-93, and which stretches of them lie over water.
create or replace function karter.lay_out_traces() returns void
language plpgsql as $$
declare
  frame public.geometry := (select public.ST_SetSRID(public.ST_Expand(public.ST_Extent(public.ST_Transform(geom, 2154))::public.geometry, 1000), 2154) from karter.streets);
  dry_land public.geometry := (select public.ST_Union(public.ST_MakeValid(public.ST_ClipByBox2D(public.ST_Transform(geom, 2154), frame::public.box2d))) from karter.land where kind = 'terre');
begin
  drop table if exists waters, traces, wet_stretches, links;
  create temporary table waters on commit drop as
  select public.ST_Subdivide(geom, 64) as geom from (
    select public.ST_Transform(geom, 2154) as geom from karter.land where kind = 'eau'
    -- What is no land is sea, where the land is drawn at all.
    union all select public.ST_Difference(frame, dry_land) where dry_land is not null
  ) wet where not public.ST_IsEmpty(geom);
  create index on waters using gist (geom);
  analyze waters;

  create temporary table traces on commit drop as
  with drawn as (
    select street.name, street.kind, street.source, street.licence, street.vintage, street.accuracy_m, street.demo, public.ST_Transform(part.geom, 2154) as geom,
      -- A bridge is believed where the line was surveyed or is called one; a rough trace that wanders into water is cut there.
      coalesce(street.accuracy_m <= 30, street.accuracy = 'exacte') or karter.comparable(street.name) ~ '^(pont|viaduc|passerelle|digue|chaussee)\M' as believed
    from karter.streets street cross join lateral public.ST_Dump(street.geom) part
    where street.geom is not null
  ), cut as (
    select drawn.*, case when believed then geom else coalesce((select public.ST_Difference(drawn.geom, public.ST_Union(waters.geom)) from waters where public.ST_Intersects(waters.geom, drawn.geom)), geom) end as kept
    from drawn
  )
  select row_number() over (order by part.geom) as id, name, kind, source, licence, vintage, coalesce(accuracy_m, 100) as accuracy_m, demo, part.geom
  from cut cross join lateral public.ST_Dump(kept) part where public.ST_Length(part.geom) > 1;
  create index on traces using gist (geom);
  analyze traces;

  create temporary table wet_stretches on commit drop as
  select trace.id, least(begins, ends) as begins, greatest(begins, ends) as ends
  from traces trace
  cross join lateral public.ST_Dump(public.ST_LineMerge((select public.ST_Union(public.ST_Intersection(waters.geom, trace.geom)) from waters where public.ST_Intersects(waters.geom, trace.geom)))) part
  cross join lateral (select public.ST_LineLocatePoint(trace.geom, public.ST_StartPoint(part.geom)) as begins, public.ST_LineLocatePoint(trace.geom, public.ST_EndPoint(part.geom)) as ends) at
  where public.ST_GeometryType(part.geom) = 'ST_LineString';
end
$$;

-- Where traces meet: crossings on land, loose ends that another trace passes near, and the shortest way to what is still apart.
create or replace function karter.link_traces() returns void
language plpgsql as $$
declare
  link record;
begin
  create temporary table links (one bigint, other bigint, at public.geometry, there public.geometry) on commit drop;
  insert into links
  select one.id, other.id, tip, tip
  from traces one join traces other on one.id < other.id and public.ST_Intersects(one.geom, other.geom)
  cross join lateral public.ST_Dump(public.ST_Intersection(one.geom, other.geom)) met
  cross join lateral (values (public.ST_StartPoint(case when public.ST_Dimension(met.geom) = 0 then public.ST_MakeLine(met.geom, met.geom) else met.geom end)),
    (public.ST_EndPoint(case when public.ST_Dimension(met.geom) = 0 then public.ST_MakeLine(met.geom, met.geom) else met.geom end))) tips (tip)
  -- A bridge passes over what lies beneath it.
  where not exists (select from waters where public.ST_Intersects(waters.geom, tip));

  insert into links
  select one.id, near.id, tip, near.there
  from traces one cross join lateral (values (public.ST_StartPoint(one.geom)), (public.ST_EndPoint(one.geom))) tips (tip)
  cross join lateral (
    select other.id, public.ST_ClosestPoint(other.geom, tip) as there
    from traces other
    -- Two lines each off by so much may be one place; 60 m more, since hardly a street of a town ends in nothing.
    where other.id <> one.id and public.ST_DWithin(other.geom, tip, least(150, 60 + one.accuracy_m + other.accuracy_m))
      and not exists (select from waters where public.ST_Intersects(waters.geom, public.ST_MakeLine(tip, public.ST_ClosestPoint(other.geom, tip))))
    order by other.geom <-> tip limit 1
  ) near;

  drop table if exists trace_parts;
  create temporary table trace_parts on commit drop as
  select node as id, component from public.pgr_connectedComponents(
    'select row_number() over () as id, one as source, other as target, 1::float8 as cost, 1::float8 as reverse_cost
     from (select one, other from pg_temp.links union all select id, id from pg_temp.traces) pairs');
  create unique index on trace_parts (id);
  for link in
    with ends as (
      select one.id as one, other.id as other, shortest.geom as line
      from traces one join traces other on one.id < other.id and public.ST_DWithin(one.geom, other.geom, 1000)
      join trace_parts one_part on one_part.id = one.id join trace_parts other_part on other_part.id = other.id and other_part.component <> one_part.component
      -- Where water forbids the shortest, an end may still reach across land.
      cross join lateral (values (public.ST_ShortestLine(one.geom, other.geom)), (public.ST_ShortestLine(public.ST_StartPoint(one.geom), other.geom)),
        (public.ST_ShortestLine(public.ST_EndPoint(one.geom), other.geom)), (public.ST_ShortestLine(one.geom, public.ST_StartPoint(other.geom))),
        (public.ST_ShortestLine(one.geom, public.ST_EndPoint(other.geom)))) shortest (geom)
    )
    select * from ends where public.ST_Length(line) <= 1000 and not exists (select from waters where public.ST_Intersects(waters.geom, line)) order by public.ST_Length(line)
  loop
    -- Kruskal: the shortest links that join two parts, no others.
    continue when (select count(distinct component) from trace_parts where id in (link.one, link.other)) < 2;
    insert into links values (link.one, link.other, public.ST_StartPoint(link.line), public.ST_EndPoint(link.line));
    update trace_parts set component = (select component from trace_parts where id = link.one)
    where component = (select component from trace_parts where id = link.other);
  end loop;
end
$$;

-- Traces cut where they are linked and where they reach water, and the links themselves, as edges between nodes.
create or replace function karter.cut_traces() returns void
language plpgsql as $$
begin
  drop table if exists stretches;
  create temporary table stretches on commit drop as
  with cuts as (
    select id, unnest(array[0, 1]) as fraction from traces
    union select id, 0.5 from traces where public.ST_IsClosed(geom)
    union select trace.id, public.ST_LineLocatePoint(trace.geom, at) from links join traces trace on trace.id = one
    union select trace.id, public.ST_LineLocatePoint(trace.geom, there) from links join traces trace on trace.id = other
    union select id, begins from wet_stretches
    union select id, ends from wet_stretches
  ), spans as (
    select id, fraction as begins, lead(fraction) over (partition by id order by fraction) as ends
    from cuts where not exists (select from wet_stretches wet where wet.id = cuts.id and cuts.fraction > wet.begins and cuts.fraction < wet.ends)
  )
  select trace.id as trace, public.ST_LineSubstring(trace.geom, spans.begins, spans.ends) as geom,
    exists (select from wet_stretches wet where wet.id = trace.id and wet.begins <= spans.begins and wet.ends >= spans.ends and wet.begins > 0 and wet.ends < 1) as bridge
  from spans join traces trace using (id) where spans.ends > spans.begins
  union all
  select null, public.ST_MakeLine(at, there), false from links where public.ST_Distance(at, there) > 1;

  drop table if exists stretch_tips;
  create temporary table stretch_tips on commit drop as
  select stretch, end_of, tip, public.ST_ClusterDBSCAN(tip, 1, 1) over () + 1 as node
  from (select row_number() over (order by geom) as stretch, * from stretches) numbered
  cross join lateral (values (0, public.ST_StartPoint(geom)), (1, public.ST_EndPoint(geom))) both_ends (end_of, tip);
  insert into new_nodes (id, geom)
  select distinct on (node) node, public.ST_Transform(tip, 3857) from stretch_tips order by node, tip;

  insert into new_edges (id, from_node, to_node, length_m, factor, name, kind, bridge, layer, street, source, licence, vintage, accuracy, accuracy_m, demo, geom)
  select stretch, from_tip.node, to_tip.node, public.ST_Length(numbered.geom), case when trace.id is null then 1.3 else 1 end,
    trace.name, coalesce(trace.kind, 'liaison'), bridge, bridge::integer, trace.name is not null,
    coalesce(trace.source, 'Karter : liaison supposée'), coalesce(trace.licence, 'Licence Ouverte 2.0'), coalesce(trace.vintage, (select max(vintage) from traces)),
    'trace_approximatif', trace.accuracy_m, coalesce(trace.demo, false),
    public.ST_SetPoint(public.ST_SetPoint(public.ST_Transform(numbered.geom, 3857), 0, from_node.geom), -1, to_node.geom)
  from (select row_number() over (order by geom) as stretch, * from stretches) numbered
  left join traces trace on trace.id = numbered.trace
  join stretch_tips from_tip using (stretch) join stretch_tips to_tip using (stretch)
  join new_nodes from_node on from_node.id = from_tip.node join new_nodes to_node on to_node.id = to_tip.node
  where from_tip.end_of = 0 and to_tip.end_of = 1 and from_tip.node <> to_tip.node;
end
$$;

create or replace function karter.refresh_network() returns jsonb
language plpgsql as $$
declare
  -- The first word changes with the way of building.
  now_drawn text := (
    select md5('1' || coalesce(string_agg(format('%s %s', id, updated_at), ',' order by id), '')) from (
      select id, updated_at from karter.streets union all select id, updated_at from karter.land where kind in ('terre', 'eau')) drawn);
begin
  if exists (select from karter.street_network where origin = 'import' or fingerprint = now_drawn) or not exists (select from karter.streets where geom is not null) then
    return null;
  end if;
  perform karter.lay_out_network();
  perform karter.lay_out_traces();
  perform karter.link_traces();
  perform karter.cut_traces();
  return karter.exchange_network('trace', 'Karter : tracé approximatif d’après les rues dessinées', 'Licence Ouverte 2.0', (select max(vintage) from traces), now_drawn);
end
$$;
comment on function karter.refresh_network() is 'Where no network was imported: builds the approximate one from the drawn streets when they changed, and returns its counts; else null.';

revoke execute on function karter.lay_out_traces(), karter.link_traces(), karter.cut_traces(), karter.refresh_network() from public;
grant execute on function karter.lay_out_traces(), karter.link_traces(), karter.cut_traces(), karter.refresh_network() to karter_app;
