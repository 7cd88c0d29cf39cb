-- Walking on the network: where a place meets it, and the way between two places.

/*
  Where one steps onto the network: the nearest walkable edge within reach, how far along it (fraction), its nearer node, and how
  many metres away. No row: nothing within reach. routable false: the place lies on a part the rest is not linked to, such as an
  island (its own part, at least 300 m of ways, is nearer by more than 50 m than the main one).
*/
create or replace function karter.snap(here public.geometry, reach_m double precision default 200)
returns table (edge bigint, fraction double precision, node bigint, distance_m double precision, place public.geometry, routable boolean)
language sql stable parallel safe as $$
  with spot as materialized (
    select at, reach_m / cos(radians(public.ST_Y(public.ST_Transform(at, 4326)))) as reach
    from (select public.ST_PointOnSurface(here) as at) inside
  ), mainland as (
    select near.* from spot cross join lateral (
      select edge.* from karter.street_edges edge where edge.routable and public.ST_DWithin(edge.geom, at, reach) order by edge.geom <-> at limit 1) near
  ), island as (
    select near.* from spot cross join lateral (
      select edge.* from karter.street_edges edge where not edge.routable and public.ST_DWithin(edge.geom, at, reach) order by edge.geom <-> at limit 1) near
    where near.component_m >= 300
  ), measured as (
    -- Within a metre of a node it is the node: one centimetre into a one-way path is no reason to walk all of it.
    select near.*, case when along * near.length_m < 1 then 0 when (1 - along) * near.length_m < 1 then 1 else along end as along,
      public.ST_ClosestPoint(near.geom, at) as foot_of, karter.metres(near.geom, at) as away
    from spot cross join (select * from mainland union all select * from island) near cross join lateral (select public.ST_LineLocatePoint(near.geom, at) as along) located
  )
  select id, along, case when along <= 0.5 then from_node else to_node end, away, foot_of, measured.routable
  from measured where away <= reach_m order by away + case when measured.routable then 0 else 50 end limit 1
$$;
comment on function karter.snap(public.geometry, double precision) is 'Where a place (EPSG:3857) meets the network within reach_m metres; no row when it does not.';

-- What part of an edge costs. What may not be walked stays so, but for no way at all: at its end one is already there.
create or replace function karter.share_of(cost_m double precision, part double precision) returns double precision
language sql immutable parallel safe
return case when part < 1e-6 then 0 when cost_m < 0 then -1 else cost_m * part end;

-- Inner SQL for pgRouting. Only numbers of ours stand in the text.
create or replace function karter.edges_to_walk(box public.geometry default null) returns text
language sql stable parallel safe as $$
  select 'select id, from_node as source, to_node as target, cost_m as cost, reverse_cost_m as reverse_cost from karter.street_edges where routable'
    || case when box is null then '' else format(' and geom operator(public.&&) public.ST_MakeEnvelope(%s, %s, %s, %s, 3857)', public.ST_XMin(box), public.ST_YMin(box), public.ST_XMax(box), public.ST_YMax(box)) end
$$;
comment on function karter.edges_to_walk(public.geometry) is 'Text of the query that pgRouting takes its edges from: the walkable ones that touch the box, or all.';

-- A place within an edge becomes a node, which both parts of that edge lead to: node -1, edges -11 and -12.
create or replace function karter.place_to_walk(place integer, edge bigint, fraction double precision) returns text
language sql immutable parallel safe as $$
  select format(' union all select %1$s1, from_node, %1$s, karter.share_of(cost_m, %3$s), karter.share_of(reverse_cost_m, %3$s) from karter.street_edges where id = %2$s'
    || ' union all select %1$s2, %1$s, to_node, karter.share_of(cost_m, 1 - %3$s), karter.share_of(reverse_cost_m, 1 - %3$s) from karter.street_edges where id = %2$s', place, edge, fraction)
$$;
comment on function karter.place_to_walk(integer, bigint, double precision) is 'What is added to edges_to_walk so that a snapped place is the (negative) node place of the graph.';

/*
  The shortest walk between two places (EPSG:3857): metres on the network, how far each end was from it, the line walked. Metres are
  null and problem says why when there is none: depart_hors_reseau, arrivee_hors_reseau (farther than reach_m), depart_isole,
  arrivee_isolee (a part that nothing links to the rest), sans_chemin. Edges are taken from a box first; whatever leaves the ellipse
  around both ends whose sum of distances is the walk found is longer than it, so the box is widened to that ellipse and no farther.
*/
create or replace function karter.walk_between(here public.geometry, there public.geometry, reach_m double precision default 200)
returns table (metres double precision, from_m double precision, to_m double precision, problem text, geom public.geometry)
language plpgsql stable as $$
declare
  start record;
  finish record;
  units double precision := 1 / cos(radians(public.ST_Y(public.ST_Transform(public.ST_PointOnSurface(here), 4326))));
  box public.geometry;
  needed public.geometry;
  inner_sql text;
  walked record;
begin
  select * into start from karter.snap(here, reach_m);
  select * into finish from karter.snap(there, reach_m);
  from_m := start.distance_m;
  to_m := finish.distance_m;
  problem := case when start.edge is null then 'depart_hors_reseau' when finish.edge is null then 'arrivee_hors_reseau'
    when not start.routable then 'depart_isole' when not finish.routable then 'arrivee_isolee' end;
  if problem is not null then return next; return; end if;

  box := public.ST_Expand(public.ST_MakeLine(start.place, finish.place), public.ST_Distance(start.place, finish.place) / 2 + 1000 * units);
  loop
    inner_sql := karter.edges_to_walk(box) || karter.place_to_walk(-1, start.edge, start.fraction) || karter.place_to_walk(-2, finish.edge, finish.fraction);
    if start.edge = finish.edge then
      inner_sql := inner_sql || format(' union all select -31, %s, %s, karter.share_of(cost_m, %s), karter.share_of(reverse_cost_m, %3$s) from karter.street_edges where id = %s',
        case when start.fraction <= finish.fraction then -1 else -2 end, case when start.fraction <= finish.fraction then -2 else -1 end, abs(finish.fraction - start.fraction), start.edge);
    end if;
    with steps as materialized (
      select path_seq, node, edge, cost, agg_cost from public.pgr_dijkstra(inner_sql, -1, -2, true)
    ), lines as (
      select step.path_seq, case when step.node = edge.from_node then edge.geom else public.ST_Reverse(edge.geom) end as line
      from steps step join karter.street_edges edge on edge.id = step.edge
      union all
      -- The parts of the first and last edge are walked away from the start and towards the end.
      select step.path_seq, case step.edge when -11 then public.ST_Reverse(public.ST_LineSubstring(edge.geom, 0, start.fraction)) when -12 then public.ST_LineSubstring(edge.geom, start.fraction, 1)
        when -21 then public.ST_LineSubstring(edge.geom, 0, finish.fraction) when -22 then public.ST_Reverse(public.ST_LineSubstring(edge.geom, finish.fraction, 1))
        when -31 then case when start.fraction <= finish.fraction then public.ST_LineSubstring(edge.geom, start.fraction, finish.fraction)
          else public.ST_Reverse(public.ST_LineSubstring(edge.geom, finish.fraction, start.fraction)) end end
      from steps step join karter.street_edges edge on edge.id = case when step.edge in (-11, -12, -31) then start.edge when step.edge in (-21, -22) then finish.edge end
    )
    select (select max(agg_cost) from steps) as metres,
      (select public.ST_MakeLine(line order by path_seq) from lines where public.ST_Dimension(line) = 1) as geom into walked;
    needed := public.ST_Expand(public.ST_LineInterpolatePoint(public.ST_MakeLine(start.place, finish.place), 0.5), walked.metres * units / 2);
    exit when box is null or public.ST_Covers(public.ST_Envelope(box), needed);
    box := needed;
  end loop;
  metres := walked.metres;
  geom := coalesce(walked.geom, case when walked.metres is not null then start.place end);
  if metres is null then problem := 'sans_chemin'; end if;
  return next;
end
$$;
comment on function karter.walk_between(public.geometry, public.geometry, double precision) is 'The shortest walk between two places: metres, how far each was from the network, its line, or why there is none.';
