CREATE SCHEMA karter;

ALTER SCHEMA karter OWNER TO karter_owner;

CREATE FUNCTION karter.acting_person() RETURNS uuid
    LANGUAGE sql STABLE
    RETURN (NULLIF(current_setting('karter.person'::text, true), ''::text))::uuid;

ALTER FUNCTION karter.acting_person() OWNER TO karter_owner;

CREATE FUNCTION karter.adopt_layer(layer_name text, is_public boolean, is_versioned boolean DEFAULT true) RETURNS void
    LANGUAGE plpgsql
    AS $_$
declare
  said record;
  how text := case when is_versioned then '' else quote_literal('unversioned') end;
begin
  for said in
    select attname as name, col_description(attrelid, attnum) as definition
    from pg_attribute where attrelid = 'karter.feature_columns'::regclass and attnum > 0 and not attisdropped
  loop
    execute format('comment on column karter.%I.%I is %L', layer_name, said.name, said.definition);
  end loop;
  execute format('create or replace trigger a_place before insert or update on karter.%I for each row execute function karter.place_feature()', layer_name);
  execute format('create or replace trigger note_insert after insert on karter.%I referencing new table as new_rows for each statement execute function karter.note_insert()', layer_name);
  execute format('create or replace trigger note_update after update on karter.%I referencing old table as old_rows new table as new_rows for each statement execute function karter.note_update(%s)', layer_name, how);
  execute format('create or replace trigger note_delete after delete on karter.%I referencing old table as old_rows for each statement execute function karter.note_delete(%s)', layer_name, how);
  execute format('create index if not exists %I on karter.%I using gist (geom)', layer_name || '_geom', layer_name);
  execute format('create index if not exists %I on karter.%I (quartier)', layer_name || '_quartier', layer_name);
  execute format('grant select, insert, update, delete on karter.%I to karter_app', layer_name);
  execute format('grant select on karter.%I to karter_app', 'item_' || layer_name);
  if is_public then
    execute format('grant select on karter.%1$I, karter.%2$I to karter_reader', layer_name, 'item_' || layer_name);
  else
    execute format('revoke all on karter.%1$I, karter.%2$I from karter_reader', layer_name, 'item_' || layer_name);
  end if;
end
$_$;

ALTER FUNCTION karter.adopt_layer(layer_name text, is_public boolean, is_versioned boolean) OWNER TO karter_owner;

CREATE FUNCTION karter.audit_row() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'karter', 'public'
    AS $$
declare
  personal text[] := tg_argv[1:];
  former jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) end;
  present jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) end;
  touched text[];
begin
  select coalesce(array_agg(key order by key), '{}') into touched
  from jsonb_each(coalesce(present, former)) row where former is null or present is null or former -> key is distinct from present -> key;
  if tg_op = 'UPDATE' and cardinality(touched) = 0 then return null; end if;
  insert into audit (person, operation, object, key, columns, before, after)
  values (acting_person(), lower(tg_op), tg_table_name, coalesce(present, former) ->> tg_argv[0], touched,
    (select jsonb_object_agg(key, value) from jsonb_each(former) where key = any(touched) and key <> all(personal)),
    (select jsonb_object_agg(key, value) from jsonb_each(present) where key = any(touched) and key <> all(personal)));
  return null;
end
$$;

ALTER FUNCTION karter.audit_row() OWNER TO karter_owner;

CREATE FUNCTION karter.build_osm_network(data_source text, data_licence text, data_vintage date) RETURNS jsonb
    LANGUAGE plpgsql
    AS $$
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

ALTER FUNCTION karter.build_osm_network(data_source text, data_licence text, data_vintage date) OWNER TO karter_owner;

CREATE FUNCTION karter.building_of(address text, street text, OUT number integer, OUT words text) RETURNS record
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $_$
  select substring(plain from '^\D{0,3}(\d{1,4})\M')::integer,
    karter.street_words(regexp_replace(plain, '^\D{0,3}\d{1,4}(?:\s*[-/]\s*\d{1,4})?\s*(?:bis\M|ter\M|quater\M|[a-z]\M(?!\.))?\s*,?\s*', '', 'i'))
  from (select nullif(trim(regexp_replace(coalesce(address, street), ',?\s*\m\d{5}\M.*$', '')), '') as plain) given
$_$;

ALTER FUNCTION karter.building_of(address text, street text, OUT number integer, OUT words text) OWNER TO karter_owner;

CREATE FUNCTION karter.cancel_session(cancelled bigint, who uuid, as_role text, why text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'karter', 'public'
    AS $$
declare
  candidate bigint;
begin
  perform from fund_sessions where id = cancelled and state in ('prevue', 'ouverte') for update;
  if not found then perform refuse('session_over'); end if;
  for candidate in select project from session_projects listed join projects on projects.id = listed.project where session = cancelled and stage = 'en_deliberation'
    and exists (select from fund_sessions where id = cancelled and state = 'ouverte') order by project loop
    perform move_project(candidate, 'en_deliberation', 'recevable', who, as_role, why, by_session => cancelled);
  end loop;
  delete from session_votes where session = cancelled;
  delete from session_ballots where session = cancelled;
  update fund_sessions set state = 'annulee', closed_at = clock_timestamp(), deviation = why where id = cancelled;
end
$$;

ALTER FUNCTION karter.cancel_session(cancelled bigint, who uuid, as_role text, why text) OWNER TO karter_owner;

CREATE FUNCTION karter.canonical_email(email text) RETURNS text
    LANGUAGE sql IMMUTABLE
    RETURN CASE WHEN (split_part(lower(email), '@'::text, 2) = ANY (ARRAY['gmail.com'::text, 'googlemail.com'::text])) THEN (replace(split_part(split_part(lower(email), '@'::text, 1), '+'::text, 1), '.'::text, ''::text) || '@gmail.com'::text) ELSE ((split_part(split_part(lower(email), '@'::text, 1), '+'::text, 1) || '@'::text) || split_part(lower(email), '@'::text, 2)) END;

ALTER FUNCTION karter.canonical_email(email text) OWNER TO karter_owner;

CREATE FUNCTION karter.check_open(asked bigint) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'karter', 'public'
    AS $$
declare
  present text;
begin
  select state into present from fund_sessions where id = asked for share;
  if present is distinct from 'ouverte' then perform refuse('session_not_open'); end if;
end
$$;

ALTER FUNCTION karter.check_open(asked bigint) OWNER TO karter_owner;

CREATE FUNCTION karter.close_session(closing bigint, budget bigint, outcomes jsonb, told jsonb, why_otherwise text, who uuid, as_role text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'karter', 'public'
    AS $$
declare
  outcome record;
  cast_count integer := (select count(*) from session_ballots where session = closing);
begin
  for outcome in select * from jsonb_to_recordset(outcomes) as decided(project bigint, "to" text, cents bigint, reason text) order by project loop
    perform move_project(outcome.project, 'en_deliberation', outcome."to", who, as_role, outcome.reason, outcome.cents, by_session => closing);
  end loop;
  if exists (select from session_projects listed join projects on projects.id = listed.project where session = closing and stage = 'en_deliberation') then perform refuse('session_unfinished'); end if;
  if cast_count >= 20 then
    insert into published_ballots (session, ballot, points) select closing, gen_random_uuid(), points from session_ballots where session = closing order by random();
  end if;
  delete from session_ballots where session = closing;
  update fund_sessions set state = 'close', closed_at = clock_timestamp(), budget_cents = budget, result = told, deviation = why_otherwise, ballots_cast = cast_count where id = closing;
end
$$;

ALTER FUNCTION karter.close_session(closing bigint, budget bigint, outcomes jsonb, told jsonb, why_otherwise text, who uuid, as_role text) OWNER TO karter_owner;

CREATE FUNCTION karter.comparable(label text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN TRIM(BOTH FROM regexp_replace(regexp_replace(regexp_replace(lower(public.unaccent('public.unaccent'::regdictionary, label)), '[^a-z0-9]+'::text, ' '::text, 'g'::text), '\mst\M'::text, 'saint'::text, 'g'::text), '\mste\M'::text, 'sainte'::text, 'g'::text));

ALTER FUNCTION karter.comparable(label text) OWNER TO karter_owner;

CREATE SEQUENCE karter.feature_id
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER TABLE karter.feature_id OWNER TO karter_owner;

CREATE TABLE karter.premises (
    id bigint DEFAULT nextval('karter.feature_id'::regclass) NOT NULL,
    source text NOT NULL,
    source_id text NOT NULL,
    name text,
    address text,
    quartier text,
    commune text,
    licence text NOT NULL,
    vintage date NOT NULL,
    accuracy text NOT NULL,
    accuracy_m double precision,
    demo boolean DEFAULT false NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    geom public.geometry(Geometry,3857),
    occupancy text DEFAULT 'inconnu'::text NOT NULL,
    observed_on date,
    vacant_since date,
    vacant_after date,
    activity text,
    naf text,
    destination text,
    sign text,
    surface_m2 double precision,
    frontage_m double precision,
    street text,
    history jsonb DEFAULT '[]'::jsonb NOT NULL,
    CONSTRAINT feature_columns_accuracy_check CHECK ((accuracy = ANY (ARRAY['exacte'::text, 'approchee'::text, 'trace_approximatif'::text, 'inconnue'::text]))),
    CONSTRAINT feature_columns_accuracy_m_check CHECK ((accuracy_m >= (0)::double precision)),
    CONSTRAINT feature_columns_geom_check CHECK (public.st_isvalid(geom)),
    CONSTRAINT feature_columns_source_check CHECK ((source <> ''::text)),
    CONSTRAINT feature_columns_source_id_check CHECK ((source_id <> ''::text)),
    CONSTRAINT premises_frontage_m_check CHECK ((frontage_m > (0)::double precision)),
    CONSTRAINT premises_occupancy_check CHECK ((occupancy = ANY (ARRAY['occupe'::text, 'vacant'::text, 'travaux'::text, 'hors_commerce'::text, 'inconnu'::text]))),
    CONSTRAINT premises_surface_m2_check CHECK ((surface_m2 > (0)::double precision))
);

ALTER TABLE karter.premises OWNER TO karter_owner;

CREATE FUNCTION karter.count_into_cells(features karter.premises[], sign integer) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'karter', 'public'
    AS $$
  with units as (
    select least(1048575, floor((ST_X(geom) + world_half()) / (2 * world_half()) * 1048576))::integer as x,
      least(1048575, floor((world_half() - ST_Y(geom)) / (2 * world_half()) * 1048576))::integer as y, occupancy, demo
    from (select ST_PointOnSurface(geom) as geom, occupancy, demo from unnest(features) where geom is not null) placed
  ), finest as (
    select x, y, count(*) as count, count(*) filter (where occupancy = 'vacant') as vacant, count(*) filter (where demo) as demo
    from units group by x, y
  )
  insert into premises_cells (zoom, tile_x, tile_y, x, y, count, vacant, demo)
  select zoom, (x >> (13 - zoom)) >> 7, (y >> (13 - zoom)) >> 7, x >> (13 - zoom), y >> (13 - zoom),
    sign * sum(count), sign * sum(vacant), sign * sum(demo)
  from finest cross join generate_series(0, 13) zoom
  group by zoom, x >> (13 - zoom), y >> (13 - zoom)
  order by 1, 2, 3, 4, 5
  on conflict (zoom, tile_x, tile_y, x, y) do update
  set count = premises_cells.count + excluded.count, vacant = premises_cells.vacant + excluded.vacant, demo = premises_cells.demo + excluded.demo;
  delete from premises_cells where count = 0;
$$;

ALTER FUNCTION karter.count_into_cells(features karter.premises[], sign integer) OWNER TO karter_owner;

CREATE FUNCTION karter.count_premises() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'karter', 'public'
    AS $$
begin
  if tg_op in ('UPDATE', 'DELETE') then
    perform count_into_cells(array(select old_rows::premises from old_rows), -1);
  end if;
  if tg_op in ('UPDATE', 'INSERT') then
    perform count_into_cells(array(select new_rows::premises from new_rows), 1);
  end if;
  return null;
end
$$;

ALTER FUNCTION karter.count_premises() OWNER TO karter_owner;

CREATE FUNCTION karter.cross_squares(data_source text, data_licence text, data_vintage date) RETURNS void
    LANGUAGE plpgsql
    AS $$
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

ALTER FUNCTION karter.cross_squares(data_source text, data_licence text, data_vintage date) OWNER TO karter_owner;

CREATE FUNCTION karter.cut_osm_edges(data_source text, data_licence text, data_vintage date) RETURNS void
    LANGUAGE plpgsql
    AS $$
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

ALTER FUNCTION karter.cut_osm_edges(data_source text, data_licence text, data_vintage date) OWNER TO karter_owner;

CREATE FUNCTION karter.cut_osm_ways() RETURNS void
    LANGUAGE plpgsql
    AS $$
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

ALTER FUNCTION karter.cut_osm_ways() OWNER TO karter_owner;

CREATE FUNCTION karter.cut_traces() RETURNS void
    LANGUAGE plpgsql
    AS $$
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

ALTER FUNCTION karter.cut_traces() OWNER TO karter_owner;

CREATE FUNCTION karter.date_event() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  if new is not distinct from old then return null; end if;
  new.updated_at := greatest(clock_timestamp(), old.updated_at);
  return new;
end
$$;

ALTER FUNCTION karter.date_event() OWNER TO karter_owner;

CREATE FUNCTION karter.decide_match(establishment bigint, unit bigint, kept boolean, person uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'karter', 'public'
    AS $$
begin
  if kept then
    delete from establishment_mismatches where (establishment_id, premises_id) = (establishment, unit);
    update establishment_matches set state = 'proposee' where premises_id = unit and establishment_id <> establishment and state = 'retenue';
    insert into establishment_matches (establishment_id, premises_id, score, state, decided_by) values (establishment, unit, 1, 'retenue', person)
    on conflict (establishment_id) do update set premises_id = excluded.premises_id, state = 'retenue', decided_by = excluded.decided_by, matched_at = now();
  else
    insert into establishment_mismatches (establishment_id, premises_id, decided_by) values (establishment, unit, person) on conflict do nothing;
    delete from establishment_matches where (establishment_id, premises_id) = (establishment, unit);
  end if;
  perform publish_matches();
end
$$;

ALTER FUNCTION karter.decide_match(establishment bigint, unit bigint, kept boolean, person uuid) OWNER TO karter_owner;

CREATE FUNCTION karter.draw_streets(data_source text, data_licence text, data_vintage date) RETURNS jsonb
    LANGUAGE plpgsql
    AS $$
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

ALTER FUNCTION karter.draw_streets(data_source text, data_licence text, data_vintage date) OWNER TO karter_owner;

CREATE FUNCTION karter.drop_file() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'karter', 'public'
    AS $$
begin
  delete from project_files where project = old.id;
  return null;
end
$$;

ALTER FUNCTION karter.drop_file() OWNER TO karter_owner;

CREATE FUNCTION karter.edges_to_walk(box public.geometry DEFAULT NULL::public.geometry) RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
  select 'select id, from_node as source, to_node as target, cost_m as cost, reverse_cost_m as reverse_cost from karter.street_edges where routable'
    || case when box is null then '' else format(' and geom operator(public.&&) public.ST_MakeEnvelope(%s, %s, %s, %s, 3857)', public.ST_XMin(box), public.ST_YMin(box), public.ST_XMax(box), public.ST_YMax(box)) end
$$;

ALTER FUNCTION karter.edges_to_walk(box public.geometry) OWNER TO karter_owner;

CREATE FUNCTION karter.enqueue(task text, payload json, run_at timestamp with time zone DEFAULT NULL::timestamp with time zone, job_key text DEFAULT NULL::text) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'karter', 'public'
    AS $$
  select graphile_worker.add_job(task, payload, run_at => run_at, job_key => job_key, max_attempts => 12)
$$;

ALTER FUNCTION karter.enqueue(task text, payload json, run_at timestamp with time zone, job_key text) OWNER TO karter_owner;

CREATE FUNCTION karter.erase_person(who uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'karter', 'public'
    AS $_$
declare
  pseudonym uuid := gen_random_uuid();
  eraser text;
begin
  for eraser in select proname from pg_proc where pronamespace = 'karter'::regnamespace and proname like 'erase\_person\_from\_%' order by proname loop
    execute format('select karter.%I($1, $2)', eraser) using who, pseudonym;
  end loop;
  delete from people where id = who;
  perform set_config('karter.erasing', 'on', true);
  update audit set person = case when person = who then pseudonym else person end, key = replace(key, who::text, pseudonym::text),
    before = replace(before::text, who::text, pseudonym::text)::jsonb, after = replace(after::text, who::text, pseudonym::text)::jsonb
  where person = who or key = who::text or before::text like '%' || who || '%' or after::text like '%' || who || '%';
  perform set_config('karter.erasing', '', true);
end
$_$;

ALTER FUNCTION karter.erase_person(who uuid) OWNER TO karter_owner;

CREATE FUNCTION karter.erase_person_from_contributions(who uuid, pseudonym uuid) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'karter', 'public'
    AS $$
  update contributions set contact = null where contact is not null and lower(contact) = (select email from people where id = who);
  update contributions set person = null, contact = null where person = who;
  update contributions set handled_by = pseudonym where handled_by = who;
$$;

ALTER FUNCTION karter.erase_person_from_contributions(who uuid, pseudonym uuid) OWNER TO karter_owner;

CREATE FUNCTION karter.erase_person_from_funds(who uuid, pseudonym uuid) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'karter', 'public'
    AS $$
  update project_moves set person = pseudonym where person = who;
  update session_presences set person = pseudonym where person = who;
  update session_conflicts set person = pseudonym where person = who;
  update session_votes set person = pseudonym where person = who;
  update session_ballots set person = pseudonym where person = who;
  update project_comments set handled_by = pseudonym where handled_by = who;
$$;

ALTER FUNCTION karter.erase_person_from_funds(who uuid, pseudonym uuid) OWNER TO karter_owner;

CREATE FUNCTION karter.establishment_candidates(area public.geometry) RETURNS TABLE(establishment_id bigint, premises_id bigint, closed boolean, vacant boolean, metres double precision, address_score real, sign_score real, activity_score real, score real)
    LANGUAGE sql STABLE
    AS $$
  with units as materialized (
    select unit.id, unit.geom, unit.demo, unit.naf, unit.occupancy, karter.comparable(coalesce(unit.sign, unit.name)) as sign, building.number, building.words
    from karter.premises unit left join lateral karter.building_of(unit.address, unit.street) building on true
    where unit.geom is not null and (area is null or unit.geom && public.ST_Expand(area, 120))
  ), known as materialized (
    select item.id, item.geom, item.demo, item.state, item.naf, item.number, karter.street_words(item.street) as words,
      karter.comparable(coalesce(item.sign, item.usual_name)) as sign, cos(radians(public.ST_Y(public.ST_Transform(item.geom, 4326)))) as shrink
    from karter.establishments item
    where item.diffusion = 'O' and item.geom is not null and (area is null or item.geom && area)
  ), pairs as (
    select known.id as establishment_id, units.id as premises_id, known.state = 'ferme' as closed, units.occupancy = 'vacant' as vacant,
      public.ST_Distance(known.geom, units.geom) * known.shrink as metres,
      case
        when known.words is null or units.words is null then null
        when public.similarity(known.words, units.words) < 0.7 then 0
        when known.number is null or units.number is null then 0.5
        when known.number = units.number then 1
        else 0 end::real as address_score,
      case when known.sign <> '' and units.sign <> '' then greatest(public.similarity(known.sign, units.sign), 0.9 * public.word_similarity(known.sign, units.sign), 0.9 * public.word_similarity(units.sign, known.sign)) end::real as sign_score,
      karter.naf_agreement(known.naf, units.naf) as activity_score
    from known join units on units.geom && public.ST_Expand(known.geom, 60 / known.shrink) and units.demo = known.demo
    where public.ST_Distance(known.geom, units.geom) * known.shrink <= 60
  )
  select pairs.*, ((0.25 * greatest(0, 1 - greatest(0, metres - 10) / 50) + 0.3 * coalesce(address_score, 0) + 0.3 * coalesce(sign_score, 0) + 0.15 * coalesce(activity_score, 0))
    / (0.25 + case when address_score is null then 0 else 0.3 end + case when sign_score is null then 0 else 0.3 end + case when activity_score is null then 0 else 0.15 end))::real
  from pairs
$$;

ALTER FUNCTION karter.establishment_candidates(area public.geometry) OWNER TO karter_owner;

CREATE FUNCTION karter.exchange_network(new_origin text, new_source text, new_licence text, new_vintage date, new_fingerprint text DEFAULT NULL::text) RETURNS jsonb
    LANGUAGE plpgsql
    AS $$
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

ALTER FUNCTION karter.exchange_network(new_origin text, new_source text, new_licence text, new_vintage date, new_fingerprint text) OWNER TO karter_owner;

CREATE FUNCTION karter.export_person_contributions(who uuid) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'karter', 'public'
    AS $$
  select jsonb_build_object('contributions', coalesce(jsonb_agg(jsonb_build_object(
    'id', id, 'layer', layer, 'feature', feature, 'topic', topic, 'message', message, 'contact', contact, 'state', state, 'sent_at', sent_at, 'handled_at', handled_at, 'reason', reason
  ) order by id), '[]'))
  from contributions where person = who
$$;

ALTER FUNCTION karter.export_person_contributions(who uuid) OWNER TO karter_owner;

CREATE FUNCTION karter.export_person_funds(who uuid) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'karter', 'public'
    AS $$
  select jsonb_build_object(
    'brouillons', (select coalesce(jsonb_agg(to_jsonb(held) - 'author'), '[]') from project_drafts held where author = who),
    'projets', (select coalesce(jsonb_agg(jsonb_build_object('projet', project, 'montant_demande_centimes', asked_cents, 'depose_le', filed_at)), '[]') from project_files where author = who),
    'soutiens', (select coalesce(jsonb_agg(jsonb_build_object('projet', project, 'le', at)), '[]') from project_supports where person = who),
    'commentaires', (select coalesce(jsonb_agg(jsonb_build_object('projet', project, 'texte', text, 'etat', state, 'le', at)), '[]') from project_comments where person = who),
    'presences', (select coalesce(jsonb_agg(jsonb_build_object('seance', session, 'college', college, 'le', at)), '[]') from session_presences where person = who),
    'votes', (select coalesce(jsonb_agg(jsonb_build_object('seance', session, 'projet', project, 'choix', choice, 'le', at)), '[]') from session_votes where person = who),
    'bulletins', (select coalesce(jsonb_agg(jsonb_build_object('seance', session, 'voix', points, 'le', at)), '[]') from session_ballots where person = who))
$$;

ALTER FUNCTION karter.export_person_funds(who uuid) OWNER TO karter_owner;

CREATE FUNCTION karter.export_person_parts(who uuid) RETURNS jsonb
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'karter', 'public'
    AS $_$
declare
  gathered jsonb := '{}';
  part jsonb;
  area text;
begin
  for area in select proname from pg_proc where pronamespace = 'karter'::regnamespace and proname like 'export\_person\_%' and proname <> 'export_person_parts' order by proname loop
    execute format('select karter.%I($1)', area) into part using who;
    gathered := gathered || part;
  end loop;
  return gathered;
end
$_$;

ALTER FUNCTION karter.export_person_parts(who uuid) OWNER TO karter_owner;

CREATE FUNCTION karter.features_as_of(kind anyelement, known_at timestamp with time zone) RETURNS SETOF anyelement
    LANGUAGE plpgsql STABLE
    AS $_$
declare
  layer_name text := (select relname from pg_class where oid = (select typrelid from pg_type where oid = pg_typeof(kind)));
begin
  if known_at is null then
    return query execute format('select * from karter.%I', layer_name);
  else
    return query execute format(
      $query$
        select * from karter.%1$I where updated_at <= $1
        union all
        select (jsonb_populate_record(null::karter.%1$I, feature)).*
        from karter.feature_versions where layer = %1$L and known @> $1
      $query$, layer_name) using known_at;
  end if;
end
$_$;

ALTER FUNCTION karter.features_as_of(kind anyelement, known_at timestamp with time zone) OWNER TO karter_owner;

CREATE FUNCTION karter.figures(on_day date, known_at timestamp with time zone) RETURNS TABLE(quartier text, key text, value double precision, demo boolean)
    LANGUAGE sql STABLE
    AS $$
  select * from karter.figures_emploi(on_day, known_at)
  union all select * from karter.figures_epiceries(on_day, known_at)
  union all select * from karter.figures_fonds(on_day, known_at)
  union all select * from karter.figures_commerces(on_day, known_at)
  union all select * from karter.figures_jardins(on_day, known_at)
$$;

ALTER FUNCTION karter.figures(on_day date, known_at timestamp with time zone) OWNER TO karter_owner;

CREATE FUNCTION karter.figures_commerces(on_day date, known_at timestamp with time zone) RETURNS TABLE(quartier text, key text, value double precision, demo boolean)
    LANGUAGE sql STABLE
    AS $$
  with units as (
    select unit.quartier, state.occupancy, unit.demo
    from karter.features_as_of(null::karter.premises, known_at) unit
    join karter.premises_state(on_day, coalesce(known_at, 'infinity')) state on state.premises_id = unit.id
    where unit.quartier is not null
  ), counted as (
    select quartier, count(*) filter (where occupancy in ('occupe', 'vacant')) as known,
      count(*) filter (where occupancy = 'vacant') as vacant, bool_or(demo) as demo
    from units group by grouping sets ((quartier), ())
  )
  select quartier, 'premises', known::double precision, demo from counted
  union all
  select quartier, 'vacant', vacant::double precision, demo from counted
  union all
  select quartier, 'vacancy_rate', 100.0 * vacant / nullif(known, 0), demo from counted
$$;

ALTER FUNCTION karter.figures_commerces(on_day date, known_at timestamp with time zone) OWNER TO karter_owner;

CREATE FUNCTION karter.figures_emploi(on_day date, known_at timestamp with time zone) RETURNS TABLE(quartier text, key text, value double precision, demo boolean)
    LANGUAGE sql STABLE
    AS $$
  with venues as (
    select * from karter.features_as_of(null::karter.job_datings, known_at) venue where venue.quartier is not null
  ), dates as (
    select venues.quartier, event.starts_at::date as day, event.demo
    from venues join karter.features_as_of(null::karter.job_dating_events, known_at) event on event.venue_id = venues.id
  )
  select quartier, 'venues', count(*)::double precision, bool_or(demo) from venues group by grouping sets ((quartier), ())
  union all
  select quartier, 'job_datings_12_months', count(*)::double precision, bool_or(demo)
  from dates where day > on_day - interval '12 months' and day <= on_day group by grouping sets ((quartier), ())
  union all
  select quartier, 'days_to_next', min(day - on_day)::double precision, bool_or(demo) from dates where day >= on_day group by grouping sets ((quartier), ())
$$;

ALTER FUNCTION karter.figures_emploi(on_day date, known_at timestamp with time zone) OWNER TO karter_owner;

CREATE FUNCTION karter.figures_epiceries(on_day date, known_at timestamp with time zone) RETURNS TABLE(quartier text, key text, value double precision, demo boolean)
    LANGUAGE sql STABLE
    AS $$
  with shops as (
    select * from karter.features_as_of(null::karter.epiceries, known_at) shop
    where shop.quartier is not null and (shop.opened_on is null or shop.opened_on <= on_day)
  ), workshops as (
    select * from karter.features_as_of(null::karter.ressourceries, known_at) workshop
    where workshop.quartier is not null and (workshop.opened_on is null or workshop.opened_on <= on_day)
  )
  select quartier, 'epiceries', count(*)::double precision, bool_or(demo) from shops group by grouping sets ((quartier), ())
  union all
  select quartier, 'ressourceries', count(*)::double precision, bool_or(demo) from workshops group by grouping sets ((quartier), ())
  union all
  select shops.quartier, 'epiceries_beside', count(*) filter (where beside.here)::double precision, bool_or(shops.demo or beside.demo)
  from shops cross join lateral (
    select coalesce(bool_or(karter.metres(shops.geom, workshops.geom) <= 300), false) as here,
      coalesce(bool_or(workshops.demo and karter.metres(shops.geom, workshops.geom) <= 300), false) as demo
    from workshops
  ) beside
  where shops.geom is not null
  group by grouping sets ((shops.quartier), ())
$$;

ALTER FUNCTION karter.figures_epiceries(on_day date, known_at timestamp with time zone) OWNER TO karter_owner;

CREATE FUNCTION karter.figures_fonds(on_day date, known_at timestamp with time zone) RETURNS TABLE(quartier text, key text, value double precision, demo boolean)
    LANGUAGE sql STABLE
    AS $$
  with proposed as (
    select * from karter.features_as_of(null::karter.projects, known_at) project where project.quartier is not null
  )
  select quartier, 'projects', count(*)::double precision, bool_or(demo) from proposed where stage not in ('abandonne', 'refuse', 'non_recevable') group by grouping sets ((quartier), ())
  union all
  select quartier, 'projects_delivered', count(*)::double precision, bool_or(demo)
  from proposed where stage = 'realise' and (delivered_on is null or delivered_on <= on_day) group by grouping sets ((quartier), ())
  union all
  select quartier, 'amount_eur', sum(amount_eur), bool_or(demo)
  from proposed where stage in ('finance', 'en_cours', 'realise') and amount_eur is not null and (decided_on is null or decided_on <= on_day)
  group by grouping sets ((quartier), ())
$$;

ALTER FUNCTION karter.figures_fonds(on_day date, known_at timestamp with time zone) OWNER TO karter_owner;

CREATE FUNCTION karter.figures_jardins(on_day date, known_at timestamp with time zone) RETURNS TABLE(quartier text, key text, value double precision, demo boolean)
    LANGUAGE sql STABLE
    AS $$
  with open_on_day as (
    select * from karter.features_as_of(null::karter.gardens, known_at) garden
    where garden.quartier is not null and karter.garden_state(garden.opened_on, garden.closed_on, on_day) = 'ouvert'
  )
  select quartier, 'gardens', count(*)::double precision, bool_or(demo) from open_on_day group by grouping sets ((quartier), ())
  union all
  select quartier, 'garden_area', sum(area_m2), bool_or(demo) from open_on_day where area_m2 is not null group by grouping sets ((quartier), ())
  union all
  select quartier, 'plots', sum(plots)::double precision, bool_or(demo) from open_on_day where plots is not null group by grouping sets ((quartier), ())
$$;

ALTER FUNCTION karter.figures_jardins(on_day date, known_at timestamp with time zone) OWNER TO karter_owner;

CREATE FUNCTION karter.file_project(who uuid, asked_submission uuid, project jsonb, today date) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'karter', 'public'
    AS $$
declare
  found_id bigint;
  found_quartier text := quartier_of((project ->> 'lon')::double precision, (project ->> 'lat')::double precision);
  fund funds;
  asked bigint := (project ->> 'asked_cents')::bigint;
  made bigint;
begin
  -- Two sendings of the same draft wait for each other.
  perform pg_advisory_xact_lock(hashtextextended(asked_submission::text, 0));
  if exists (select from project_drafts where id = asked_submission and author <> who) or exists (select from project_files where submission = asked_submission and author is distinct from who) then perform refuse('no_draft'); end if;
  select file.project into found_id from project_files file where submission = asked_submission;
  if found_id is not null then return found_id; end if;
  if found_quartier is null then perform refuse('outside'); end if;
  select * into fund from funds where quartier = found_quartier and year >= extract(year from today)::integer order by year limit 1;
  if fund.id is null then perform refuse('no_fund'); end if;
  if fund.filing_until < today then perform refuse('filing_closed'); end if;
  if asked > fund.envelope_cents then perform refuse('over_envelope'); end if;
  insert into projects (source, source_id, name, description, stage, amount_eur, season, year, licence, vintage, accuracy, demo, geom)
  values ('Karter, dépôt des habitants', asked_submission::text, project ->> 'title', project ->> 'description', 'depose', asked / 100.0,
    'Fonds d’initiative citoyenne ' || (select name from quartiers where slug = found_quartier) || ' ' || fund.year, fund.year, 'Licence Ouverte 2.0', today, 'exacte', fund.demo,
    ST_Transform(ST_SetSRID(ST_MakePoint((project ->> 'lon')::double precision, (project ->> 'lat')::double precision), 4326), 3857))
  returning id into made;
  insert into project_files (project, fund, author, carrier, organisation, asked_cents, submission, demo)
  values (made, fund.id, who, project ->> 'carrier', (project ->> 'organisation')::bigint, asked, asked_submission, fund.demo);
  insert into project_budget_lines (project, rank, label, cents)
  select made, rank, line ->> 'label', (line ->> 'cents')::bigint from jsonb_array_elements(project -> 'lines') with ordinality listed(line, rank);
  if (select sum(cents) from project_budget_lines line where line.project = made) is distinct from asked then perform refuse('lines_do_not_sum'); end if;
  insert into project_moves (project, to_stage, person, role) values (made, 'depose', who, 'resident');
  delete from project_drafts where id = asked_submission and author = who;
  return made;
end
$$;

ALTER FUNCTION karter.file_project(who uuid, asked_submission uuid, project jsonb, today date) OWNER TO karter_owner;

CREATE FUNCTION karter.find_address(typed text) RETURNS TABLE(id bigint, label text, lon double precision, lat double precision)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'karter', 'public'
    AS $$
begin
  -- An address has a number; without a base there is nothing to look in.
  if typed !~ '\d' or length(typed) < 5 or not exists (select from address_streets) then return; end if;
  return query
    select coalesce(found.address_id, 0), found.label, ST_X(ST_Transform(found.geom, 4326)), ST_Y(ST_Transform(found.geom, 4326))
    from geocode(typed) found where found.score >= geocode_threshold() and found.kind in ('numéro', 'interpolation');
end
$$;

ALTER FUNCTION karter.find_address(typed text) OWNER TO karter_owner;

CREATE TABLE karter.address_streets (
    id bigint NOT NULL,
    insee text NOT NULL,
    postcode text,
    words text NOT NULL,
    core text NOT NULL,
    name text NOT NULL,
    city text NOT NULL,
    city_words text NOT NULL,
    spellings text[] NOT NULL,
    is_place boolean NOT NULL,
    numbers integer NOT NULL,
    middle public.geometry(Point,3857) NOT NULL
);

ALTER TABLE karter.address_streets OWNER TO karter_owner;

CREATE FUNCTION karter.find_number(street karter.address_streets, asked integer, asked_suffix text) RETURNS TABLE(id bigint, geom public.geometry, how text, number integer, suffix text)
    LANGUAGE plpgsql STABLE
    AS $$
declare
  lower_end record;
  upper_end record;
begin
  select item.id, item.geom, 'numéro', item.number, item.suffix into id, geom, how, number, suffix
  from karter.addresses item
  where item.insee = street.insee and item.street = any(street.spellings) and item.number = asked and item.postcode is not distinct from street.postcode and item.geom is not null
  order by karter.index_of(item.suffix) = karter.index_of(asked_suffix) desc, item.suffix is null desc, item.position = 'entrée' desc nulls last, item.suffix, item.id limit 1;
  if id is not null then
    return next;
    return;
  end if;
  -- Between two numbers of the same side; beyond the last one, at it, while that is not far.
  select item.number, item.geom into lower_end from karter.addresses item
  where item.insee = street.insee and item.street = any(street.spellings) and item.number < asked and (asked - item.number) % 2 = 0 and item.postcode is not distinct from street.postcode and item.geom is not null
  order by item.number desc limit 1;
  select item.number, item.geom into upper_end from karter.addresses item
  where item.insee = street.insee and item.street = any(street.spellings) and item.number > asked and (item.number - asked) % 2 = 0 and item.postcode is not distinct from street.postcode and item.geom is not null
  order by item.number limit 1;
  if lower_end.number is not null and upper_end.number is not null then
    geom := public.ST_LineInterpolatePoint(public.ST_MakeLine(lower_end.geom, upper_end.geom), (asked - lower_end.number)::double precision / (upper_end.number - lower_end.number));
    how := 'interpolation';
    return next;
  elsif asked - lower_end.number <= 10 or upper_end.number - asked <= 10 then
    geom := coalesce(lower_end.geom, upper_end.geom);
    how := 'bout';
    return next;
  end if;
end
$$;

ALTER FUNCTION karter.find_number(street karter.address_streets, asked integer, asked_suffix text) OWNER TO karter_owner;

CREATE FUNCTION karter.garden_state(opened_on date, closed_on date, day date) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN (closed_on <= day) THEN 'ferme'::text WHEN (opened_on > day) THEN 'prevu'::text ELSE 'ouvert'::text END;

ALTER FUNCTION karter.garden_state(opened_on date, closed_on date, day date) OWNER TO karter_owner;

CREATE FUNCTION karter.gather_streets(communes text[]) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'karter', 'public'
    AS $$
begin
  delete from address_streets where insee = any(communes);
  insert into address_streets (insee, postcode, words, core, name, city, city_words, spellings, is_place, numbers, middle)
  with spelt as (
    select distinct insee, street from addresses where insee = any(communes)
  ), worded as materialized (
    select insee, street, street_words(street) as words from spelt
  )
  select item.insee, item.postcode, worded.words, street_core(worded.words), mode() within group (order by item.street),
    mode() within group (order by item.city), comparable(mode() within group (order by item.city)), array_agg(distinct item.street),
    count(item.number) = 0 and (street_core(worded.words) = worded.words or split_part(worded.words, ' ', 1) = any ('{halle,halles,hameau,village,domaine,port,porte,pont,parc,centre,zone,za,zi,zac,cite,residence,lotissement}')), count(item.number),
    ST_ClosestPoint(ST_Collect(item.geom), ST_Centroid(ST_Collect(item.geom)))
  from addresses item join worded using (insee, street)
  where item.geom is not null and worded.words <> ''
  group by item.insee, item.postcode, worded.words;
end
$$;

ALTER FUNCTION karter.gather_streets(communes text[]) OWNER TO karter_owner;

CREATE FUNCTION karter.geocode(address text, insee text DEFAULT NULL::text) RETURNS TABLE(geom public.geometry, score real, kind text, label text, address_id bigint)
    LANGUAGE sql STABLE
    AS $$ select geom, score, kind, label, address_id from karter.geocode_many(array[address], array[insee]) $$;

ALTER FUNCTION karter.geocode(address text, insee text) OWNER TO karter_owner;

CREATE FUNCTION karter.geocode_many(typed text[], communes text[] DEFAULT NULL::text[]) RETURNS TABLE(rank integer, geom public.geometry, score real, kind text, label text, address_id bigint)
    LANGUAGE sql STABLE
    AS $$
  with asked as materialized (
    select given.rank::integer as rank, given.address, nullif(communes[given.rank], '') as insee
    from unnest(typed) with ordinality as given(address, rank)
    where karter.comparable(given.address) <> ''
  ), read as materialized (
    select asked.rank, asked.insee, reading.*, karter.street_core(reading.words) as core
    from asked cross join lateral karter.read_address(asked.address) reading
  ), towns as materialized (
    select insee, postcode, city_words from karter.address_streets group by insee, postcode, city_words
  ), meant as materialized (
    -- The communes that a postcode and a name can mean: streets are looked for in them alone.
    select said.postcode, said.city, coalesce(array_agg(distinct towns.insee) filter (where karter.same_town(said.postcode, said.city, towns.postcode, towns.city_words) >= 0.9), '{}') as insees
    from (select distinct postcode, city from read where coalesce(postcode, city) is not null) said cross join towns group by said.postcode, said.city
  ), readings as materialized (
    select read.*, case when read.insee is not null then array[read.insee] else meant.insees end as insees
    from read left join meant on meant.postcode is not distinct from read.postcode and meant.city is not distinct from read.city
    where read.words is not null
  ), exact as materialized (
    select reading.rank, reading.number, reading.suffix, street.id as street_id,
      reading.trust * karter.street_likeness(reading.words, reading.core, street.words, street.core) * karter.same_town(reading.postcode, reading.city, street.postcode, street.city_words) as likeness
    from readings reading join karter.address_streets street on street.core = reading.core
    where reading.insees is null or street.insee = any(reading.insees)
  ), alike as materialized (
    -- Trigrams are asked only where no street is called just so, and not of a reading that took the number for the name.
    select reading.rank, reading.number, reading.suffix, near.id as street_id,
      reading.trust * karter.street_likeness(reading.words, reading.core, near.words, near.core) * karter.same_town(reading.postcode, reading.city, near.postcode, near.city_words) as likeness
    from readings reading
    cross join lateral karter.streets_alike(reading.core, reading.insees) near
    where reading.words !~ '^\d' and reading.rank not in (select exact.rank from exact where exact.likeness >= 0.9)
  ), ranked as (
    select candidates.*, row_number() over (partition by candidates.rank order by likeness desc, number is null) as place, max(likeness) over (partition by candidates.rank) as best
    from (select * from exact union all select * from alike) candidates where likeness >= 0.3
  ), found as materialized (
    select ranked.rank, ranked.number as asked_number, street.id as street_id, street.name, street.postcode, street.city, street.is_place, street.middle,
      point.id, point.geom, point.how, point.number, point.suffix,
      ranked.likeness * case
        when ranked.number is null then 1
        when point.how = 'numéro' then case when karter.index_of(point.suffix) = karter.index_of(ranked.suffix) then 1 else 0.95 end
        when point.how = 'interpolation' then 0.9
        when point.how = 'bout' then 0.8
        else 0.75 end as score
    from ranked
    join karter.address_streets street on street.id = ranked.street_id
    left join lateral karter.find_number(street, ranked.number, ranked.suffix) point on ranked.number is not null
    -- What is not in its street costs a quarter at most: what lies further behind cannot come first.
    where ranked.place <= 6 and ranked.likeness >= 0.74 * ranked.best
  ), best as materialized (
    select distinct on (found.rank) found.* from found order by found.rank, found.score desc, found.asked_number is null, found.street_id
  ), ambiguous as (
    -- As good an answer elsewhere: which of the two is meant is not for us to guess.
    select distinct best.rank from best join found rival on rival.rank = best.rank
    where rival.street_id <> best.street_id and rival.score >= best.score - 0.02 and public.ST_Distance(rival.middle, best.middle) > 300
  ), fallback as (
    select distinct on (read.rank) read.rank, commune.geom, commune.name
    from read join karter.communes commune on commune.insee = read.insee or public.similarity(karter.comparable(commune.name), read.city) >= 0.6
    where read.rank not in (select best.rank from best)
    order by read.rank, public.similarity(karter.comparable(commune.name), read.city) desc nulls last
  )
  select best.rank, coalesce(best.geom, best.middle), (case when ambiguous.rank is null then best.score else least(best.score, 0.5) end)::real,
    case when best.how = 'numéro' then 'numéro' when best.how in ('interpolation', 'bout') then 'interpolation' when best.is_place then 'lieu-dit' else 'voie' end,
    concat_ws(' ', case when best.how in ('interpolation', 'bout') then best.asked_number else best.number end, best.suffix, best.name || ',', best.postcode, best.city), best.id
  from best left join ambiguous using (rank)
  union all
  select fallback.rank, public.ST_PointOnSurface(fallback.geom), 0.3::real, 'commune', fallback.name, null from fallback
$$;

ALTER FUNCTION karter.geocode_many(typed text[], communes text[]) OWNER TO karter_owner;

CREATE FUNCTION karter.geocode_threshold() RETURNS real
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (0.6)::real;

ALTER FUNCTION karter.geocode_threshold() OWNER TO karter_owner;

CREATE FUNCTION karter.guard_audit() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  if current_setting('karter.erasing', true) = 'on' and tg_op = 'UPDATE' and (new.seq, new.at, new.operation, new.object, new.columns) is not distinct from (old.seq, old.at, old.operation, old.object, old.columns) then return new; end if;
  raise insufficient_privilege using message = 'audit is only ever added to';
end
$$;

ALTER FUNCTION karter.guard_audit() OWNER TO karter_owner;

CREATE FUNCTION karter.hexagon_centre(place public.geometry, side double precision) RETURNS TABLE(centre public.geometry)
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
  select public.ST_SetSRID(case
      when (x - ax) ^ 2 + (y - ay) ^ 2 <= (x - bx) ^ 2 + (y - by) ^ 2 then public.ST_MakePoint(ax, ay) else public.ST_MakePoint(bx, by)
    end, public.ST_SRID(place))
  from (select public.ST_X(place) as x, public.ST_Y(place) as y, 3 * side as width, sqrt(3) * side as height) given
  cross join lateral (select round(x / width) * width as ax, round(y / height) * height as ay) first_lattice
  cross join lateral (select (floor(x / width) + 0.5) * width as bx, (floor(y / height) + 0.5) * height as by) second_lattice
$$;

ALTER FUNCTION karter.hexagon_centre(place public.geometry, side double precision) OWNER TO karter_owner;

CREATE FUNCTION karter.hold_job_datings(today date, zone text) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'karter', 'public'
    AS $$
declare
  added integer;
begin
  with weeks as (
    select monday::date, floor((monday::date - date '1970-01-05') / 7)::integer as number
    from generate_series(date_trunc('week', today - interval '12 months'), today + interval '4 months', interval '1 week') monday
  ), held as (
    insert into job_dating_events (id, venue_id, starts_at, ends_at, title, sectors, companies, posts, demo)
    select venue.source_id || '-' || to_char(weeks.monday, 'IYYY"W"IW'), venue.id,
      (weeks.monday + rhythm.weekday - 1 + rhythm.starts) at time zone zone, (weeks.monday + rhythm.weekday - 1 + rhythm.ends) at time zone zone,
      'Job dating', rhythm.sectors, rhythm.companies, rhythm.posts, true
    from job_dating_rhythms rhythm
    join job_datings venue on venue.id = rhythm.venue_id
    join weeks on weeks.number % rhythm.every_weeks = rhythm.week_offset % rhythm.every_weeks
    -- Nobody recruits on the public holidays of fixed date (code du travail, L3133-1).
    where to_char(weeks.monday + rhythm.weekday - 1, 'MM-DD') not in ('01-01', '05-01', '05-08', '07-14', '08-15', '11-01', '11-11', '12-25')
    on conflict (id) do nothing
    returning id
  )
  select count(*) into added from held;
  return added;
end
$$;

ALTER FUNCTION karter.hold_job_datings(today date, zone text) OWNER TO karter_owner;

CREATE FUNCTION karter.imported_at(layer_name text) RETURNS timestamp with time zone
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'karter', 'public'
    AS $$
  select greatest((select official_since from layer_loads where layer = layer_name), (select max(changed_at) from sources where layer = layer_name))
$$;

ALTER FUNCTION karter.imported_at(layer_name text) OWNER TO karter_owner;

CREATE FUNCTION karter.index_features(layer_name text, ids bigint[]) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'karter', 'public'
    AS $_$
begin
  delete from search_entries where id = any(ids);
  -- The public reader searches here: what it may not see is not in it.
  if not is_public(layer_name) then return; end if;
  execute format(
    $query$
      insert into search_entries (id, layer, name, words, kind, quartier, demo, bounds)
      select id, %1$L, name, comparable(name), to_jsonb(feature) ->> 'kind', quartier, demo, ST_Envelope(geom)
      from %1$I feature where id = any($1) and name is not null and comparable(name) <> ''
    $query$, layer_name) using ids;
end
$_$;

ALTER FUNCTION karter.index_features(layer_name text, ids bigint[]) OWNER TO karter_owner;

CREATE FUNCTION karter.index_of(suffix text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE COALESCE(suffix, ''::text) WHEN 'b'::text THEN 'bis'::text WHEN 't'::text THEN 'ter'::text WHEN 'q'::text THEN 'quater'::text ELSE COALESCE(suffix, ''::text) END;

ALTER FUNCTION karter.index_of(suffix text) OWNER TO karter_owner;

CREATE FUNCTION karter.is_led(layer text, feature bigint) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'karter', 'public'
    AS $_$
declare
  led boolean := false;
begin
  if layer = 'projects' and to_regclass('karter.project_files') is not null then
    execute 'select exists (select from project_files where project = $1)' into led using feature;
  end if;
  return led;
end
$_$;

ALTER FUNCTION karter.is_led(layer text, feature bigint) OWNER TO karter_owner;

CREATE FUNCTION karter.is_public(layer_name text) RETURNS boolean
    LANGUAGE sql STABLE
    RETURN has_table_privilege('karter_reader'::name, format('karter.%I'::text, layer_name), 'select'::text);

ALTER FUNCTION karter.is_public(layer_name text) OWNER TO karter_owner;

CREATE FUNCTION karter.join_osm_twins() RETURNS bigint
    LANGUAGE plpgsql
    AS $$
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

ALTER FUNCTION karter.join_osm_twins() OWNER TO karter_owner;

CREATE FUNCTION karter.keep_file() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'karter', 'public'
    AS $$
begin
  if current_setting('karter.moving', true) = 'on' or not exists (select from project_files where project = old.id) then return new; end if;
  new.stage := old.stage;
  new.amount_eur := old.amount_eur;
  new.decided_on := old.decided_on;
  new.delivered_on := old.delivered_on;
  new.year := old.year;
  new.quartier := old.quartier;
  new.geom := old.geom;
  return new;
end
$$;

ALTER FUNCTION karter.keep_file() OWNER TO karter_owner;

CREATE FUNCTION karter.lay_out_network() RETURNS void
    LANGUAGE plpgsql
    AS $$
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

ALTER FUNCTION karter.lay_out_network() OWNER TO karter_owner;

CREATE FUNCTION karter.lay_out_osm() RETURNS void
    LANGUAGE plpgsql
    AS $$
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

ALTER FUNCTION karter.lay_out_osm() OWNER TO karter_owner;

CREATE FUNCTION karter.lay_out_traces() RETURNS void
    LANGUAGE plpgsql
    AS $$
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

ALTER FUNCTION karter.lay_out_traces() OWNER TO karter_owner;

CREATE FUNCTION karter.layer_centralites(bounds public.geometry, zoom integer) RETURNS TABLE(id bigint, geom public.geometry, name text, kind text)
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
  select feature.id, public.ST_AsMVTGeom(feature.geom, bounds, 4096, 64), case when zoom >= 12 then feature.name end, feature.kind
  from karter.centralites feature
  where feature.geom && public.ST_Expand(bounds, (public.ST_XMax(bounds) - public.ST_XMin(bounds)) / 64)
    and zoom >= 9
$$;

ALTER FUNCTION karter.layer_centralites(bounds public.geometry, zoom integer) OWNER TO karter_owner;

CREATE FUNCTION karter.layer_communes(bounds public.geometry, zoom integer) RETURNS TABLE(id bigint, geom public.geometry, name text, insee text)
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
  select feature.id, public.ST_AsMVTGeom(feature.geom, bounds, 4096, 64), feature.name, feature.insee
  from karter.communes feature
  where feature.geom && public.ST_Expand(bounds, (public.ST_XMax(bounds) - public.ST_XMin(bounds)) / 64)
$$;

ALTER FUNCTION karter.layer_communes(bounds public.geometry, zoom integer) OWNER TO karter_owner;

CREATE FUNCTION karter.layer_epiceries(bounds public.geometry, zoom integer) RETURNS TABLE(id bigint, geom public.geometry, name text, kind text, students boolean, demo boolean)
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
  select feature.id, public.ST_AsMVTGeom(feature.geom, bounds, 4096, 64), case when zoom >= 12 then feature.name end, feature.kind, feature.students, case when zoom >= 13 then feature.demo end
  from karter.epiceries feature
  where feature.geom && public.ST_Expand(bounds, (public.ST_XMax(bounds) - public.ST_XMin(bounds)) / 64)
    and zoom >= 9
$$;

ALTER FUNCTION karter.layer_epiceries(bounds public.geometry, zoom integer) OWNER TO karter_owner;

CREATE FUNCTION karter.layer_gardens(bounds public.geometry, zoom integer) RETURNS TABLE(id bigint, geom public.geometry, name text, kind text, state text, area_m2 double precision, plots_free integer, opened_on text, closed_on text, demo boolean)
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
  select feature.id,
    -- A garden a few pixels wide is a point; its outline is drawn from z14.
    public.ST_AsMVTGeom(case when zoom >= 14 then feature.geom else public.ST_Centroid(feature.geom) end, bounds, 4096, 64),
    case when zoom >= 12 then feature.name end, feature.kind, karter.garden_state(feature.opened_on, feature.closed_on, current_date),
    case when zoom >= 13 then feature.area_m2 end, case when zoom >= 11 then feature.plots_free end,
    feature.opened_on::text, feature.closed_on::text, case when zoom >= 13 then feature.demo end
  from karter.gardens feature
  where feature.geom && public.ST_Expand(bounds, (public.ST_XMax(bounds) - public.ST_XMin(bounds)) / 64)
    and zoom >= 9
$$;

ALTER FUNCTION karter.layer_gardens(bounds public.geometry, zoom integer) OWNER TO karter_owner;

CREATE FUNCTION karter.layer_job_datings(bounds public.geometry, zoom integer) RETURNS TABLE(id bigint, geom public.geometry, name text, kind text, next_on text, demo boolean)
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
  select feature.id, public.ST_AsMVTGeom(feature.geom, bounds, 4096, 64), case when zoom >= 12 then feature.name end, feature.kind,
    (select to_char(min(event.starts_at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') from karter.job_dating_events event
      where event.venue_id = feature.id and event.ends_at >= now()),
    case when zoom >= 13 then feature.demo end
  from karter.job_datings feature
  where feature.geom && public.ST_Expand(bounds, (public.ST_XMax(bounds) - public.ST_XMin(bounds)) / 64)
    and zoom >= 9
$$;

ALTER FUNCTION karter.layer_job_datings(bounds public.geometry, zoom integer) OWNER TO karter_owner;

CREATE FUNCTION karter.layer_land(bounds public.geometry, zoom integer) RETURNS TABLE(id bigint, geom public.geometry, kind text)
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
  select feature.id, public.ST_AsMVTGeom(feature.geom, bounds, 4096, 64), feature.kind
  from karter.land feature
  where feature.geom && public.ST_Expand(bounds, (public.ST_XMax(bounds) - public.ST_XMin(bounds)) / 64)
    and (zoom >= 10 or public.ST_Area(public.ST_Envelope(feature.geom)) > public.ST_Area(bounds) / 16384)
$$;

ALTER FUNCTION karter.layer_land(bounds public.geometry, zoom integer) OWNER TO karter_owner;

CREATE FUNCTION karter.layer_plu_frontages(bounds public.geometry, zoom integer) RETURNS TABLE(id bigint, geom public.geometry, stypepsc text)
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
  select feature.id, public.ST_AsMVTGeom(feature.geom, bounds, 4096, 64), feature.stypepsc
  from karter.plu_frontages feature
  where feature.geom && public.ST_Expand(bounds, (public.ST_XMax(bounds) - public.ST_XMin(bounds)) / 64)
    and zoom >= 12
$$;

ALTER FUNCTION karter.layer_plu_frontages(bounds public.geometry, zoom integer) OWNER TO karter_owner;

CREATE FUNCTION karter.layer_plu_zones(bounds public.geometry, zoom integer) RETURNS TABLE(id bigint, geom public.geometry, libelle text, typezone text)
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
  select feature.id, public.ST_AsMVTGeom(feature.geom, bounds, 4096, 64), case when zoom >= 13 then feature.libelle end, feature.typezone
  from karter.plu_zones feature
  where feature.geom && public.ST_Expand(bounds, (public.ST_XMax(bounds) - public.ST_XMin(bounds)) / 64)
    and zoom >= 11
$$;

ALTER FUNCTION karter.layer_plu_zones(bounds public.geometry, zoom integer) OWNER TO karter_owner;

CREATE FUNCTION karter.layer_premises(bounds public.geometry, zoom integer) RETURNS TABLE(id bigint, geom public.geometry, name text, occupancy text, activity text, sign text, surface_m2 double precision, demo boolean, count integer, vacant integer)
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
  select feature.id, public.ST_AsMVTGeom(feature.geom, bounds, 4096, 64), case when zoom >= 15 then feature.name end, feature.occupancy, feature.activity,
    case when zoom >= 15 then feature.sign end, case when zoom >= 15 then feature.surface_m2 end, feature.demo, null::integer, null::integer
  from karter.premises feature
  where feature.geom && public.ST_Expand(bounds, (public.ST_XMax(bounds) - public.ST_XMin(bounds)) / 64) and zoom >= 14
  union all
  -- A cell's middle in the tile's own coordinates, 32 of them a cell: nothing to project or clip, five times quicker.
  select null, public.ST_MakePoint((cell.x & 127) * 32 + 16, (cell.y & 127) * 32 + 16),
    null, null, null, null, null, cell.demo > 0, cell.count, cell.vacant
  from karter.premises_cells cell
  where zoom < 14 and cell.zoom = layer_premises.zoom
    and cell.tile_x = round((public.ST_XMin(bounds) + 20037508.342789244) / (public.ST_XMax(bounds) - public.ST_XMin(bounds)))::integer
    and cell.tile_y = round((20037508.342789244 - public.ST_YMax(bounds)) / (public.ST_XMax(bounds) - public.ST_XMin(bounds)))::integer
$$;

ALTER FUNCTION karter.layer_premises(bounds public.geometry, zoom integer) OWNER TO karter_owner;

CREATE FUNCTION karter.layer_projects(bounds public.geometry, zoom integer) RETURNS TABLE(id bigint, geom public.geometry, name text, stage text, amount_eur double precision, demo boolean)
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
  select feature.id, public.ST_AsMVTGeom(feature.geom, bounds, 4096, 64), case when zoom >= 12 then feature.name end, feature.stage, case when zoom >= 13 then feature.amount_eur end, case when zoom >= 13 then feature.demo end
  from karter.projects feature
  where feature.geom && public.ST_Expand(bounds, (public.ST_XMax(bounds) - public.ST_XMin(bounds)) / 64)
    and zoom >= 9
$$;

ALTER FUNCTION karter.layer_projects(bounds public.geometry, zoom integer) OWNER TO karter_owner;

CREATE FUNCTION karter.layer_qpv(bounds public.geometry, zoom integer) RETURNS TABLE(id bigint, geom public.geometry, name text)
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
  select feature.id, public.ST_AsMVTGeom(feature.geom, bounds, 4096, 64), case when zoom >= 12 then feature.name end
  from karter.qpv feature
  where feature.geom && public.ST_Expand(bounds, (public.ST_XMax(bounds) - public.ST_XMin(bounds)) / 64)
    and zoom >= 10
$$;

ALTER FUNCTION karter.layer_qpv(bounds public.geometry, zoom integer) OWNER TO karter_owner;

CREATE FUNCTION karter.layer_quartiers(bounds public.geometry, zoom integer) RETURNS TABLE(id bigint, geom public.geometry, name text, slug text)
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
  select feature.id, public.ST_AsMVTGeom(feature.geom, bounds, 4096, 64), feature.name, feature.slug
  from karter.quartiers feature
  where feature.geom && public.ST_Expand(bounds, (public.ST_XMax(bounds) - public.ST_XMin(bounds)) / 64)
$$;

ALTER FUNCTION karter.layer_quartiers(bounds public.geometry, zoom integer) OWNER TO karter_owner;

CREATE FUNCTION karter.layer_ressourceries(bounds public.geometry, zoom integer) RETURNS TABLE(id bigint, geom public.geometry, name text, kind text, demo boolean)
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
  select feature.id, public.ST_AsMVTGeom(feature.geom, bounds, 4096, 64), case when zoom >= 12 then feature.name end, feature.kind, case when zoom >= 13 then feature.demo end
  from karter.ressourceries feature
  where feature.geom && public.ST_Expand(bounds, (public.ST_XMax(bounds) - public.ST_XMin(bounds)) / 64)
    and zoom >= 9
$$;

ALTER FUNCTION karter.layer_ressourceries(bounds public.geometry, zoom integer) OWNER TO karter_owner;

CREATE FUNCTION karter.layer_streets(bounds public.geometry, zoom integer) RETURNS TABLE(id bigint, geom public.geometry, name text, kind text)
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
  select feature.id, public.ST_AsMVTGeom(feature.geom, bounds, 4096, 64), case when zoom >= 13 then feature.name end, feature.kind
  from karter.streets feature
  where feature.geom && public.ST_Expand(bounds, (public.ST_XMax(bounds) - public.ST_XMin(bounds)) / 64)
    and (zoom >= 14 or zoom >= 10 and feature.kind = 'axe' or zoom >= 11 and feature.kind = 'principale')
$$;

ALTER FUNCTION karter.layer_streets(bounds public.geometry, zoom integer) OWNER TO karter_owner;

CREATE FUNCTION karter.layer_suppliers(bounds public.geometry, zoom integer) RETURNS TABLE(id bigint, geom public.geometry, name text, kind text, demo boolean)
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
  select feature.id, public.ST_AsMVTGeom(feature.geom, bounds, 4096, 64), case when zoom >= 12 then feature.name end, feature.kind, case when zoom >= 13 then feature.demo end
  from karter.suppliers feature
  where feature.geom && public.ST_Expand(bounds, (public.ST_XMax(bounds) - public.ST_XMin(bounds)) / 64)
    and zoom >= 11
$$;

ALTER FUNCTION karter.layer_suppliers(bounds public.geometry, zoom integer) OWNER TO karter_owner;

CREATE FUNCTION karter.layer_transit(bounds public.geometry, zoom integer) RETURNS TABLE(id bigint, geom public.geometry, name text, kind text, line text)
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
  select feature.id, public.ST_AsMVTGeom(feature.geom, bounds, 4096, 64), case when zoom >= 12 then feature.name end, feature.kind, feature.line
  from karter.transit feature
  where feature.geom && public.ST_Expand(bounds, (public.ST_XMax(bounds) - public.ST_XMin(bounds)) / 64)
    and (zoom >= 12 or zoom >= 9 and feature.kind <> 'station')
$$;

ALTER FUNCTION karter.layer_transit(bounds public.geometry, zoom integer) OWNER TO karter_owner;

CREATE FUNCTION karter.link_traces() RETURNS void
    LANGUAGE plpgsql
    AS $$
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

ALTER FUNCTION karter.link_traces() OWNER TO karter_owner;

CREATE FUNCTION karter.lock_session(closing bigint) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'karter', 'public'
    AS $$
declare
  held fund_sessions;
  remaining bigint;
begin
  select * into held from fund_sessions where id = closing for update;
  if held.id is null or held.state <> 'ouverte' then perform refuse('session_not_open'); end if;
  select envelope_cents - awarded_cents into remaining from funds where id = held.fund for update;
  return remaining;
end
$$;

ALTER FUNCTION karter.lock_session(closing bigint) OWNER TO karter_owner;

CREATE FUNCTION karter.mask_establishment() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  if new.diffusion <> 'O' then
    new := jsonb_populate_record(new, karter.masked_establishment());
  end if;
  return new;
end
$$;

ALTER FUNCTION karter.mask_establishment() OWNER TO karter_owner;

CREATE FUNCTION karter.masked_establishment() RETURNS jsonb
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN '{"geom": null, "name": null, "sign": null, "number": null, "street": null, "suffix": null, "address": null, "commune": null, "quartier": null, "usual_name": null}'::jsonb;

ALTER FUNCTION karter.masked_establishment() OWNER TO karter_owner;

CREATE FUNCTION karter.match_establishments(area public.geometry DEFAULT NULL::public.geometry) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'karter', 'public'
    AS $$
begin
  drop table if exists matched_now;
  create temporary table matched_now on commit drop as
  with candidates as (
    select candidate.*,
      -- Where it is alone says little: flats lie above shops. The sign or the activity must agree, and nobody works in an empty unit.
      candidate.score >= match_threshold() and not (vacant and not closed) and (coalesce(sign_score, 0) >= 0.5 or (activity_score >= 0.8 and coalesce(sign_score, 1) >= 0.2)) as is_sure,
      lead(candidate.score) over by_establishment as next_best
    from establishment_candidates(area) candidate
    where not exists (select from establishment_mismatches refused where (refused.establishment_id, refused.premises_id) = (candidate.establishment_id, candidate.premises_id))
      and not exists (select from establishment_matches decided where decided.establishment_id = candidate.establishment_id and decided.decided_by is not null)
    window by_establishment as (partition by candidate.establishment_id order by candidate.score desc, metres, premises_id)
  ), best as (
    select distinct on (establishment_id) * from candidates order by establishment_id, score desc, metres, premises_id
  )
  select best.*, is_sure and not closed and coalesce(next_best, 0) < score - 0.05
    and row_number() over (partition by premises_id, is_sure and not closed and coalesce(next_best, 0) < score - 0.05 order by score desc, metres, establishment_id) = 1
    and not exists (
      select from establishment_matches held join establishments holder on holder.id = held.establishment_id
      where held.premises_id = best.premises_id and held.state = 'retenue' and (held.decided_by is not null or not (area is null or holder.geom && area))) as is_kept
  from best where score >= 0.4;

  -- One that closed keeps its match as the reason for its task.
  delete from establishment_matches known using establishments item
  where item.id = known.establishment_id and known.decided_by is null and (area is null or item.geom && area or item.geom is null) and item.state = 'actif';
  delete from establishment_matches known using establishments item where item.id = known.establishment_id and item.diffusion <> 'O';
  insert into establishment_matches (establishment_id, premises_id, score, metres, address_score, sign_score, activity_score, state)
  select establishment_id, premises_id, score, metres, address_score, sign_score, activity_score, case when closed then 'terminee' when is_kept then 'retenue' else 'proposee' end
  from matched_now where not closed or is_sure
  on conflict (establishment_id) do nothing;

  insert into survey_tasks (premises_id, reason, signal, signalled_on)
  select known.premises_id, 'siret_ferme', item.siret || ' ' || coalesce(item.closed_on, item.vintage), coalesce(item.closed_on, item.vintage)
  from establishment_matches known join establishments item on item.id = known.establishment_id join premises unit on unit.id = known.premises_id
  where item.state = 'ferme' and known.state in ('retenue', 'terminee')
    -- Whoever went there since has seen it, and whoever works there now is known.
    and coalesce(unit.observed_on, '-infinity') < coalesce(item.closed_on, item.vintage)
    and not exists (select from matched_now heir where heir.premises_id = known.premises_id and heir.is_kept)
  on conflict (premises_id, reason, signal) do nothing;
  update establishment_matches known set state = 'terminee' from establishments item where item.id = known.establishment_id and item.state = 'ferme' and known.state <> 'terminee';
  drop table matched_now;
  perform publish_matches();
end
$$;

ALTER FUNCTION karter.match_establishments(area public.geometry) OWNER TO karter_owner;

CREATE FUNCTION karter.match_threshold() RETURNS real
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (0.7)::real;

ALTER FUNCTION karter.match_threshold() OWNER TO karter_owner;

CREATE FUNCTION karter.measure_network() RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'karter', 'public'
    AS $$
begin
  analyze karter.street_nodes;
  analyze karter.street_edges;
  analyze karter.street_segments;
end
$$;

ALTER FUNCTION karter.measure_network() OWNER TO karter_owner;

CREATE FUNCTION karter.metres(here public.geometry, there public.geometry) RETURNS double precision
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN public.st_distance(public.st_transform(here, 2154), public.st_transform(there, 2154));

ALTER FUNCTION karter.metres(here public.geometry, there public.geometry) OWNER TO karter_owner;

CREATE FUNCTION karter.move_project(moved bigint, expected text, target text, who uuid, as_role text, why text, cents bigint DEFAULT NULL::bigint, number text DEFAULT NULL::text, decided date DEFAULT NULL::date, by_session bigint DEFAULT NULL::bigint) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'karter', 'public'
    AS $$
declare
  file project_files;
  present text;
  engaged bigint;
  today date := (now() at time zone 'Europe/Paris')::date;
begin
  perform from funds where id = (select fund from project_files where project = moved) for update;
  select * into file from project_files where project = moved for update;
  select stage into present from projects where id = moved for update;
  if file.project is null or present is null then perform refuse('no_project'); end if;
  if present <> expected then perform refuse('stage_changed'); end if;
  engaged := case target when 'propose' then coalesce(cents, file.asked_cents) when 'finance' then coalesce(cents, file.awarded_cents)
    when 'en_cours' then file.awarded_cents when 'realise' then file.awarded_cents when 'abandonne' then file.paid_cents else 0 end;
  if engaged > file.asked_cents then perform refuse('over_asked'); end if;
  if engaged <= 0 and target in ('propose', 'finance') then perform refuse('nothing_awarded'); end if;
  if engaged < file.paid_cents then perform refuse('under_paid'); end if;
  update project_files set awarded_cents = engaged, agreement_on = case when target = 'finance' then decided else agreement_on end where project = moved;
  perform set_config('karter.moving', 'on', true);
  update projects set stage = target,
    amount_eur = case when target in ('propose', 'finance', 'en_cours', 'realise') then engaged else file.asked_cents end / 100.0,
    decided_on = case when target = 'finance' then decided else decided_on end,
    delivered_on = case when target = 'realise' then today else delivered_on end
  where id = moved;
  perform set_config('karter.moving', '', true);
  insert into project_moves (project, from_stage, to_stage, person, role, reason, cents, deliberation_number, deliberation_on, session)
  values (moved, expected, target, who, as_role, why, nullif(engaged, 0), number, decided, by_session);
end
$$;

ALTER FUNCTION karter.move_project(moved bigint, expected text, target text, who uuid, as_role text, why text, cents bigint, number text, decided date, by_session bigint) OWNER TO karter_owner;

CREATE FUNCTION karter.moved_line(line public.geometry, by_m double precision) RETURNS public.geometry
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
    AS $$
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

ALTER FUNCTION karter.moved_line(line public.geometry, by_m double precision) OWNER TO karter_owner;

CREATE FUNCTION karter.naf_agreement(one text, other text) RETURNS real
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (CASE WHEN (one = other) THEN (1)::numeric WHEN ("left"(one, 5) = "left"(other, 5)) THEN 0.8 WHEN ("left"(one, 4) = "left"(other, 4)) THEN 0.4 WHEN ("left"(one, 2) = "left"(other, 2)) THEN 0.2 ELSE (0)::numeric END)::real;

ALTER FUNCTION karter.naf_agreement(one text, other text) OWNER TO karter_owner;

CREATE FUNCTION karter.name_abbreviations() RETURNS jsonb
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN '{"av": "avenue", "bd": "boulevard", "ch": "charles", "dr": "docteur", "fg": "faubourg", "gd": "grand", "gl": "general", "ht": "haut", "ii": "2", "iv": "4", "ix": "9", "jn": "jean", "lt": "lieutenant", "nd": "notre dame", "ph": "philippe", "pr": "professeur", "pt": "petit", "sq": "square", "vi": "6", "vx": "vieux", "xi": "11", "xv": "15", "abb": "abbe", "adj": "adjudant", "aml": "amiral", "bse": "basse", "cap": "capitaine", "cdt": "commandant", "cel": "colonel", "chs": "charles", "cne": "capitaine", "col": "colonel", "dix": "10", "egl": "eglise", "fbg": "faubourg", "frs": "francois", "gal": "general", "gde": "grande", "gds": "grands", "gen": "general", "hop": "hopital", "hte": "haute", "iii": "3", "ing": "ingenieur", "lib": "liberation", "ltt": "lieutenant", "mal": "marechal", "mgr": "monseigneur", "mme": "madame", "pdt": "president", "prt": "president", "pte": "petite", "rep": "republique", "sgt": "sergent", "six": "6", "sts": "saints", "vii": "7", "vle": "vieille", "xii": "12", "xiv": "14", "xvi": "16", "amal": "amiral", "capt": "capitaine", "chap": "chapelle", "cinq": "5", "cmdt": "commandant", "deux": "2", "doct": "docteur", "gdes": "grandes", "huit": "8", "mlle": "mademoiselle", "onze": "11", "pres": "president", "prof": "professeur", "sept": "7", "stes": "saintes", "univ": "universite", "viii": "8", "xiii": "13", "douze": "12", "mchal": "marechal", "seize": "16", "trois": "3", "vingt": "20", "xxiii": "23", "quatre": "4", "premier": "1e", "premiere": "1e", "quatorze": "14"}'::jsonb;

ALTER FUNCTION karter.name_abbreviations() OWNER TO karter_owner;

CREATE FUNCTION karter.name_quartier() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  new.slug := coalesce(new.slug, karter.slug(new.name));
  return new;
end
$$;

ALTER FUNCTION karter.name_quartier() OWNER TO karter_owner;

CREATE FUNCTION karter.note_act(object text, key text, told jsonb) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'karter', 'public'
    AS $$
  insert into audit (person, operation, object, key, after) values (acting_person(), 'act', object, key, told)
$$;

ALTER FUNCTION karter.note_act(object text, key text, told jsonb) OWNER TO karter_owner;

CREATE FUNCTION karter.note_delete() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'karter', 'public'
    AS $$
declare
  touched bigint[] := array(select id from old_rows);
begin
  if tg_nargs = 0 then
    insert into feature_versions (layer, id, known, feature)
    select tg_table_name, id, tstzrange(updated_at, greatest(clock_timestamp(), updated_at)), to_jsonb(old_rows) from old_rows;
  end if;
  perform index_features(tg_table_name, touched);
  if not is_public(tg_table_name) then return null; end if;
  insert into retired_features (id, layer) select id, tg_table_name from old_rows on conflict do nothing;
  if cardinality(touched) > 200 then
    insert into changes (layer, bounds) select tg_table_name, ST_Extent(geom)::geometry from old_rows;
  else
    insert into changes (layer, bounds) select tg_table_name, ST_Envelope(geom) from old_rows;
  end if;
  perform pg_notify('karter_changes', '');
  return null;
end
$$;

ALTER FUNCTION karter.note_delete() OWNER TO karter_owner;

CREATE FUNCTION karter.note_events() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'karter', 'public'
    AS $$
begin
  if tg_op in ('INSERT', 'UPDATE') then
    insert into changes (layer, bounds) select distinct 'job_datings', ST_Envelope(geom) from job_datings where id in (select venue_id from new_rows);
  end if;
  if tg_op in ('UPDATE', 'DELETE') then
    insert into feature_versions (layer, id, known, feature)
    select tg_table_name, venue_id, tstzrange(updated_at, greatest(clock_timestamp(), updated_at)), to_jsonb(old_rows) from old_rows;
    insert into changes (layer, bounds) select distinct 'job_datings', ST_Envelope(geom) from job_datings where id in (select venue_id from old_rows);
  end if;
  perform pg_notify('karter_changes', '');
  return null;
end
$$;

ALTER FUNCTION karter.note_events() OWNER TO karter_owner;

CREATE FUNCTION karter.note_fund() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'karter', 'public'
    AS $$
begin
  insert into changes (layer, bounds) values ('projects', null);
  perform pg_notify('karter_changes', '');
  return null;
end
$$;

ALTER FUNCTION karter.note_fund() OWNER TO karter_owner;

CREATE FUNCTION karter.note_insert() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'karter', 'public'
    AS $$
declare
  touched bigint[] := array(select id from new_rows);
begin
  if not is_public(tg_table_name) then return null; end if;
  if cardinality(touched) > 200 then
    insert into changes (layer, bounds) select tg_table_name, ST_Extent(geom)::geometry from new_rows;
  else
    insert into changes (layer, bounds) select tg_table_name, ST_Envelope(geom) from new_rows;
  end if;
  perform index_features(tg_table_name, touched);
  perform pg_notify('karter_changes', '');
  return null;
end
$$;

ALTER FUNCTION karter.note_insert() OWNER TO karter_owner;

CREATE FUNCTION karter.note_streets() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'karter', 'public'
    AS $$
begin
  if tg_op = 'INSERT' then
    perform gather_streets(array(select distinct insee from new_rows));
  elsif tg_op = 'DELETE' then
    perform gather_streets(array(select distinct insee from old_rows));
  else
    perform gather_streets(array(select insee from old_rows union select insee from new_rows));
  end if;
  return null;
end
$$;

ALTER FUNCTION karter.note_streets() OWNER TO karter_owner;

CREATE FUNCTION karter.note_update() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'karter', 'public'
    AS $$
declare
  touched bigint[] := array(select id from new_rows);
begin
  if tg_nargs = 0 then
    insert into feature_versions (layer, id, known, feature)
    select tg_table_name, old_rows.id, tstzrange(old_rows.updated_at, new_rows.updated_at), to_jsonb(old_rows)
    from old_rows join new_rows using (id);
  end if;
  perform index_features(tg_table_name, touched);
  if not is_public(tg_table_name) then return null; end if;
  if cardinality(touched) > 200 then
    insert into changes (layer, bounds)
    select tg_table_name, ST_Extent(geom)::geometry from (select geom from old_rows union all select geom from new_rows) rows;
  else
    -- The former and the new place, each with its own box: what lies between them did not change.
    insert into changes (layer, bounds)
    select tg_table_name, ST_Envelope(geom) from old_rows
    union
    select tg_table_name, ST_Envelope(geom) from new_rows;
  end if;
  perform pg_notify('karter_changes', '');
  return null;
end
$$;

ALTER FUNCTION karter.note_update() OWNER TO karter_owner;

CREATE FUNCTION karter.number_components() RETURNS void
    LANGUAGE plpgsql
    AS $$
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

ALTER FUNCTION karter.number_components() OWNER TO karter_owner;

CREATE FUNCTION karter.number_segments() RETURNS void
    LANGUAGE plpgsql
    AS $$
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

ALTER FUNCTION karter.number_segments() OWNER TO karter_owner;

CREATE FUNCTION karter.observe_premises() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'karter', 'public'
    AS $$
begin
  if exists (select from new_rows where premises_id not in (select id from premises)) then
    raise foreign_key_violation using message = 'an observation of no known unit';
  end if;
  with latest as (
    select distinct on (premises_id) premises_id, occupancy, began_after, began_by, last_seen
    from premises_periods('infinity') where premises_id in (select premises_id from new_rows)
    order by premises_id, began_by desc
  ), seen as (
    select distinct on (premises_id) premises_id, activity
    from premises_observations where premises_id in (select premises_id from new_rows) and activity is not null
    order by premises_id, observed_on desc, recorded_at desc
  )
  update premises set
    occupancy = latest.occupancy,
    observed_on = latest.last_seen,
    vacant_since = case when latest.occupancy = 'vacant' then latest.began_by end,
    vacant_after = case when latest.occupancy = 'vacant' then latest.began_after end,
    activity = case when latest.occupancy = 'occupe' then coalesce(seen.activity, premises.activity) end,
    history = past.history
  from latest left join seen using (premises_id) join premises_history(array(select premises_id from new_rows)) past using (premises_id)
  where premises.id = latest.premises_id;
  return null;
end
$$;

ALTER FUNCTION karter.observe_premises() OWNER TO karter_owner;

CREATE FUNCTION karter.open_session(opened bigint, who uuid, as_role text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'karter', 'public'
    AS $$
declare
  held fund_sessions;
  candidate record;
begin
  select * into held from fund_sessions where id = opened for update;
  if held.state <> 'prevue' then perform refuse('session_not_planned'); end if;
  -- What was given up or taken by another session since the convening is not examined here.
  delete from session_projects listed using projects where listed.session = opened and projects.id = listed.project and projects.stage not in ('recevable', 'ajourne');
  if not exists (select from session_projects where session = opened) then perform refuse('session_empty'); end if;
  for candidate in select listed.project, stage from session_projects listed join projects on projects.id = listed.project where session = opened order by 1 loop
    perform move_project(candidate.project, candidate.stage, 'en_deliberation', who, as_role, null, by_session => opened);
  end loop;
  update fund_sessions set state = 'ouverte', opened_at = clock_timestamp() where id = opened;
end
$$;

ALTER FUNCTION karter.open_session(opened bigint, who uuid, as_role text) OWNER TO karter_owner;

CREATE FUNCTION karter.osm_corrections(since date) RETURNS TABLE(id bigint, layer text, decided_at date, act text, source text, source_id text, name text, columns jsonb, before jsonb, after jsonb, lon double precision, lat double precision)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'karter', 'public'
    AS $_$
declare
  judged record;
  former jsonb;
  present jsonb;
  anchor geometry;
begin
  for judged in
    select sent.id, sent.layer, sent.feature, sent.handled_at, told.act
    from contributions sent
    -- The change is noted in the transaction that judges, and whoever came between would have made it fail.
    cross join lateral (
      select entry.after as act from audit entry
      where entry.object = sent.layer and entry.key = sent.feature::text and entry.operation = 'act' and entry.at >= sent.handled_at
      order by entry.seq limit 1
    ) told
    where sent.state in ('acceptee', 'amendee') and sent.feature is not null and (since is null or sent.handled_at >= since)
      and exists (select from feature_versions version where version.layer = sent.layer and version.id = sent.feature and version.feature ->> 'source' ~* 'openstreetmap')
      and has_table_privilege('karter_reader', format('karter.%I', sent.layer), 'select')
    order by sent.handled_at desc, sent.id desc
  loop
    select version.feature into former from feature_versions version
    where version.layer = judged.layer and version.id = judged.feature and lower(version.known) = (judged.act ->> 'former')::timestamptz;
    continue when former is null or former ->> 'source' !~* 'openstreetmap' or former ->> 'source_id' !~ '^(node|way|relation)/[1-9][0-9]{0,18}$';
    present := null;
    if judged.act ->> 'version' is not null then
      select version.feature into present from feature_versions version
      where version.layer = judged.layer and version.id = judged.feature and lower(version.known) = (judged.act ->> 'version')::timestamptz;
      if present is null then
        execute format('select to_jsonb(item) from %I item where id = $1', judged.layer) into present using judged.feature;
      end if;
    end if;
    anchor := ST_Transform(ST_PointOnSurface((coalesce(present, former) ->> 'geom')::geometry), 4326);
    id := judged.id; layer := judged.layer; decided_at := judged.handled_at::date; act := judged.act ->> 'act';
    source := former ->> 'source'; source_id := former ->> 'source_id'; name := coalesce(present, former) ->> 'name';
    columns := coalesce(judged.act -> 'columns', '[]');
    before := (select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(former - 'geom') where columns ? key);
    after := (select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(coalesce(present, '{}') - 'geom') where columns ? key);
    lon := ST_X(anchor); lat := ST_Y(anchor);
    return next;
  end loop;
end
$_$;

ALTER FUNCTION karter.osm_corrections(since date) OWNER TO karter_owner;

CREATE FUNCTION karter.place_feature() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
declare
  anchor public.geometry;
begin
  if tg_op = 'UPDATE' then
    new.id := old.id;
    new.updated_at := old.updated_at;
    if new is not distinct from old then
      return null; -- nothing new is known: no version, no change, no invalidated tile
    end if;
    new.updated_at := greatest(clock_timestamp(), old.updated_at);
  end if;
  if new.geom is not null and (tg_op = 'INSERT' or new.geom is distinct from old.geom or new.quartier is distinct from old.quartier) then
    anchor := public.ST_PointOnSurface(new.geom);
    new.quartier := (select slug from karter.quartiers where public.ST_Covers(geom, anchor) order by id limit 1);
    new.commune := (select insee from karter.communes where public.ST_Covers(geom, anchor) order by id limit 1);
  end if;
  return new;
end
$$;

ALTER FUNCTION karter.place_feature() OWNER TO karter_owner;

CREATE FUNCTION karter.place_given(given public.geometry, srid integer, swapped boolean, kind text, OUT geom public.geometry, OUT problem text, OUT remark text) RETURNS record
    LANGUAGE plpgsql STABLE
    AS $$
declare
  here public.geometry := given;
  former double precision;
begin
  if here is null then return; end if;
  if public.ST_XMin(here) = 'NaN' or public.ST_XMin(here) in ('Infinity', '-Infinity') or public.ST_YMin(here) = 'NaN' or public.ST_YMax(here) in ('Infinity', '-Infinity') or public.ST_XMax(here) = 'Infinity' then
    problem := 'coordonnée infinie ou qui n’est pas un nombre';
    return;
  end if;
  if swapped then here := public.ST_FlipCoordinates(here); end if;
  -- A point sent as a collection of one is a point.
  if kind in ('point', 'mixed') and public.GeometryType(here) = 'MULTIPOINT' and public.ST_NumGeometries(here) = 1 then here := public.ST_GeometryN(here, 1); end if;
  here := public.ST_SetSRID(here, coalesce(nullif(public.ST_SRID(here), 0), srid));
  if public.ST_SRID(here) = 4326 and (public.ST_XMin(here) < -180 or public.ST_XMax(here) > 180 or public.ST_YMin(here) < -90 or public.ST_YMax(here) > 90) then
    problem := 'hors du globe : longitude de −180 à 180, latitude de −90 à 90';
    return;
  end if;
  if not public.ST_IsValid(here) then
    former := public.ST_Area(here);
    remark := karter.validity_reason(here);
    geom := public.ST_CollectionExtract(public.ST_MakeValid(here, 'method=structure keepcollapsed=false'), public.ST_Dimension(given) + 1);
    if public.ST_IsEmpty(geom) or abs(public.ST_Area(geom) - former) > 0.05 * greatest(public.ST_Area(geom), former) then
      problem := 'géométrie invalide, qui ne se répare pas sans changer de forme : ' || remark;
      geom := null;
      remark := null;
      return;
    end if;
    remark := 'géométrie réparée : ' || remark;
    here := case when public.ST_NumGeometries(geom) = 1 then public.ST_GeometryN(geom, 1) else geom end;
  end if;
  geom := public.ST_Transform(here, 3857);
  if not public.ST_IsValid(geom) then geom := public.ST_CollectionExtract(public.ST_MakeValid(geom, 'method=structure'), public.ST_Dimension(given) + 1); end if;
  if public.ST_IsEmpty(geom) then geom := null; problem := 'géométrie invalide une fois projetée'; end if;
exception when others then
  geom := null;
  remark := null;
  problem := 'géométrie illisible : ' || sqlerrm;
end
$$;

ALTER FUNCTION karter.place_given(given public.geometry, srid integer, swapped boolean, kind text, OUT geom public.geometry, OUT problem text, OUT remark text) OWNER TO karter_owner;

CREATE FUNCTION karter.place_to_walk(place integer, edge bigint, fraction double precision) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $_$
  select format(' union all select %1$s1, from_node, %1$s, karter.share_of(cost_m, %3$s), karter.share_of(reverse_cost_m, %3$s) from karter.street_edges where id = %2$s'
    || ' union all select %1$s2, %1$s, to_node, karter.share_of(cost_m, 1 - %3$s), karter.share_of(reverse_cost_m, 1 - %3$s) from karter.street_edges where id = %2$s', place, edge, fraction)
$_$;

ALTER FUNCTION karter.place_to_walk(place integer, edge bigint, fraction double precision) OWNER TO karter_owner;

CREATE FUNCTION karter.plain_words(label text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN regexp_replace(karter.comparable(regexp_replace(label, '\m([[:alpha:]])\.\s?(?=[[:alpha:]]\.)'::text, '\1'::text, 'g'::text)), '\m(\d+) ?(?:ieme|eme|ere|er|nde|nd)\M'::text, '\1e'::text, 'g'::text);

ALTER FUNCTION karter.plain_words(label text) OWNER TO karter_owner;

CREATE FUNCTION karter.premises_history(ids bigint[]) RETURNS TABLE(premises_id bigint, history jsonb)
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
  select premises_id, jsonb_agg(jsonb_build_object('observed_on', observed_on, 'occupancy', occupancy, 'activity', activity, 'observer', observer) order by observed_on)
  from (
    select distinct on (premises_id, observed_on) premises_id, observed_on, occupancy, activity, observer
    from karter.premises_observations where premises_id = any(ids)
    order by premises_id, observed_on, recorded_at desc, id desc
  ) latest
  group by premises_id
$$;

ALTER FUNCTION karter.premises_history(ids bigint[]) OWNER TO karter_owner;

CREATE FUNCTION karter.premises_periods(known_at timestamp with time zone) RETURNS TABLE(premises_id bigint, occupancy text, began_after date, began_by date, last_seen date, ended_by date)
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
  with known as (
    select distinct on (premises_id, observed_on) premises_id, observed_on, occupancy
    from karter.premises_observations where recorded_at <= known_at
    order by premises_id, observed_on, recorded_at desc, id desc
  ), numbered as (
    select *, row_number() over (partition by premises_id order by observed_on)
      - row_number() over (partition by premises_id, occupancy order by observed_on) as run
    from known
  ), runs as (
    select premises_id, occupancy, min(observed_on) as began_by, max(observed_on) as last_seen from numbered group by premises_id, occupancy, run
  )
  select premises_id, occupancy, lag(last_seen) over seen, began_by, last_seen, lead(began_by) over seen
  from runs window seen as (partition by premises_id order by began_by)
$$;

ALTER FUNCTION karter.premises_periods(known_at timestamp with time zone) OWNER TO karter_owner;

CREATE FUNCTION karter.premises_state(day date, known_at timestamp with time zone) RETURNS TABLE(premises_id bigint, occupancy text, observed_on date, activity text)
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
  select distinct on (premises_id) premises_id, occupancy, observed_on, activity
  from karter.premises_observations where observed_on <= day and recorded_at <= known_at
  order by premises_id, observed_on desc, recorded_at desc, id desc
$$;

ALTER FUNCTION karter.premises_state(day date, known_at timestamp with time zone) OWNER TO karter_owner;

CREATE FUNCTION karter.publish_matches() RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'karter', 'public'
    AS $$
declare
  touched bigint;
begin
  with wanted as (
    select known.premises_id, item.siret from establishment_matches known join establishments item on item.id = known.establishment_id
    where known.state = 'retenue' and item.state = 'actif' and item.diffusion = 'O'
  ), gone as (
    delete from premises_establishments shown where not exists (select from wanted where (wanted.premises_id, wanted.siret) = (shown.premises_id, shown.siret)) returning premises_id
  ), come as (
    insert into premises_establishments (premises_id, siret) select premises_id, siret from wanted
    on conflict (premises_id) do update set siret = excluded.siret where premises_establishments.siret <> excluded.siret returning premises_id
  )
  select count(*) into touched from (select from gone union all select from come) changed;
  if touched > 0 then
    insert into changes (layer, bounds) values ('premises', null);
    perform pg_notify('karter_changes', '');
  end if;
end
$$;

ALTER FUNCTION karter.publish_matches() OWNER TO karter_owner;

CREATE FUNCTION karter.quartier_of(lon double precision, lat double precision) RETURNS text
    LANGUAGE sql STABLE
    AS $$
  select slug from karter.quartiers where public.ST_Covers(geom, public.ST_Transform(public.ST_SetSRID(public.ST_MakePoint(lon, lat), 4326), 3857)) order by id limit 1
$$;

ALTER FUNCTION karter.quartier_of(lon double precision, lat double precision) OWNER TO karter_owner;

CREATE FUNCTION karter.read_address(typed text) RETURNS TABLE(number integer, suffix text, words text, trust real, postcode text, city text)
    LANGUAGE plpgsql STABLE PARALLEL SAFE
    AS $_$
declare
  plain text;
  after_comma text := karter.comparable(coalesce(substring(typed from ',([^,]*)$'), ''));
  parts text[];
  street text;
  code text;
  town text;
begin
  -- A range is its first number: 12-14, 12/14, 12 à 14, 12 et 14.
  plain := karter.plain_words(regexp_replace(left(typed, 300),
    '^(\s*(?:n ?°|n°|no?\M\.?|num[eé]ro)?\s*\d{1,4} ?(?:bis|ter|quater|[a-z])?)(?:\s*(?:-|–|/|&|\+|,|\mà\M|\ma\M|\mau\M|\met\M)\s*\d{1,4} ?(?:bis|ter|quater|[a-z]\M)?)+(?=[\s,])', '\1 ', 'i'));
  plain := trim(regexp_replace(plain, '\m(?:bp|b p|cs|tsa|boite postale) ?\d+\M|\m\d{1,2}e etage\M|\m(?:rdc|rez de chaussee)\M|\m(?:appt?|appartement|bat|batiment|hall|etage|escalier|porte|boite) (?:\d{1,3}|[a-z])\M(?!.*\mrue\M)', '', 'g'));
  parts := regexp_match(plain, '^(.*?) ?\m(\d{5})\M ?(.*)$');
  if parts is not null then
    street := trim(parts[1]);
    code := parts[2];
    town := trim(regexp_replace(parts[3], '\m(?:cedex(?: \d+)?|france)\M.*', ''));
    if street = '' and exists (select from karter.communes where town like karter.comparable(communes.name) || ' %') then
      -- The commune comes first: 44000 Nantes, 12 rue Kervégan.
      select substr(town, length(known) + 2), known into street, town
      from (select karter.comparable(communes.name) as known from karter.communes) names where town like known || ' %' order by length(known) desc limit 1;
    end if;
  else
    street := trim(regexp_replace(plain, '\m(?:cedex(?: \d+)?|france)$', ''));
    -- Without a postcode the last words are a commune only where they are the name of one, or nearly so after a comma.
    select known into town from (select karter.comparable(communes.name) as known from karter.communes) names
    where street = known or street like '% ' || known or (after_comma <> '' and public.similarity(after_comma, known) >= 0.5)
    order by street like '%' || known desc, public.similarity(after_comma, known) desc, length(known) desc limit 1;
    if town is not null and street like '%' || town then
      -- « rue de Nantes » may be the street itself.
      if after_comma is distinct from town and street <> town then
        return query select readings.*, null::text, null::text from karter.read_street(street) readings;
      end if;
      street := trim(left(street, -length(town)));
    elsif town is not null then
      street := trim(left(street, -length(after_comma)));
    end if;
  end if;
  if street = '' then
    return query select null::integer, null::text, null::text, 1::real, code, nullif(town, '');
  else
    return query select readings.*, code, nullif(town, '') from karter.read_street(street) readings;
  end if;
end
$_$;

ALTER FUNCTION karter.read_address(typed text) OWNER TO karter_owner;

CREATE FUNCTION karter.read_geometry(geojson text, srid integer, OUT geom public.geometry, OUT problem text) RETURNS record
    LANGUAGE plpgsql IMMUTABLE
    AS $$
begin
  if geojson is null or geojson = 'null' then
    return;
  end if;
  geom := public.ST_SetSRID(public.ST_Force2D(public.ST_GeomFromGeoJSON(geojson)), srid);
  if public.ST_IsEmpty(geom) then
    geom := null;
    problem := 'géométrie vide';
  elsif not public.ST_IsValid(geom) then
    problem := 'géométrie invalide : ' || karter.validity_reason(geom);
    geom := null;
  else
    geom := public.ST_Transform(geom, 3857);
    if not public.ST_IsValid(geom) then
      problem := 'géométrie invalide une fois projetée : ' || karter.validity_reason(geom);
      geom := null;
    end if;
  end if;
exception when others then
  geom := null;
  problem := 'géométrie illisible : ' || sqlerrm;
end
$$;

ALTER FUNCTION karter.read_geometry(geojson text, srid integer, OUT geom public.geometry, OUT problem text) OWNER TO karter_owner;

CREATE FUNCTION karter.read_given(written text, OUT geom public.geometry, OUT problem text) RETURNS record
    LANGUAGE plpgsql IMMUTABLE
    AS $$
begin
  if written is null or written in ('', 'null') then return; end if;
  -- PostGIS takes GeoJSON for WGS 84; here it is a way to write numbers, whose system is said or found elsewhere.
  geom := public.ST_Force2D(case when left(written, 1) = '{' then public.ST_SetSRID(public.ST_GeomFromGeoJSON(written), 0) else written::public.geometry end);
  if public.ST_IsEmpty(geom) then geom := null; problem := 'géométrie vide'; end if;
exception when others then
  geom := null;
  problem := 'géométrie illisible : ' || sqlerrm;
end
$$;

ALTER FUNCTION karter.read_given(written text, OUT geom public.geometry, OUT problem text) OWNER TO karter_owner;

CREATE FUNCTION karter.read_street(street text) RETURNS TABLE(number integer, suffix text, words text, trust real)
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
    AS $_$
declare
  way constant text := '(?:' || array_to_string(karter.ways(), '|') || '|ave?|bd|bld|blvd|boul|pl|r|rte|all|imp|chem?|ch|sq|qu|res|lot|pass|crs|prom|ham|esp|ven|rpt)\M';
  repeated constant text := '(bis|ter|quater|quinquies|[a-z])?\M';
  parts text[];
begin
  return query select null::integer, null::text, karter.street_words(street), 1::real;
  parts := regexp_match(street, '^(?:no? |numero )?(\d{1,4}) ?' || repeated || ' ?(.+)$');
  if parts is not null then
    -- « 12 r Siam »: the letter begins the street's name; « 12 r rue de Siam »: it is part of the number.
    if parts[2] ~ '^[rld]$' and parts[3] !~ ('^' || way) then
      parts := array[parts[1], null, parts[2] || ' ' || parts[3]];
    end if;
    return query select parts[1]::integer, parts[2], karter.street_words(parts[3]), 1::real;
  end if;
  parts := regexp_match(street, '^(.*[a-z]\M.*?) (?:no? |numero )?(\d{1,4}) ?' || repeated || '$');
  if parts is not null then
    return query select parts[2]::integer, parts[3], karter.street_words(parts[1]), 0.98::real;
  end if;
  -- What stands before the number, or before the kind of way, is the name of a house, a shop, a person.
  parts := regexp_match(street, '^.+? (\d{1,4}) ?' || repeated || ' (' || way || ' .+)$');
  if parts is not null then
    return query select parts[1]::integer, parts[2], karter.street_words(parts[3]), 0.97::real;
  else
    parts := regexp_match(street, '^[^0-9]+? (' || way || ' .+)$');
    if parts is not null and street !~ ('^' || way) then
      return query select null::integer, null::text, karter.street_words(parts[1]), 0.95::real;
    end if;
  end if;
end
$_$;

ALTER FUNCTION karter.read_street(street text) OWNER TO karter_owner;

CREATE FUNCTION karter.receive_job_datings(extra jsonb) RETURNS void
    LANGUAGE sql
    AS $$
  -- A file that says nothing of rhythms (they are not published) leaves them as they are; one that says null ends them.
  delete from karter.job_dating_rhythms where venue_id in (select (entry ->> 'id')::bigint from jsonb_array_elements(extra) entry where entry ? 'rhythm');
  insert into karter.job_dating_rhythms (venue_id, every_weeks, week_offset, weekday, starts, ends, sectors, companies, posts)
  select given.id, rhythm.every_weeks, rhythm.week_offset, rhythm.weekday, rhythm.start, rhythm."end", coalesce(rhythm.sectors, '{}'), rhythm.companies, rhythm.posts
  from jsonb_to_recordset(extra) as given(id bigint, rhythm jsonb)
  cross join lateral jsonb_to_record(given.rhythm) as
    rhythm(every_weeks integer, week_offset integer, weekday integer, start time, "end" time, sectors text[], companies integer, posts integer)
  where jsonb_typeof(given.rhythm) = 'object'
$$;

ALTER FUNCTION karter.receive_job_datings(extra jsonb) OWNER TO karter_owner;

CREATE FUNCTION karter.receive_premises(extra jsonb) RETURNS void
    LANGUAGE sql
    AS $$
  insert into karter.premises_observations (premises_id, observed_on, observer, means, occupancy, activity, demo)
  select premises.id, seen.observed_on, coalesce(seen.observer, premises.source), coalesce(seen.means, 'import'), seen.occupancy, seen.activity, premises.demo
  from jsonb_to_recordset(extra) as given(id bigint, observations jsonb, occupancy text, observed_on date, activity text, observer text, by_hand boolean)
  join karter.premises on premises.id = given.id
  cross join lateral (
    select *, false as bare from jsonb_to_recordset(case when jsonb_typeof(given.observations) = 'array' then given.observations else '[]' end) as
      listed(observed_on date, occupancy text, activity text, observer text, means text)
    union all
    -- A file that only says how things stand is one observation, on its own day.
    select coalesce(given.observed_on, premises.vintage), given.occupancy, given.activity, given.observer, case when given.by_hand then 'saisie' end, true
    where jsonb_typeof(given.observations) is distinct from 'array' and given.occupancy is not null
  ) seen
  -- What a person corrects by hand may be what an earlier record of the same day said: it is recorded all the same, and the latest counts.
  where given.by_hand or not exists (
    select from karter.premises_observations known
    where known.premises_id = premises.id and known.observed_on = seen.observed_on and known.occupancy = seen.occupancy
      -- Whoever saw it: a file that only repeats what is known of a day is nobody's new observation.
      and (seen.bare or known.observer = coalesce(seen.observer, premises.source))
  )
$$;

ALTER FUNCTION karter.receive_premises(extra jsonb) OWNER TO karter_owner;

CREATE FUNCTION karter.refresh_network() RETURNS jsonb
    LANGUAGE plpgsql
    AS $$
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

ALTER FUNCTION karter.refresh_network() OWNER TO karter_owner;

CREATE FUNCTION karter.refuse(what text) RETURNS void
    LANGUAGE plpgsql
    AS $$ begin raise exception using errcode = 'KF000', message = what; end $$;

ALTER FUNCTION karter.refuse(what text) OWNER TO karter_owner;

CREATE FUNCTION karter.replace_all(layer_names text[]) RETURNS void
    LANGUAGE plpgsql
    AS $_$
declare
  layer_name text;
begin
  foreach layer_name in array layer_names loop
    execute format(
      $query$
        update karter.%I feature set quartier = now_in.quartier, commune = now_in.commune
        from (
          select id, (select slug from karter.quartiers q where public.ST_Covers(q.geom, anchor) order by q.id limit 1) quartier,
            (select insee from karter.communes c where public.ST_Covers(c.geom, anchor) order by c.id limit 1) commune
          from (select id, public.ST_PointOnSurface(geom) anchor from karter.%I where geom is not null) placed
        ) now_in
        where feature.id = now_in.id
          and (feature.quartier, feature.commune) is distinct from (now_in.quartier, now_in.commune)
      $query$, layer_name, layer_name);
  end loop;
end
$_$;

ALTER FUNCTION karter.replace_all(layer_names text[]) OWNER TO karter_owner;

CREATE FUNCTION karter.same_town(asked_code text, asked_city text, code text, city text) RETURNS real
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN ((asked_code IS NULL) AND (asked_city IS NULL)) THEN (1)::numeric WHEN ((asked_city = city) OR (asked_city ~~ (city || ' %'::text))) THEN CASE WHEN ((asked_code = code) OR (asked_code IS NULL) OR (code IS NULL)) THEN (1)::numeric ELSE 0.97 END WHEN (asked_code = code) THEN CASE WHEN (asked_city IS NULL) THEN (1)::numeric WHEN (public.similarity(asked_city, city) >= (0.4)::double precision) THEN 0.97 ELSE 0.9 END WHEN (public.similarity(asked_city, city) >= (0.5)::double precision) THEN 0.93 ELSE 0.4 END;

ALTER FUNCTION karter.same_town(asked_code text, asked_city text, code text, city text) OWNER TO karter_owner;

CREATE FUNCTION karter.settle_establishments() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'karter', 'public'
    AS $$
declare
  area geometry;
begin
  if tg_op = 'DELETE' then
    -- Who left the register's stock, or refused, leaves no past here either.
    delete from feature_versions using old_rows where feature_versions.layer = 'establishments' and feature_versions.id = old_rows.id;
    delete from geocode_reviews using old_rows where geocode_reviews.layer = 'establishments' and (geocode_reviews.source, geocode_reviews.source_id) = (old_rows.source, old_rows.source_id);
    perform publish_matches();
    return null;
  end if;
  update feature_versions set feature = feature || masked_establishment()
  from new_rows where feature_versions.layer = 'establishments' and feature_versions.id = new_rows.id and new_rows.diffusion <> 'O' and not feature @> masked_establishment();
  delete from geocode_reviews using new_rows
  where new_rows.diffusion <> 'O' and geocode_reviews.layer = 'establishments' and (geocode_reviews.source, geocode_reviews.source_id) = (new_rows.source, new_rows.source_id);
  delete from establishments using new_rows where establishments.id = new_rows.id and new_rows.diffusion = 'N';
  if tg_op = 'UPDATE' then
    select ST_SetSRID(ST_Extent(geom)::geometry, 3857) into area from (select geom from old_rows union all select geom from new_rows) rows;
  else
    select ST_SetSRID(ST_Extent(geom)::geometry, 3857) into area from new_rows;
  end if;
  if area is null then
    perform publish_matches();
  else
    perform match_establishments(ST_Expand(area, 200));
  end if;
  return null;
end
$$;

ALTER FUNCTION karter.settle_establishments() OWNER TO karter_owner;

CREATE FUNCTION karter.settle_import(settled bigint, srid integer, swapped boolean, kind text, is_base boolean, west double precision, south double precision, east double precision, north double precision, OUT placed integer, OUT outside integer, OUT outside_turned integer) RETURNS record
    LANGUAGE plpgsql
    AS $$
declare
  area public.geometry := karter.territory(is_base, west, south, east, north);
begin
  update karter.import_rows row set geom = here.geom, problem = here.problem, remark = here.remark
  from karter.import_rows given cross join lateral karter.place_given(given.given, settle_import.srid, swapped, kind) here
  where row.import = settled and given.import = settled and given.rank = row.rank and row.properties is not null and row.given is not null;
  select count(*), count(*) filter (where not public.ST_Intersects(geom, area)) into placed, outside from karter.import_rows where import = settled and geom is not null;
  -- Longitude and latitude the wrong way round put Brittany into the Indian Ocean.
  select count(*) into outside_turned from karter.import_rows row cross join lateral karter.place_given(row.given, settle_import.srid, not swapped, kind) turned
  where outside > 0 and row.import = settled and row.geom is not null and not public.ST_Intersects(row.geom, area) and public.ST_Intersects(turned.geom, area);
end
$$;

ALTER FUNCTION karter.settle_import(settled bigint, srid integer, swapped boolean, kind text, is_base boolean, west double precision, south double precision, east double precision, north double precision, OUT placed integer, OUT outside integer, OUT outside_turned integer) OWNER TO karter_owner;

CREATE FUNCTION karter.settle_premises() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'karter', 'public'
    AS $$
declare
  area geometry;
begin
  if not exists (select from establishments) then return null; end if;
  if tg_op = 'UPDATE' then
    select ST_SetSRID(ST_Extent(box)::geometry, 3857) into area from (
      select ST_Collect(old_rows.geom, new_rows.geom) as box from old_rows join new_rows using (id)
      where (old_rows.geom, old_rows.name, old_rows.sign, old_rows.address, old_rows.street, old_rows.naf, old_rows.occupancy = 'vacant')
        is distinct from (new_rows.geom, new_rows.name, new_rows.sign, new_rows.address, new_rows.street, new_rows.naf, new_rows.occupancy = 'vacant')
    ) changed;
  else
    select ST_SetSRID(ST_Extent(geom)::geometry, 3857) into area from new_rows;
  end if;
  if area is not null then perform match_establishments(ST_Expand(area, 200)); end if;
  return null;
end
$$;

ALTER FUNCTION karter.settle_premises() OWNER TO karter_owner;

CREATE FUNCTION karter.share_of(cost_m double precision, part double precision) RETURNS double precision
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN (part < (0.000001)::double precision) THEN (0)::double precision WHEN (cost_m < (0)::double precision) THEN ('-1'::integer)::double precision ELSE (cost_m * part) END;

ALTER FUNCTION karter.share_of(cost_m double precision, part double precision) OWNER TO karter_owner;

CREATE FUNCTION karter.side_at(segment_line public.geometry, place public.geometry) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
  with near as (
    select public.ST_LineLocatePoint(segment_line, place) as along
  ), around as (
    select public.ST_LineInterpolatePoint(segment_line, greatest(along - 0.01, 0)) as behind, public.ST_LineInterpolatePoint(segment_line, least(along + 0.01, 1)) as ahead from near
  )
  select case when (public.ST_X(ahead) - public.ST_X(behind)) * (public.ST_Y(place) - public.ST_Y(behind)) - (public.ST_Y(ahead) - public.ST_Y(behind)) * (public.ST_X(place) - public.ST_X(behind)) >= 0
    then 'gauche' else 'droite' end from around
$$;

ALTER FUNCTION karter.side_at(segment_line public.geometry, place public.geometry) OWNER TO karter_owner;

CREATE FUNCTION karter.slug(label text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN replace(karter.comparable(label), ' '::text, '-'::text);

ALTER FUNCTION karter.slug(label text) OWNER TO karter_owner;

CREATE FUNCTION karter.snap(here public.geometry, reach_m double precision DEFAULT 200) RETURNS TABLE(edge bigint, fraction double precision, node bigint, distance_m double precision, place public.geometry, routable boolean)
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
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

ALTER FUNCTION karter.snap(here public.geometry, reach_m double precision) OWNER TO karter_owner;

CREATE FUNCTION karter.source_rules(declared jsonb) RETURNS jsonb
    LANGUAGE sql IMMUTABLE
    RETURN (declared - '{title,producer,page,schedule,enabled,verified,note,least,megabytes}'::text[]);

ALTER FUNCTION karter.source_rules(declared jsonb) OWNER TO karter_owner;

CREATE FUNCTION karter.ways() RETURNS text[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN '{rue,avenue,boulevard,place,route,allee,impasse,chemin,square,quai,faubourg,residence,lotissement,passage,cours,cour,esplanade,promenade,venelle,ruelle,sentier,hameau,halle,halles,cote,montee,domaine,traverse,villa,village,carrefour,parvis,galerie,cite,clos,voie,rampe,escalier,mail,parc,pont,port,porte,zone,za,zi,zac,centre,"rond point","petite rue","grande rue","centre commercial"}'::text[];

ALTER FUNCTION karter.ways() OWNER TO karter_owner;

CREATE FUNCTION karter.street_core(words text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN COALESCE(NULLIF(CASE WHEN (((split_part(words, ' '::text, 1) || ' '::text) || split_part(words, ' '::text, 2)) = ANY (karter.ways())) THEN regexp_replace(words, '^\S+ \S+ ?'::text, ''::text) WHEN (split_part(words, ' '::text, 1) = ANY (karter.ways())) THEN regexp_replace(words, '^\S+ ?'::text, ''::text) ELSE words END, ''::text), words);

ALTER FUNCTION karter.street_core(words text) OWNER TO karter_owner;

CREATE FUNCTION karter.street_likeness(asked text, asked_core text, known text, known_core text) RETURNS double precision
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN (asked = known) THEN (1)::double precision ELSE (((0.85)::double precision * GREATEST((public.similarity(asked_core, known_core))::double precision, (((public.similarity(asked_core, known_core) + (1)::double precision) - ((public.levenshtein("left"(asked_core, 80), "left"(known_core, 80)))::double precision / (GREATEST(length("left"(asked_core, 80)), length("left"(known_core, 80)), 1))::double precision)) / (2)::double precision), ((0.85)::double precision * public.strict_word_similarity(asked_core, known_core)), ((0.6)::double precision * public.strict_word_similarity(known_core, asked_core)))) + (CASE WHEN ("left"(asked, (- length(asked_core))) = "left"(known, (- length(known_core)))) THEN 0.15 WHEN (asked = asked_core) THEN 0.1 WHEN (known = known_core) THEN 0.05 ELSE (0)::numeric END)::double precision) END;

ALTER FUNCTION karter.street_likeness(asked text, asked_core text, known text, known_core text) OWNER TO karter_owner;

CREATE FUNCTION karter.way_abbreviations() RETURNS jsonb
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN '{"q": "quai", "r": "rue", "al": "allee", "av": "avenue", "bd": "boulevard", "bv": "boulevard", "cc": "centre commercial", "ch": "chemin", "fb": "faubourg", "fg": "faubourg", "gr": "grande rue", "ip": "impasse", "ld": "", "pl": "place", "qu": "quai", "rp": "rond point", "rt": "route", "ru": "rue", "sq": "square", "vl": "venelle", "all": "allee", "ave": "avenue", "bld": "boulevard", "bvd": "boulevard", "car": "carrefour", "che": "chemin", "chm": "chemin", "crs": "cours", "cte": "cote", "dit": "", "dom": "domaine", "esc": "escalier", "esp": "esplanade", "fbg": "faubourg", "grr": "grande rue", "ham": "hameau", "hle": "halle", "imp": "impasse", "lot": "lotissement", "mte": "montee", "pas": "passage", "pce": "place", "plc": "place", "pro": "promenade", "prv": "parvis", "psg": "passage", "ptr": "petite rue", "qua": "quai", "res": "residence", "rle": "ruelle", "rpt": "rond point", "rsd": "residence", "rte": "route", "sen": "sentier", "sqr": "square", "tra": "traverse", "ven": "venelle", "vge": "village", "vla": "villa", "aven": "avenue", "blvd": "boulevard", "boul": "boulevard", "carr": "carrefour", "chem": "chemin", "ctre": "centre", "espl": "esplanade", "lieu": "", "lots": "lotissement", "pass": "passage", "prom": "promenade", "rdpt": "rond point", "sent": "sentier", "trav": "traverse", "vlge": "village", "allees": "allee"}'::jsonb;

ALTER FUNCTION karter.way_abbreviations() OWNER TO karter_owner;

CREATE FUNCTION karter.street_words(label text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (SELECT COALESCE(NULLIF(string_agg(COALESCE(CASE WHEN (parts.place = 1) THEN (karter.way_abbreviations() ->> parts.word) ELSE NULL::text END, (karter.name_abbreviations() ->> parts.word), parts.word), ' '::text ORDER BY parts.place) FILTER (WHERE (parts.word <> ALL ('{de,du,des,d,la,le,les,l,a,au,aux,et,en,sur,sous}'::text[]))), ''::text), karter.plain_words(street_words.label)) AS "coalesce" FROM regexp_split_to_table(karter.plain_words(street_words.label), ' '::text) WITH ORDINALITY parts(word, place));

ALTER FUNCTION karter.street_words(label text) OWNER TO karter_owner;

CREATE FUNCTION karter.streets_alike(asked_core text, insees text[]) RETURNS TABLE(id bigint, words text, core text, postcode text, city_words text)
    LANGUAGE sql STABLE
    SET enable_seqscan TO 'off'
    SET enable_indexscan TO 'off'
    SET enable_indexonlyscan TO 'off'
    AS $$
  select street.id, street.words, street.core, street.postcode, street.city_words
  from karter.address_streets street
  where (street.core % asked_core or street.core %>> asked_core) and coalesce(insees is null or street.insee = any(insees), false)
  order by greatest(public.similarity(street.core, asked_core), 0.85 * public.strict_word_similarity(asked_core, street.core)) desc, street.id limit 8
$$;

ALTER FUNCTION karter.streets_alike(asked_core text, insees text[]) OWNER TO karter_owner;

CREATE FUNCTION karter.sum_fund() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  if old.fund <> new.fund then perform karter.refuse('fund_is_kept'); end if;
  update karter.funds set
    awarded_cents = awarded_cents + coalesce(new.awarded_cents, 0) - coalesce(old.awarded_cents, 0),
    paid_cents = paid_cents + coalesce(new.paid_cents, 0) - coalesce(old.paid_cents, 0)
  where id = coalesce(new.fund, old.fund) and (new.awarded_cents, new.paid_cents) is distinct from (old.awarded_cents, old.paid_cents);
  return null;
end
$$;

ALTER FUNCTION karter.sum_fund() OWNER TO karter_owner;

CREATE FUNCTION karter.sum_payments() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  if tg_op = 'UPDATE' then perform karter.refuse('payment_is_kept'); end if;
  update karter.project_files set paid_cents = paid_cents + coalesce(new.cents, 0) - coalesce(old.cents, 0) where project = coalesce(new.project, old.project);
  return null;
end
$$;

ALTER FUNCTION karter.sum_payments() OWNER TO karter_owner;

CREATE FUNCTION karter.tell_streets_from_paths() RETURNS void
    LANGUAGE plpgsql
    AS $$
begin
  create index on new_edges (name) where street;
  update new_edges path set street = false
  where path.street and path.kind in ('footway', 'path', 'cycleway', 'steps', 'track', 'service') and exists (
    select from new_edges road where road.street and road.name = path.name and road.kind not in ('footway', 'path', 'cycleway', 'steps', 'track', 'service')
      and public.ST_DWithin(road.geom, path.geom, 100));
end
$$;

ALTER FUNCTION karter.tell_streets_from_paths() OWNER TO karter_owner;

CREATE FUNCTION karter.territory(is_base boolean, west double precision, south double precision, east double precision, north double precision) RETURNS public.geometry
    LANGUAGE sql STABLE
    AS $$
  select coalesce(
    (select public.ST_Transform(public.ST_Buffer(public.ST_Union(public.ST_Transform(geom, 2154)), 1000), 3857) from karter.communes where not is_base),
    public.ST_Transform(public.ST_MakeEnvelope(west, south, east, north, 4326), 3857)
  )
$$;

ALTER FUNCTION karter.territory(is_base boolean, west double precision, south double precision, east double precision, north double precision) OWNER TO karter_owner;

CREATE FUNCTION karter.validity_reason(geom public.geometry) RETURNS text
    LANGUAGE sql IMMUTABLE
    AS $$
  select coalesce(said.french, said.reason) || coalesce(' (' || substring(said.reason from '\[(.*)\]') || ')', '')
  from (
    select reason, case
      when reason like 'Self-intersection%' then 'elle se recoupe'
      when reason like 'Ring Self-intersection%' then 'un de ses contours se recoupe'
      when reason like 'Too few points%' then 'elle a trop peu de points'
      when reason like 'Hole lies outside shell%' then 'un trou est hors de son contour'
      when reason like 'Holes are nested%' then 'un trou est dans un autre'
      when reason like 'Interior is disconnected%' then 'son intérieur est coupé en deux'
      when reason like 'Nested shells%' then 'une de ses parties est dans une autre'
      when reason like 'Duplicate Rings%' then 'un contour y est deux fois'
      when reason like 'Invalid Coordinate%' then 'une coordonnée n’est pas un nombre'
      when reason like 'Ring is not closed%' then 'un contour n’est pas fermé'
    end as french
    from public.ST_IsValidReason(geom) reason
  ) said
$$;

ALTER FUNCTION karter.validity_reason(geom public.geometry) OWNER TO karter_owner;

CREATE FUNCTION karter.walk_between(here public.geometry, there public.geometry, reach_m double precision DEFAULT 200) RETURNS TABLE(metres double precision, from_m double precision, to_m double precision, problem text, geom public.geometry)
    LANGUAGE plpgsql STABLE
    AS $_$
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
$_$;

ALTER FUNCTION karter.walk_between(here public.geometry, there public.geometry, reach_m double precision) OWNER TO karter_owner;

CREATE FUNCTION karter.world_half() RETURNS double precision
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN 20037508.342789244;

ALTER FUNCTION karter.world_half() OWNER TO karter_owner;

ALTER TABLE karter.address_streets ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME karter.address_streets_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE karter.addresses (
    id bigint DEFAULT nextval('karter.feature_id'::regclass) NOT NULL,
    source text NOT NULL,
    source_id text NOT NULL,
    name text,
    address text,
    quartier text,
    commune text,
    licence text NOT NULL,
    vintage date NOT NULL,
    accuracy text NOT NULL,
    accuracy_m double precision,
    demo boolean DEFAULT false NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    geom public.geometry(Geometry,3857),
    number integer,
    suffix text,
    street text NOT NULL,
    postcode text,
    city text NOT NULL,
    insee text NOT NULL,
    place text,
    "position" text,
    certified boolean,
    CONSTRAINT addresses_number_check CHECK (((number >= 0) AND (number <= 99998))),
    CONSTRAINT addresses_street_check CHECK ((street <> ''::text)),
    CONSTRAINT feature_columns_accuracy_check CHECK ((accuracy = ANY (ARRAY['exacte'::text, 'approchee'::text, 'trace_approximatif'::text, 'inconnue'::text]))),
    CONSTRAINT feature_columns_accuracy_m_check CHECK ((accuracy_m >= (0)::double precision)),
    CONSTRAINT feature_columns_geom_check CHECK (public.st_isvalid(geom)),
    CONSTRAINT feature_columns_source_check CHECK ((source <> ''::text)),
    CONSTRAINT feature_columns_source_id_check CHECK ((source_id <> ''::text))
);

ALTER TABLE karter.addresses OWNER TO karter_owner;

CREATE TABLE karter.audit (
    seq bigint NOT NULL,
    at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    person uuid,
    operation text NOT NULL,
    object text NOT NULL,
    key text NOT NULL,
    columns text[] DEFAULT '{}'::text[] NOT NULL,
    before jsonb,
    after jsonb,
    CONSTRAINT audit_operation_check CHECK ((operation = ANY (ARRAY['insert'::text, 'update'::text, 'delete'::text, 'act'::text])))
);

ALTER TABLE karter.audit OWNER TO karter_owner;

ALTER TABLE karter.audit ALTER COLUMN seq ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME karter.audit_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE karter.centralites (
    id bigint DEFAULT nextval('karter.feature_id'::regclass) NOT NULL,
    source text NOT NULL,
    source_id text NOT NULL,
    name text,
    address text,
    quartier text,
    commune text,
    licence text NOT NULL,
    vintage date NOT NULL,
    accuracy text NOT NULL,
    accuracy_m double precision,
    demo boolean DEFAULT false NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    geom public.geometry(Geometry,3857),
    kind text NOT NULL,
    CONSTRAINT centralites_kind_check CHECK ((kind = ANY (ARRAY['centre_ville'::text, 'centre_quartier'::text, 'centre_bourg'::text, 'pole_peripherique'::text]))),
    CONSTRAINT feature_columns_accuracy_check CHECK ((accuracy = ANY (ARRAY['exacte'::text, 'approchee'::text, 'trace_approximatif'::text, 'inconnue'::text]))),
    CONSTRAINT feature_columns_accuracy_m_check CHECK ((accuracy_m >= (0)::double precision)),
    CONSTRAINT feature_columns_geom_check CHECK (public.st_isvalid(geom)),
    CONSTRAINT feature_columns_source_check CHECK ((source <> ''::text)),
    CONSTRAINT feature_columns_source_id_check CHECK ((source_id <> ''::text))
);

ALTER TABLE karter.centralites OWNER TO karter_owner;

CREATE TABLE karter.changes (
    seq bigint NOT NULL,
    layer text NOT NULL,
    bounds public.geometry(Geometry,3857),
    at timestamp with time zone DEFAULT now() NOT NULL,
    txid xid8 DEFAULT pg_current_xact_id() NOT NULL
);

ALTER TABLE karter.changes OWNER TO karter_owner;

ALTER TABLE karter.changes ALTER COLUMN seq ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME karter.changes_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE karter.communes (
    id bigint DEFAULT nextval('karter.feature_id'::regclass) NOT NULL,
    source text NOT NULL,
    source_id text NOT NULL,
    name text,
    address text,
    quartier text,
    commune text,
    licence text NOT NULL,
    vintage date NOT NULL,
    accuracy text NOT NULL,
    accuracy_m double precision,
    demo boolean DEFAULT false NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    geom public.geometry(Geometry,3857),
    insee text NOT NULL,
    siren text,
    population integer,
    CONSTRAINT communes_population_check CHECK ((population >= 0)),
    CONSTRAINT feature_columns_accuracy_check CHECK ((accuracy = ANY (ARRAY['exacte'::text, 'approchee'::text, 'trace_approximatif'::text, 'inconnue'::text]))),
    CONSTRAINT feature_columns_accuracy_m_check CHECK ((accuracy_m >= (0)::double precision)),
    CONSTRAINT feature_columns_geom_check CHECK (public.st_isvalid(geom)),
    CONSTRAINT feature_columns_source_check CHECK ((source <> ''::text)),
    CONSTRAINT feature_columns_source_id_check CHECK ((source_id <> ''::text))
);

ALTER TABLE karter.communes OWNER TO karter_owner;

CREATE TABLE karter.contributions (
    id bigint NOT NULL,
    kind text GENERATED ALWAYS AS (
CASE
    WHEN (feature IS NULL) THEN 'lieu'::text
    ELSE 'erreur'::text
END) STORED NOT NULL,
    layer text NOT NULL,
    feature bigint,
    theme text NOT NULL,
    quartier text,
    topic text,
    message text NOT NULL,
    geom public.geometry(Point,3857),
    proposed jsonb DEFAULT '{}'::jsonb NOT NULL,
    before jsonb,
    contact text,
    person uuid,
    state text DEFAULT 'attente'::text NOT NULL,
    sent_at timestamp with time zone DEFAULT now() NOT NULL,
    handled_at timestamp with time zone,
    handled_by uuid,
    reason text,
    result bigint,
    CONSTRAINT contributions_check CHECK (((state = 'attente'::text) = (handled_at IS NULL))),
    CONSTRAINT contributions_check1 CHECK (((state <> 'refusee'::text) OR (reason <> ''::text))),
    CONSTRAINT contributions_check2 CHECK (((feature IS NOT NULL) OR (geom IS NOT NULL))),
    CONSTRAINT contributions_contact_check CHECK ((length(contact) <= 254)),
    CONSTRAINT contributions_geom_check CHECK (public.st_isvalid(geom)),
    CONSTRAINT contributions_message_check CHECK (((length(message) >= 1) AND (length(message) <= 2000))),
    CONSTRAINT contributions_state_check CHECK ((state = ANY (ARRAY['attente'::text, 'acceptee'::text, 'amendee'::text, 'refusee'::text])))
);

ALTER TABLE karter.contributions OWNER TO karter_owner;

ALTER TABLE karter.contributions ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME karter.contributions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE karter.credentials (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    person uuid NOT NULL,
    account_id text NOT NULL,
    provider_id text NOT NULL,
    password text,
    access_token text,
    refresh_token text,
    id_token text,
    access_token_expires_at timestamp with time zone,
    refresh_token_expires_at timestamp with time zone,
    scope text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE karter.credentials OWNER TO karter_owner;

CREATE TABLE karter.epiceries (
    id bigint DEFAULT nextval('karter.feature_id'::regclass) NOT NULL,
    source text NOT NULL,
    source_id text NOT NULL,
    name text,
    address text,
    quartier text,
    commune text,
    licence text NOT NULL,
    vintage date NOT NULL,
    accuracy text NOT NULL,
    accuracy_m double precision,
    demo boolean DEFAULT false NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    geom public.geometry(Geometry,3857),
    kind text NOT NULL,
    manager text,
    students boolean,
    opening_hours text,
    hours_verified_on date,
    admission text,
    wheelchair text,
    phone text,
    website text,
    opened_on date,
    CONSTRAINT epiceries_kind_check CHECK ((kind = ANY (ARRAY['solidaire'::text, 'sociale'::text, 'etudiante'::text]))),
    CONSTRAINT feature_columns_accuracy_check CHECK ((accuracy = ANY (ARRAY['exacte'::text, 'approchee'::text, 'trace_approximatif'::text, 'inconnue'::text]))),
    CONSTRAINT feature_columns_accuracy_m_check CHECK ((accuracy_m >= (0)::double precision)),
    CONSTRAINT feature_columns_geom_check CHECK (public.st_isvalid(geom)),
    CONSTRAINT feature_columns_source_check CHECK ((source <> ''::text)),
    CONSTRAINT feature_columns_source_id_check CHECK ((source_id <> ''::text))
);

ALTER TABLE karter.epiceries OWNER TO karter_owner;

CREATE TABLE karter.establishment_matches (
    establishment_id bigint NOT NULL,
    premises_id bigint NOT NULL,
    score real NOT NULL,
    metres real,
    address_score real,
    sign_score real,
    activity_score real,
    state text NOT NULL,
    decided_by uuid,
    matched_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT establishment_matches_score_check CHECK (((score >= (0)::double precision) AND (score <= (1)::double precision))),
    CONSTRAINT establishment_matches_state_check CHECK ((state = ANY (ARRAY['proposee'::text, 'retenue'::text, 'terminee'::text])))
);

ALTER TABLE karter.establishment_matches OWNER TO karter_owner;

CREATE TABLE karter.establishment_mismatches (
    establishment_id bigint NOT NULL,
    premises_id bigint NOT NULL,
    decided_by uuid,
    decided_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE karter.establishment_mismatches OWNER TO karter_owner;

CREATE TABLE karter.establishments (
    id bigint DEFAULT nextval('karter.feature_id'::regclass) NOT NULL,
    source text NOT NULL,
    source_id text NOT NULL,
    name text,
    address text,
    quartier text,
    commune text,
    licence text NOT NULL,
    vintage date NOT NULL,
    accuracy text NOT NULL,
    accuracy_m double precision,
    demo boolean DEFAULT false NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    geom public.geometry(Geometry,3857),
    siret text NOT NULL,
    siren text NOT NULL,
    nic text,
    state text NOT NULL,
    diffusion text NOT NULL,
    opened_on date,
    closed_on date,
    state_since date,
    head_office boolean,
    employer boolean,
    headcount text,
    legal_category text,
    sign text,
    usual_name text,
    naf text,
    naf_2025 text,
    number integer,
    suffix text,
    street text,
    postcode text,
    city text,
    insee text,
    CONSTRAINT establishments_diffusion_check CHECK ((diffusion = ANY (ARRAY['O'::text, 'P'::text, 'N'::text]))),
    CONSTRAINT establishments_nic_check CHECK ((nic ~ '^\d{5}$'::text)),
    CONSTRAINT establishments_siren_check CHECK ((siren ~ '^\d{9}$'::text)),
    CONSTRAINT establishments_siret_check CHECK ((siret ~ '^\d{14}$'::text)),
    CONSTRAINT establishments_state_check CHECK ((state = ANY (ARRAY['actif'::text, 'ferme'::text]))),
    CONSTRAINT feature_columns_accuracy_check CHECK ((accuracy = ANY (ARRAY['exacte'::text, 'approchee'::text, 'trace_approximatif'::text, 'inconnue'::text]))),
    CONSTRAINT feature_columns_accuracy_m_check CHECK ((accuracy_m >= (0)::double precision)),
    CONSTRAINT feature_columns_geom_check CHECK (public.st_isvalid(geom)),
    CONSTRAINT feature_columns_source_check CHECK ((source <> ''::text)),
    CONSTRAINT feature_columns_source_id_check CHECK ((source_id <> ''::text))
);

ALTER TABLE karter.establishments OWNER TO karter_owner;

CREATE TABLE karter.feature_aliases (
    layer text NOT NULL,
    source text NOT NULL,
    source_id text NOT NULL,
    id bigint NOT NULL
);

ALTER TABLE karter.feature_aliases OWNER TO karter_owner;

CREATE TABLE karter.feature_columns (
    id bigint DEFAULT nextval('karter.feature_id'::regclass) NOT NULL,
    source text NOT NULL,
    source_id text NOT NULL,
    name text,
    address text,
    quartier text,
    commune text,
    licence text NOT NULL,
    vintage date NOT NULL,
    accuracy text NOT NULL,
    accuracy_m double precision,
    demo boolean DEFAULT false NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    geom public.geometry(Geometry,3857),
    CONSTRAINT feature_columns_accuracy_check CHECK ((accuracy = ANY (ARRAY['exacte'::text, 'approchee'::text, 'trace_approximatif'::text, 'inconnue'::text]))),
    CONSTRAINT feature_columns_accuracy_m_check CHECK ((accuracy_m >= (0)::double precision)),
    CONSTRAINT feature_columns_geom_check CHECK (public.st_isvalid(geom)),
    CONSTRAINT feature_columns_source_check CHECK ((source <> ''::text)),
    CONSTRAINT feature_columns_source_id_check CHECK ((source_id <> ''::text))
);

ALTER TABLE karter.feature_columns OWNER TO karter_owner;

CREATE TABLE karter.feature_versions (
    layer text NOT NULL,
    id bigint NOT NULL,
    known tstzrange NOT NULL,
    feature jsonb NOT NULL
);

ALTER TABLE karter.feature_versions OWNER TO karter_owner;

CREATE TABLE karter.fund_sessions (
    id bigint NOT NULL,
    fund bigint NOT NULL,
    held_at timestamp with time zone NOT NULL,
    place text NOT NULL,
    mode text NOT NULL,
    electorate text DEFAULT 'comite'::text NOT NULL,
    rule text DEFAULT 'equal-shares'::text NOT NULL,
    votes_each smallint DEFAULT 5 NOT NULL,
    quorum jsonb NOT NULL,
    weights jsonb NOT NULL,
    seed text NOT NULL,
    state text DEFAULT 'prevue'::text NOT NULL,
    opened_at timestamp with time zone,
    closed_at timestamp with time zone,
    budget_cents bigint,
    result jsonb,
    deviation text,
    ballots_cast integer,
    demo boolean DEFAULT false NOT NULL,
    CONSTRAINT fund_sessions_electorate_check CHECK ((electorate = ANY (ARRAY['comite'::text, 'habitants'::text]))),
    CONSTRAINT fund_sessions_mode_check CHECK ((mode = ANY (ARRAY['vote'::text, 'bulletins'::text]))),
    CONSTRAINT fund_sessions_place_check CHECK (((length(place) >= 1) AND (length(place) <= 200))),
    CONSTRAINT fund_sessions_rule_check CHECK ((rule = ANY (ARRAY['equal-shares'::text, 'greedy'::text]))),
    CONSTRAINT fund_sessions_state_check CHECK ((state = ANY (ARRAY['prevue'::text, 'ouverte'::text, 'close'::text, 'annulee'::text]))),
    CONSTRAINT fund_sessions_votes_each_check CHECK (((votes_each >= 1) AND (votes_each <= 50)))
);

ALTER TABLE karter.fund_sessions OWNER TO karter_owner;

ALTER TABLE karter.fund_sessions ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME karter.fund_sessions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE karter.fund_years (
    year integer NOT NULL,
    total_cents bigint NOT NULL,
    equal_share numeric(5,4) DEFAULT 0.5 NOT NULL,
    population_source text NOT NULL,
    demo boolean DEFAULT false NOT NULL,
    CONSTRAINT fund_years_equal_share_check CHECK (((equal_share >= (0)::numeric) AND (equal_share <= (1)::numeric))),
    CONSTRAINT fund_years_total_cents_check CHECK ((total_cents >= 0)),
    CONSTRAINT fund_years_year_check CHECK (((year >= 2000) AND (year <= 2100)))
);

ALTER TABLE karter.fund_years OWNER TO karter_owner;

CREATE TABLE karter.funds (
    id bigint NOT NULL,
    year integer NOT NULL,
    quartier text NOT NULL,
    inhabitants integer NOT NULL,
    envelope_cents bigint NOT NULL,
    awarded_cents bigint DEFAULT 0 NOT NULL,
    paid_cents bigint DEFAULT 0 NOT NULL,
    filing_until date,
    demo boolean DEFAULT false NOT NULL,
    CONSTRAINT funds_envelope CHECK (((awarded_cents >= 0) AND (awarded_cents <= envelope_cents))),
    CONSTRAINT funds_envelope_cents_check CHECK ((envelope_cents >= 0)),
    CONSTRAINT funds_inhabitants_check CHECK ((inhabitants >= 0)),
    CONSTRAINT funds_paid CHECK (((paid_cents >= 0) AND (paid_cents <= awarded_cents)))
);

ALTER TABLE karter.funds OWNER TO karter_owner;

ALTER TABLE karter.funds ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME karter.funds_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE karter.gardens (
    id bigint DEFAULT nextval('karter.feature_id'::regclass) NOT NULL,
    source text NOT NULL,
    source_id text NOT NULL,
    name text,
    address text,
    quartier text,
    commune text,
    licence text NOT NULL,
    vintage date NOT NULL,
    accuracy text NOT NULL,
    accuracy_m double precision,
    demo boolean DEFAULT false NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    geom public.geometry(Geometry,3857),
    kind text NOT NULL,
    manager text,
    area_m2 double precision,
    plots integer,
    plots_free integer,
    opened_on date,
    closed_on date,
    access text,
    water boolean,
    compost boolean,
    wheelchair text,
    how_to_join text,
    waiting_list integer,
    waiting_list_on date,
    phone text,
    email text,
    website text,
    CONSTRAINT feature_columns_accuracy_check CHECK ((accuracy = ANY (ARRAY['exacte'::text, 'approchee'::text, 'trace_approximatif'::text, 'inconnue'::text]))),
    CONSTRAINT feature_columns_accuracy_m_check CHECK ((accuracy_m >= (0)::double precision)),
    CONSTRAINT feature_columns_geom_check CHECK (public.st_isvalid(geom)),
    CONSTRAINT feature_columns_source_check CHECK ((source <> ''::text)),
    CONSTRAINT feature_columns_source_id_check CHECK ((source_id <> ''::text)),
    CONSTRAINT gardens_area_m2_check CHECK ((area_m2 > (0)::double precision)),
    CONSTRAINT gardens_check CHECK ((closed_on >= opened_on)),
    CONSTRAINT gardens_kind_check CHECK ((kind = ANY (ARRAY['partage'::text, 'ouvrier'::text, 'pedagogique'::text, 'insertion'::text]))),
    CONSTRAINT gardens_plots_check CHECK ((plots >= 0)),
    CONSTRAINT gardens_plots_free_check CHECK ((plots_free >= 0)),
    CONSTRAINT gardens_waiting_list_check CHECK ((waiting_list >= 0))
);

ALTER TABLE karter.gardens OWNER TO karter_owner;

CREATE TABLE karter.geocode_reviews (
    id bigint NOT NULL,
    layer text NOT NULL,
    source text NOT NULL,
    source_id text NOT NULL,
    address text NOT NULL,
    insee text,
    score real,
    kind text,
    label text,
    guess public.geometry(Point,3857),
    state text DEFAULT 'ouverte'::text NOT NULL,
    noted_at timestamp with time zone DEFAULT now() NOT NULL,
    decided_at timestamp with time zone,
    decided_by uuid,
    CONSTRAINT geocode_reviews_state_check CHECK ((state = ANY (ARRAY['ouverte'::text, 'acceptee'::text, 'ecartee'::text])))
);

ALTER TABLE karter.geocode_reviews OWNER TO karter_owner;

ALTER TABLE karter.geocode_reviews ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME karter.geocode_reviews_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE karter.grants (
    id bigint NOT NULL,
    person uuid NOT NULL,
    role text NOT NULL,
    organisation bigint,
    quartier text,
    theme text,
    valid_from timestamp with time zone DEFAULT now() NOT NULL,
    valid_to timestamp with time zone,
    granted_by uuid,
    granted_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT grants_check CHECK ((valid_to >= valid_from)),
    CONSTRAINT grants_theme_check CHECK ((theme = ANY (ARRAY['emploi'::text, 'epiceries'::text, 'fonds'::text, 'commerces'::text, 'jardins'::text])))
);

ALTER TABLE karter.grants OWNER TO karter_owner;

ALTER TABLE karter.grants ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME karter.grants_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE karter.import_origins (
    layer text NOT NULL,
    id bigint NOT NULL,
    said jsonb NOT NULL
);

ALTER TABLE karter.import_origins OWNER TO karter_owner;

CREATE UNLOGGED TABLE karter.import_rows (
    import bigint NOT NULL,
    rank integer NOT NULL,
    line integer NOT NULL,
    properties jsonb,
    given public.geometry,
    geom public.geometry(Geometry,3857),
    problem text,
    remark text,
    outcome text,
    feature bigint,
    version timestamp with time zone,
    likely bigint,
    CONSTRAINT import_rows_outcome_check CHECK ((outcome = ANY (ARRAY['nouvelle'::text, 'changee'::text, 'inchangee'::text, 'rattachee'::text])))
);

ALTER TABLE karter.import_rows OWNER TO karter_owner;

CREATE TABLE karter.imports (
    id bigint NOT NULL,
    layer text NOT NULL,
    file_name text NOT NULL,
    file_path text,
    state text DEFAULT 'lecture'::text NOT NULL,
    wish jsonb DEFAULT '{}'::jsonb NOT NULL,
    told jsonb DEFAULT '{}'::jsonb NOT NULL,
    read_rows bigint DEFAULT 0 NOT NULL,
    failure text,
    person uuid,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT imports_check CHECK (((state = 'echec'::text) = (failure IS NOT NULL))),
    CONSTRAINT imports_file_name_check CHECK (((length(file_name) >= 1) AND (length(file_name) <= 200))),
    CONSTRAINT imports_state_check CHECK ((state = ANY (ARRAY['lecture'::text, 'pret'::text, 'refuse'::text, 'ecriture'::text, 'ecrit'::text, 'annule'::text, 'echec'::text])))
);

ALTER TABLE karter.imports OWNER TO karter_owner;

ALTER TABLE karter.imports ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME karter.imports_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE VIEW karter.item_addresses AS
 SELECT feature.id,
    feature.source,
    feature.source_id,
    feature.name,
    feature.address,
    feature.quartier,
    feature.commune,
    feature.licence,
    feature.vintage,
    feature.accuracy,
    feature.accuracy_m,
    feature.demo,
    feature.updated_at,
    feature.geom,
    feature.number,
    feature.suffix,
    feature.street,
    feature.postcode,
    feature.city,
    feature.insee,
    feature.place,
    feature."position",
    feature.certified,
    NULL::daterange AS during
   FROM karter.addresses feature;

ALTER TABLE karter.item_addresses OWNER TO karter_owner;

CREATE VIEW karter.item_centralites AS
 SELECT feature.id,
    feature.source,
    feature.source_id,
    feature.name,
    feature.address,
    feature.quartier,
    feature.commune,
    feature.licence,
    feature.vintage,
    feature.accuracy,
    feature.accuracy_m,
    feature.demo,
    feature.updated_at,
    feature.geom,
    feature.kind,
    NULL::daterange AS during,
    round(public.st_area(public.st_transform(feature.geom, 2154))) AS area_m2,
    inside.premises,
    inside.vacant
   FROM (karter.centralites feature
     CROSS JOIN LATERAL ( SELECT (count(*))::integer AS premises,
            (count(*) FILTER (WHERE (premises.occupancy = 'vacant'::text)))::integer AS vacant
           FROM karter.premises
          WHERE public.st_covers(feature.geom, premises.geom)) inside);

ALTER TABLE karter.item_centralites OWNER TO karter_owner;

CREATE VIEW karter.item_communes AS
 SELECT feature.id,
    feature.source,
    feature.source_id,
    feature.name,
    feature.address,
    feature.quartier,
    feature.commune,
    feature.licence,
    feature.vintage,
    feature.accuracy,
    feature.accuracy_m,
    feature.demo,
    feature.updated_at,
    feature.geom,
    feature.insee,
    feature.siren,
    feature.population,
    NULL::daterange AS during
   FROM karter.communes feature;

ALTER TABLE karter.item_communes OWNER TO karter_owner;

CREATE TABLE karter.ressourceries (
    id bigint DEFAULT nextval('karter.feature_id'::regclass) NOT NULL,
    source text NOT NULL,
    source_id text NOT NULL,
    name text,
    address text,
    quartier text,
    commune text,
    licence text NOT NULL,
    vintage date NOT NULL,
    accuracy text NOT NULL,
    accuracy_m double precision,
    demo boolean DEFAULT false NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    geom public.geometry(Geometry,3857),
    kind text NOT NULL,
    manager text,
    surface_m2 double precision,
    opening_hours text,
    hours_verified_on date,
    wheelchair text,
    phone text,
    website text,
    opened_on date,
    CONSTRAINT feature_columns_accuracy_check CHECK ((accuracy = ANY (ARRAY['exacte'::text, 'approchee'::text, 'trace_approximatif'::text, 'inconnue'::text]))),
    CONSTRAINT feature_columns_accuracy_m_check CHECK ((accuracy_m >= (0)::double precision)),
    CONSTRAINT feature_columns_geom_check CHECK (public.st_isvalid(geom)),
    CONSTRAINT feature_columns_source_check CHECK ((source <> ''::text)),
    CONSTRAINT feature_columns_source_id_check CHECK ((source_id <> ''::text)),
    CONSTRAINT ressourceries_kind_check CHECK ((kind = ANY (ARRAY['ressourcerie'::text, 'materiaux'::text, 'velo'::text, 'textile'::text]))),
    CONSTRAINT ressourceries_surface_m2_check CHECK ((surface_m2 > (0)::double precision))
);

ALTER TABLE karter.ressourceries OWNER TO karter_owner;

CREATE VIEW karter.item_epiceries AS
 SELECT feature.id,
    feature.source,
    feature.source_id,
    feature.name,
    feature.address,
    feature.quartier,
    feature.commune,
    feature.licence,
    feature.vintage,
    feature.accuracy,
    feature.accuracy_m,
    feature.demo,
    feature.updated_at,
    feature.geom,
    feature.kind,
    feature.manager,
    feature.students,
    feature.opening_hours,
    feature.hours_verified_on,
    feature.admission,
    feature.wheelchair,
    feature.phone,
    feature.website,
    feature.opened_on,
    daterange(feature.opened_on, NULL::date) AS during,
    (round((nearest.metres)::numeric))::double precision AS ressourcerie_m
   FROM (karter.epiceries feature
     LEFT JOIN LATERAL ( SELECT karter.metres(feature.geom, ressourcerie.geom) AS metres
           FROM karter.ressourceries ressourcerie
          WHERE (ressourcerie.geom IS NOT NULL)
          ORDER BY (ressourcerie.geom OPERATOR(public.<->) feature.geom)
         LIMIT 1) nearest ON ((feature.geom IS NOT NULL)));

ALTER TABLE karter.item_epiceries OWNER TO karter_owner;

CREATE TABLE karter.nomenclatures (
    id text NOT NULL,
    title text NOT NULL,
    in_force daterange NOT NULL,
    source text NOT NULL
);

ALTER TABLE karter.nomenclatures OWNER TO karter_owner;

CREATE VIEW karter.item_establishments AS
 SELECT feature.id,
    feature.source,
    feature.source_id,
    feature.name,
    feature.address,
    feature.quartier,
    feature.commune,
    feature.licence,
    feature.vintage,
    feature.accuracy,
    feature.accuracy_m,
    feature.demo,
    feature.updated_at,
    feature.geom,
    feature.siret,
    feature.siren,
    feature.nic,
    feature.state,
    feature.diffusion,
    feature.opened_on,
    feature.closed_on,
    feature.state_since,
    feature.head_office,
    feature.employer,
    feature.headcount,
    feature.legal_category,
    feature.sign,
    feature.usual_name,
    feature.naf,
    feature.naf_2025,
    feature.number,
    feature.suffix,
    feature.street,
    feature.postcode,
    feature.city,
    feature.insee,
    daterange(feature.opened_on, feature.closed_on, '[)'::text) AS during,
    ( SELECT (upper(nomenclatures.in_force) - 1) AS date
           FROM karter.nomenclatures
          WHERE (nomenclatures.id = 'NAFRev2'::text)) AS naf_until,
    ( SELECT lower(nomenclatures.in_force) AS lower
           FROM karter.nomenclatures
          WHERE (nomenclatures.id = 'NAF2025'::text)) AS naf_2025_from
   FROM karter.establishments feature;

ALTER TABLE karter.item_establishments OWNER TO karter_owner;

CREATE VIEW karter.item_gardens AS
 SELECT feature.id,
    feature.source,
    feature.source_id,
    feature.name,
    feature.address,
    feature.quartier,
    feature.commune,
    feature.licence,
    feature.vintage,
    feature.accuracy,
    feature.accuracy_m,
    feature.demo,
    feature.updated_at,
    feature.geom,
    feature.kind,
    feature.manager,
    feature.area_m2,
    feature.plots,
    feature.plots_free,
    feature.opened_on,
    feature.closed_on,
    feature.access,
    feature.water,
    feature.compost,
    feature.wheelchair,
    feature.how_to_join,
    feature.waiting_list,
    feature.waiting_list_on,
    feature.phone,
    feature.email,
    feature.website,
    daterange(feature.opened_on, feature.closed_on) AS during,
    karter.garden_state(feature.opened_on, feature.closed_on, CURRENT_DATE) AS state
   FROM karter.gardens feature;

ALTER TABLE karter.item_gardens OWNER TO karter_owner;

CREATE TABLE karter.job_dating_events (
    id text NOT NULL,
    venue_id bigint NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    title text NOT NULL,
    sectors text[] DEFAULT '{}'::text[] NOT NULL,
    companies integer,
    posts integer,
    demo boolean DEFAULT false NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT job_dating_events_check CHECK ((ends_at > starts_at))
);

ALTER TABLE karter.job_dating_events OWNER TO karter_owner;

CREATE TABLE karter.job_datings (
    id bigint DEFAULT nextval('karter.feature_id'::regclass) NOT NULL,
    source text NOT NULL,
    source_id text NOT NULL,
    name text,
    address text,
    quartier text,
    commune text,
    licence text NOT NULL,
    vintage date NOT NULL,
    accuracy text NOT NULL,
    accuracy_m double precision,
    demo boolean DEFAULT false NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    geom public.geometry(Geometry,3857),
    kind text NOT NULL,
    capacity integer,
    wheelchair text,
    phone text,
    website text,
    CONSTRAINT feature_columns_accuracy_check CHECK ((accuracy = ANY (ARRAY['exacte'::text, 'approchee'::text, 'trace_approximatif'::text, 'inconnue'::text]))),
    CONSTRAINT feature_columns_accuracy_m_check CHECK ((accuracy_m >= (0)::double precision)),
    CONSTRAINT feature_columns_geom_check CHECK (public.st_isvalid(geom)),
    CONSTRAINT feature_columns_source_check CHECK ((source <> ''::text)),
    CONSTRAINT feature_columns_source_id_check CHECK ((source_id <> ''::text)),
    CONSTRAINT job_datings_capacity_check CHECK ((capacity > 0)),
    CONSTRAINT job_datings_kind_check CHECK ((kind = ANY (ARRAY['mission_locale'::text, 'mairie'::text, 'centre_social'::text, 'mediatheque'::text, 'emploi'::text, 'autre'::text])))
);

ALTER TABLE karter.job_datings OWNER TO karter_owner;

CREATE VIEW karter.item_job_datings AS
 SELECT feature.id,
    feature.source,
    feature.source_id,
    feature.name,
    feature.address,
    feature.quartier,
    feature.commune,
    feature.licence,
    feature.vintage,
    feature.accuracy,
    feature.accuracy_m,
    feature.demo,
    feature.updated_at,
    feature.geom,
    feature.kind,
    feature.capacity,
    feature.wheelchair,
    feature.phone,
    feature.website,
    coming.during,
    coming.next_on,
    coming.events,
    coming.events_12_months
   FROM (karter.job_datings feature
     CROSS JOIN LATERAL ( SELECT min(event.starts_at) FILTER (WHERE (event.ends_at >= now())) AS next_on,
            COALESCE(jsonb_agg(jsonb_build_object('id', event.id, 'starts_at', event.starts_at, 'ends_at', event.ends_at, 'title', event.title, 'sectors', event.sectors, 'companies', event.companies, 'posts', event.posts, 'demo', event.demo) ORDER BY event.starts_at) FILTER (WHERE (event.ends_at >= now())), '[]'::jsonb) AS events,
            (count(*) FILTER (WHERE ((event.starts_at > (now() - '1 year'::interval)) AND (event.starts_at <= now()))))::integer AS events_12_months,
            daterange((min(event.starts_at))::date, (max(event.ends_at))::date, '[]'::text) AS during
           FROM karter.job_dating_events event
          WHERE (event.venue_id = feature.id)) coming);

ALTER TABLE karter.item_job_datings OWNER TO karter_owner;

CREATE TABLE karter.land (
    id bigint DEFAULT nextval('karter.feature_id'::regclass) NOT NULL,
    source text NOT NULL,
    source_id text NOT NULL,
    name text,
    address text,
    quartier text,
    commune text,
    licence text NOT NULL,
    vintage date NOT NULL,
    accuracy text NOT NULL,
    accuracy_m double precision,
    demo boolean DEFAULT false NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    geom public.geometry(Geometry,3857),
    kind text NOT NULL,
    CONSTRAINT feature_columns_accuracy_check CHECK ((accuracy = ANY (ARRAY['exacte'::text, 'approchee'::text, 'trace_approximatif'::text, 'inconnue'::text]))),
    CONSTRAINT feature_columns_accuracy_m_check CHECK ((accuracy_m >= (0)::double precision)),
    CONSTRAINT feature_columns_geom_check CHECK (public.st_isvalid(geom)),
    CONSTRAINT feature_columns_source_check CHECK ((source <> ''::text)),
    CONSTRAINT feature_columns_source_id_check CHECK ((source_id <> ''::text)),
    CONSTRAINT land_kind_check CHECK ((kind = ANY (ARRAY['terre'::text, 'eau'::text, 'parc'::text])))
);

ALTER TABLE karter.land OWNER TO karter_owner;

CREATE VIEW karter.item_land AS
 SELECT feature.id,
    feature.source,
    feature.source_id,
    feature.name,
    feature.address,
    feature.quartier,
    feature.commune,
    feature.licence,
    feature.vintage,
    feature.accuracy,
    feature.accuracy_m,
    feature.demo,
    feature.updated_at,
    feature.geom,
    feature.kind,
    NULL::daterange AS during
   FROM karter.land feature;

ALTER TABLE karter.item_land OWNER TO karter_owner;

CREATE TABLE karter.plu_frontages (
    id bigint DEFAULT nextval('karter.feature_id'::regclass) NOT NULL,
    source text NOT NULL,
    source_id text NOT NULL,
    name text,
    address text,
    quartier text,
    commune text,
    licence text NOT NULL,
    vintage date NOT NULL,
    accuracy text NOT NULL,
    accuracy_m double precision,
    demo boolean DEFAULT false NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    geom public.geometry(Geometry,3857),
    stypepsc text NOT NULL,
    rule text,
    street text,
    idurba text,
    CONSTRAINT feature_columns_accuracy_check CHECK ((accuracy = ANY (ARRAY['exacte'::text, 'approchee'::text, 'trace_approximatif'::text, 'inconnue'::text]))),
    CONSTRAINT feature_columns_accuracy_m_check CHECK ((accuracy_m >= (0)::double precision)),
    CONSTRAINT feature_columns_geom_check CHECK (public.st_isvalid(geom)),
    CONSTRAINT feature_columns_source_check CHECK ((source <> ''::text)),
    CONSTRAINT feature_columns_source_id_check CHECK ((source_id <> ''::text)),
    CONSTRAINT plu_frontages_stypepsc_check CHECK ((stypepsc = ANY (ARRAY['00'::text, '01'::text, '02'::text, '03'::text, '04'::text])))
);

ALTER TABLE karter.plu_frontages OWNER TO karter_owner;

CREATE VIEW karter.item_plu_frontages AS
 SELECT feature.id,
    feature.source,
    feature.source_id,
    feature.name,
    feature.address,
    feature.quartier,
    feature.commune,
    feature.licence,
    feature.vintage,
    feature.accuracy,
    feature.accuracy_m,
    feature.demo,
    feature.updated_at,
    feature.geom,
    feature.stypepsc,
    feature.rule,
    feature.street,
    feature.idurba,
    NULL::daterange AS during,
    round(public.st_length(public.st_transform(feature.geom, 2154))) AS length_m
   FROM karter.plu_frontages feature;

ALTER TABLE karter.item_plu_frontages OWNER TO karter_owner;

CREATE TABLE karter.plu_zones (
    id bigint DEFAULT nextval('karter.feature_id'::regclass) NOT NULL,
    source text NOT NULL,
    source_id text NOT NULL,
    name text,
    address text,
    quartier text,
    commune text,
    licence text NOT NULL,
    vintage date NOT NULL,
    accuracy text NOT NULL,
    accuracy_m double precision,
    demo boolean DEFAULT false NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    geom public.geometry(Geometry,3857),
    libelle text NOT NULL,
    libelong text,
    typezone text NOT NULL,
    idurba text,
    CONSTRAINT feature_columns_accuracy_check CHECK ((accuracy = ANY (ARRAY['exacte'::text, 'approchee'::text, 'trace_approximatif'::text, 'inconnue'::text]))),
    CONSTRAINT feature_columns_accuracy_m_check CHECK ((accuracy_m >= (0)::double precision)),
    CONSTRAINT feature_columns_geom_check CHECK (public.st_isvalid(geom)),
    CONSTRAINT feature_columns_source_check CHECK ((source <> ''::text)),
    CONSTRAINT feature_columns_source_id_check CHECK ((source_id <> ''::text))
);

ALTER TABLE karter.plu_zones OWNER TO karter_owner;

CREATE VIEW karter.item_plu_zones AS
 SELECT feature.id,
    feature.source,
    feature.source_id,
    feature.name,
    feature.address,
    feature.quartier,
    feature.commune,
    feature.licence,
    feature.vintage,
    feature.accuracy,
    feature.accuracy_m,
    feature.demo,
    feature.updated_at,
    feature.geom,
    feature.libelle,
    feature.libelong,
    feature.typezone,
    feature.idurba,
    NULL::daterange AS during
   FROM karter.plu_zones feature;

ALTER TABLE karter.item_plu_zones OWNER TO karter_owner;

CREATE TABLE karter.premises_establishments (
    premises_id bigint NOT NULL,
    siret text NOT NULL
);

ALTER TABLE karter.premises_establishments OWNER TO karter_owner;

CREATE VIEW karter.item_premises AS
 SELECT feature.id,
    feature.source,
    feature.source_id,
    feature.name,
    feature.address,
    feature.quartier,
    feature.commune,
    feature.licence,
    feature.vintage,
    feature.accuracy,
    feature.accuracy_m,
    feature.demo,
    feature.updated_at,
    feature.geom,
    feature.occupancy,
    feature.observed_on,
    feature.vacant_since,
    feature.vacant_after,
    feature.activity,
    feature.naf,
    feature.destination,
    feature.sign,
    feature.surface_m2,
    feature.frontage_m,
    feature.street,
    feature.history,
    NULL::daterange AS during,
    ( SELECT matched.siret
           FROM karter.premises_establishments matched
          WHERE (matched.premises_id = feature.id)) AS siret
   FROM karter.premises feature;

ALTER TABLE karter.item_premises OWNER TO karter_owner;

CREATE TABLE karter.projects (
    id bigint DEFAULT nextval('karter.feature_id'::regclass) NOT NULL,
    source text NOT NULL,
    source_id text NOT NULL,
    name text,
    address text,
    quartier text,
    commune text,
    licence text NOT NULL,
    vintage date NOT NULL,
    accuracy text NOT NULL,
    accuracy_m double precision,
    demo boolean DEFAULT false NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    geom public.geometry(Geometry,3857),
    stage text NOT NULL,
    description text,
    amount_eur double precision,
    votes integer,
    season text,
    decided_on date,
    delivered_on date,
    website text,
    year integer,
    CONSTRAINT feature_columns_accuracy_check CHECK ((accuracy = ANY (ARRAY['exacte'::text, 'approchee'::text, 'trace_approximatif'::text, 'inconnue'::text]))),
    CONSTRAINT feature_columns_accuracy_m_check CHECK ((accuracy_m >= (0)::double precision)),
    CONSTRAINT feature_columns_geom_check CHECK (public.st_isvalid(geom)),
    CONSTRAINT feature_columns_source_check CHECK ((source <> ''::text)),
    CONSTRAINT feature_columns_source_id_check CHECK ((source_id <> ''::text)),
    CONSTRAINT projects_amount_eur_check CHECK ((amount_eur >= (0)::double precision)),
    CONSTRAINT projects_stage_check CHECK ((stage = ANY (ARRAY['depose'::text, 'recevable'::text, 'non_recevable'::text, 'en_deliberation'::text, 'propose'::text, 'refuse'::text, 'ajourne'::text, 'finance'::text, 'en_cours'::text, 'realise'::text, 'abandonne'::text]))),
    CONSTRAINT projects_votes_check CHECK ((votes >= 0))
);

ALTER TABLE karter.projects OWNER TO karter_owner;

CREATE VIEW karter.item_projects AS
 SELECT feature.id,
    feature.source,
    feature.source_id,
    feature.name,
    feature.address,
    feature.quartier,
    feature.commune,
    feature.licence,
    feature.vintage,
    feature.accuracy,
    feature.accuracy_m,
    feature.demo,
    feature.updated_at,
    feature.geom,
    feature.stage,
    feature.description,
    feature.amount_eur,
    feature.votes,
    feature.season,
    feature.decided_on,
    feature.delivered_on,
    feature.website,
    feature.year,
    daterange(feature.decided_on, NULL::date) AS during
   FROM karter.projects feature;

ALTER TABLE karter.item_projects OWNER TO karter_owner;

CREATE TABLE karter.qpv (
    id bigint DEFAULT nextval('karter.feature_id'::regclass) NOT NULL,
    source text NOT NULL,
    source_id text NOT NULL,
    name text,
    address text,
    quartier text,
    commune text,
    licence text NOT NULL,
    vintage date NOT NULL,
    accuracy text NOT NULL,
    accuracy_m double precision,
    demo boolean DEFAULT false NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    geom public.geometry(Geometry,3857),
    code text,
    population integer,
    CONSTRAINT feature_columns_accuracy_check CHECK ((accuracy = ANY (ARRAY['exacte'::text, 'approchee'::text, 'trace_approximatif'::text, 'inconnue'::text]))),
    CONSTRAINT feature_columns_accuracy_m_check CHECK ((accuracy_m >= (0)::double precision)),
    CONSTRAINT feature_columns_geom_check CHECK (public.st_isvalid(geom)),
    CONSTRAINT feature_columns_source_check CHECK ((source <> ''::text)),
    CONSTRAINT feature_columns_source_id_check CHECK ((source_id <> ''::text)),
    CONSTRAINT qpv_population_check CHECK ((population >= 0))
);

ALTER TABLE karter.qpv OWNER TO karter_owner;

CREATE VIEW karter.item_qpv AS
 SELECT feature.id,
    feature.source,
    feature.source_id,
    feature.name,
    feature.address,
    feature.quartier,
    feature.commune,
    feature.licence,
    feature.vintage,
    feature.accuracy,
    feature.accuracy_m,
    feature.demo,
    feature.updated_at,
    feature.geom,
    feature.code,
    feature.population,
    NULL::daterange AS during
   FROM karter.qpv feature;

ALTER TABLE karter.item_qpv OWNER TO karter_owner;

CREATE TABLE karter.quartiers (
    id bigint DEFAULT nextval('karter.feature_id'::regclass) NOT NULL,
    source text NOT NULL,
    source_id text NOT NULL,
    name text,
    address text,
    quartier text,
    commune text,
    licence text NOT NULL,
    vintage date NOT NULL,
    accuracy text NOT NULL,
    accuracy_m double precision,
    demo boolean DEFAULT false NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    geom public.geometry(Geometry,3857),
    slug text NOT NULL,
    town_hall text,
    CONSTRAINT feature_columns_accuracy_check CHECK ((accuracy = ANY (ARRAY['exacte'::text, 'approchee'::text, 'trace_approximatif'::text, 'inconnue'::text]))),
    CONSTRAINT feature_columns_accuracy_m_check CHECK ((accuracy_m >= (0)::double precision)),
    CONSTRAINT feature_columns_geom_check CHECK (public.st_isvalid(geom)),
    CONSTRAINT feature_columns_source_check CHECK ((source <> ''::text)),
    CONSTRAINT feature_columns_source_id_check CHECK ((source_id <> ''::text))
);

ALTER TABLE karter.quartiers OWNER TO karter_owner;

CREATE VIEW karter.item_quartiers AS
 SELECT feature.id,
    feature.source,
    feature.source_id,
    feature.name,
    feature.address,
    feature.quartier,
    feature.commune,
    feature.licence,
    feature.vintage,
    feature.accuracy,
    feature.accuracy_m,
    feature.demo,
    feature.updated_at,
    feature.geom,
    feature.slug,
    feature.town_hall,
    NULL::daterange AS during,
    (round(((public.st_area(public.st_transform(feature.geom, 2154)) / ('1000000'::numeric)::double precision))::numeric, 2))::double precision AS area_km2
   FROM karter.quartiers feature;

ALTER TABLE karter.item_quartiers OWNER TO karter_owner;

CREATE VIEW karter.item_ressourceries AS
 SELECT feature.id,
    feature.source,
    feature.source_id,
    feature.name,
    feature.address,
    feature.quartier,
    feature.commune,
    feature.licence,
    feature.vintage,
    feature.accuracy,
    feature.accuracy_m,
    feature.demo,
    feature.updated_at,
    feature.geom,
    feature.kind,
    feature.manager,
    feature.surface_m2,
    feature.opening_hours,
    feature.hours_verified_on,
    feature.wheelchair,
    feature.phone,
    feature.website,
    feature.opened_on,
    daterange(feature.opened_on, NULL::date) AS during
   FROM karter.ressourceries feature;

ALTER TABLE karter.item_ressourceries OWNER TO karter_owner;

CREATE TABLE karter.streets (
    id bigint DEFAULT nextval('karter.feature_id'::regclass) NOT NULL,
    source text NOT NULL,
    source_id text NOT NULL,
    name text,
    address text,
    quartier text,
    commune text,
    licence text NOT NULL,
    vintage date NOT NULL,
    accuracy text NOT NULL,
    accuracy_m double precision,
    demo boolean DEFAULT false NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    geom public.geometry(Geometry,3857),
    kind text NOT NULL,
    CONSTRAINT feature_columns_accuracy_check CHECK ((accuracy = ANY (ARRAY['exacte'::text, 'approchee'::text, 'trace_approximatif'::text, 'inconnue'::text]))),
    CONSTRAINT feature_columns_accuracy_m_check CHECK ((accuracy_m >= (0)::double precision)),
    CONSTRAINT feature_columns_geom_check CHECK (public.st_isvalid(geom)),
    CONSTRAINT feature_columns_source_check CHECK ((source <> ''::text)),
    CONSTRAINT feature_columns_source_id_check CHECK ((source_id <> ''::text)),
    CONSTRAINT streets_kind_check CHECK ((kind = ANY (ARRAY['axe'::text, 'principale'::text, 'rue'::text])))
);

ALTER TABLE karter.streets OWNER TO karter_owner;

CREATE VIEW karter.item_streets AS
 SELECT feature.id,
    feature.source,
    feature.source_id,
    feature.name,
    feature.address,
    feature.quartier,
    feature.commune,
    feature.licence,
    feature.vintage,
    feature.accuracy,
    feature.accuracy_m,
    feature.demo,
    feature.updated_at,
    feature.geom,
    feature.kind,
    NULL::daterange AS during,
    round(public.st_length(public.st_transform(feature.geom, 2154))) AS length_m
   FROM karter.streets feature;

ALTER TABLE karter.item_streets OWNER TO karter_owner;

CREATE TABLE karter.suppliers (
    id bigint DEFAULT nextval('karter.feature_id'::regclass) NOT NULL,
    source text NOT NULL,
    source_id text NOT NULL,
    name text,
    address text,
    quartier text,
    commune text,
    licence text NOT NULL,
    vintage date NOT NULL,
    accuracy text NOT NULL,
    accuracy_m double precision,
    demo boolean DEFAULT false NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    geom public.geometry(Geometry,3857),
    kind text NOT NULL,
    surface_m2 double precision,
    days text,
    cold_chain boolean,
    CONSTRAINT feature_columns_accuracy_check CHECK ((accuracy = ANY (ARRAY['exacte'::text, 'approchee'::text, 'trace_approximatif'::text, 'inconnue'::text]))),
    CONSTRAINT feature_columns_accuracy_m_check CHECK ((accuracy_m >= (0)::double precision)),
    CONSTRAINT feature_columns_geom_check CHECK (public.st_isvalid(geom)),
    CONSTRAINT feature_columns_source_check CHECK ((source <> ''::text)),
    CONSTRAINT feature_columns_source_id_check CHECK ((source_id <> ''::text)),
    CONSTRAINT suppliers_kind_check CHECK ((kind = ANY (ARRAY['industrie'::text, 'grossiste'::text, 'supermarche'::text, 'marche'::text, 'cantine'::text, 'jardin'::text]))),
    CONSTRAINT suppliers_surface_m2_check CHECK ((surface_m2 > (0)::double precision))
);

ALTER TABLE karter.suppliers OWNER TO karter_owner;

CREATE VIEW karter.item_suppliers AS
 SELECT feature.id,
    feature.source,
    feature.source_id,
    feature.name,
    feature.address,
    feature.quartier,
    feature.commune,
    feature.licence,
    feature.vintage,
    feature.accuracy,
    feature.accuracy_m,
    feature.demo,
    feature.updated_at,
    feature.geom,
    feature.kind,
    feature.surface_m2,
    feature.days,
    feature.cold_chain,
    NULL::daterange AS during
   FROM karter.suppliers feature;

ALTER TABLE karter.item_suppliers OWNER TO karter_owner;

CREATE TABLE karter.transit (
    id bigint DEFAULT nextval('karter.feature_id'::regclass) NOT NULL,
    source text NOT NULL,
    source_id text NOT NULL,
    name text,
    address text,
    quartier text,
    commune text,
    licence text NOT NULL,
    vintage date NOT NULL,
    accuracy text NOT NULL,
    accuracy_m double precision,
    demo boolean DEFAULT false NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    geom public.geometry(Geometry,3857),
    kind text NOT NULL,
    line text,
    CONSTRAINT feature_columns_accuracy_check CHECK ((accuracy = ANY (ARRAY['exacte'::text, 'approchee'::text, 'trace_approximatif'::text, 'inconnue'::text]))),
    CONSTRAINT feature_columns_accuracy_m_check CHECK ((accuracy_m >= (0)::double precision)),
    CONSTRAINT feature_columns_geom_check CHECK (public.st_isvalid(geom)),
    CONSTRAINT feature_columns_source_check CHECK ((source <> ''::text)),
    CONSTRAINT feature_columns_source_id_check CHECK ((source_id <> ''::text)),
    CONSTRAINT transit_kind_check CHECK ((kind = ANY (ARRAY['tram'::text, 'telepherique'::text, 'station'::text])))
);

ALTER TABLE karter.transit OWNER TO karter_owner;

CREATE VIEW karter.item_transit AS
 SELECT feature.id,
    feature.source,
    feature.source_id,
    feature.name,
    feature.address,
    feature.quartier,
    feature.commune,
    feature.licence,
    feature.vintage,
    feature.accuracy,
    feature.accuracy_m,
    feature.demo,
    feature.updated_at,
    feature.geom,
    feature.kind,
    feature.line,
    NULL::daterange AS during
   FROM karter.transit feature;

ALTER TABLE karter.item_transit OWNER TO karter_owner;

CREATE TABLE karter.job_dating_rhythms (
    venue_id bigint NOT NULL,
    every_weeks integer NOT NULL,
    week_offset integer NOT NULL,
    weekday integer NOT NULL,
    starts time without time zone NOT NULL,
    ends time without time zone NOT NULL,
    sectors text[] DEFAULT '{}'::text[] NOT NULL,
    companies integer,
    posts integer,
    CONSTRAINT job_dating_rhythms_check CHECK ((ends > starts)),
    CONSTRAINT job_dating_rhythms_every_weeks_check CHECK (((every_weeks >= 1) AND (every_weeks <= 52))),
    CONSTRAINT job_dating_rhythms_week_offset_check CHECK ((week_offset >= 0)),
    CONSTRAINT job_dating_rhythms_weekday_check CHECK (((weekday >= 1) AND (weekday <= 7)))
);

ALTER TABLE karter.job_dating_rhythms OWNER TO karter_owner;

CREATE TABLE karter.layer_loads (
    layer text NOT NULL,
    shipped_hash text,
    official_since timestamp with time zone
);

ALTER TABLE karter.layer_loads OWNER TO karter_owner;

CREATE TABLE karter.likely_duplicates (
    layer text NOT NULL,
    one bigint NOT NULL,
    other bigint NOT NULL,
    state text DEFAULT 'a_voir'::text NOT NULL,
    noticed_at timestamp with time zone DEFAULT now() NOT NULL,
    settled_at timestamp with time zone,
    settled_by uuid,
    CONSTRAINT likely_duplicates_check CHECK ((other > one)),
    CONSTRAINT likely_duplicates_state_check CHECK ((state = ANY (ARRAY['a_voir'::text, 'distincts'::text, 'fusionnes'::text])))
);

ALTER TABLE karter.likely_duplicates OWNER TO karter_owner;

CREATE TABLE karter.memberships (
    organisation bigint NOT NULL,
    person uuid NOT NULL,
    manages boolean DEFAULT false NOT NULL,
    since timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE karter.memberships OWNER TO karter_owner;

CREATE TABLE karter.migrations (
    name text NOT NULL,
    hash text NOT NULL,
    applied_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE karter.migrations OWNER TO karter_owner;

CREATE TABLE karter.organisations (
    id bigint NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    rna text,
    siret text,
    demo boolean DEFAULT false NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT organisations_kind_check CHECK ((kind = ANY (ARRAY['association'::text, 'entreprise'::text, 'service_public'::text]))),
    CONSTRAINT organisations_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200))),
    CONSTRAINT organisations_rna_check CHECK ((rna ~ '^W[0-9A-Z]{3}[0-9]{6}$'::text)),
    CONSTRAINT organisations_siret_check CHECK ((siret ~ '^[0-9]{14}$'::text))
);

ALTER TABLE karter.organisations OWNER TO karter_owner;

ALTER TABLE karter.organisations ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME karter.organisations_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE karter.people (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    name text NOT NULL,
    email text NOT NULL,
    email_verified boolean DEFAULT false NOT NULL,
    image text,
    quartier text,
    residence_declared_at timestamp with time zone,
    demo boolean DEFAULT false NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT people_email_check CHECK ((length(email) <= 254)),
    CONSTRAINT people_name_check CHECK (((length(name) >= 1) AND (length(name) <= 120)))
);

ALTER TABLE karter.people OWNER TO karter_owner;

CREATE TABLE karter.premises_cells (
    zoom smallint NOT NULL,
    tile_x integer NOT NULL,
    tile_y integer NOT NULL,
    x integer NOT NULL,
    y integer NOT NULL,
    count integer NOT NULL,
    vacant integer NOT NULL,
    demo integer NOT NULL
);

ALTER TABLE karter.premises_cells OWNER TO karter_owner;

CREATE TABLE karter.premises_observations (
    id bigint NOT NULL,
    premises_id bigint NOT NULL,
    observed_on date NOT NULL,
    recorded_at timestamp with time zone DEFAULT now() NOT NULL,
    observer text NOT NULL,
    means text,
    occupancy text NOT NULL,
    activity text,
    demo boolean DEFAULT false NOT NULL,
    CONSTRAINT premises_observations_occupancy_check CHECK ((occupancy = ANY (ARRAY['occupe'::text, 'vacant'::text, 'travaux'::text, 'hors_commerce'::text, 'inconnu'::text])))
);

ALTER TABLE karter.premises_observations OWNER TO karter_owner;

ALTER TABLE karter.premises_observations ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME karter.premises_observations_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE karter.project_budget_lines (
    project bigint NOT NULL,
    rank smallint NOT NULL,
    label text NOT NULL,
    cents bigint NOT NULL,
    CONSTRAINT project_budget_lines_cents_check CHECK ((cents > 0)),
    CONSTRAINT project_budget_lines_label_check CHECK (((length(label) >= 1) AND (length(label) <= 200)))
);

ALTER TABLE karter.project_budget_lines OWNER TO karter_owner;

CREATE TABLE karter.project_comments (
    id bigint NOT NULL,
    project bigint NOT NULL,
    person uuid,
    text text NOT NULL,
    state text DEFAULT 'attente'::text NOT NULL,
    reason text,
    at timestamp with time zone DEFAULT now() NOT NULL,
    handled_by uuid,
    handled_at timestamp with time zone,
    CONSTRAINT project_comments_state_check CHECK ((state = ANY (ARRAY['attente'::text, 'publie'::text, 'refuse'::text]))),
    CONSTRAINT project_comments_text_check CHECK (((length(text) >= 1) AND (length(text) <= 2000)))
);

ALTER TABLE karter.project_comments OWNER TO karter_owner;

ALTER TABLE karter.project_comments ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME karter.project_comments_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE karter.project_drafts (
    id uuid NOT NULL,
    author uuid NOT NULL,
    content jsonb NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE karter.project_drafts OWNER TO karter_owner;

CREATE TABLE karter.project_files (
    project bigint NOT NULL,
    fund bigint NOT NULL,
    author uuid,
    carrier text NOT NULL,
    organisation bigint,
    asked_cents bigint NOT NULL,
    awarded_cents bigint DEFAULT 0 NOT NULL,
    paid_cents bigint DEFAULT 0 NOT NULL,
    agreement_on date,
    submission uuid,
    filed_at timestamp with time zone DEFAULT now() NOT NULL,
    demo boolean DEFAULT false NOT NULL,
    CONSTRAINT project_files_asked_cents_check CHECK ((asked_cents > 0)),
    CONSTRAINT project_files_awarded CHECK (((awarded_cents >= 0) AND (awarded_cents <= asked_cents))),
    CONSTRAINT project_files_carrier_check CHECK ((carrier = ANY (ARRAY['personne'::text, 'association'::text, 'ville'::text]))),
    CONSTRAINT project_files_paid CHECK (((paid_cents >= 0) AND (paid_cents <= awarded_cents)))
);

ALTER TABLE karter.project_files OWNER TO karter_owner;

CREATE TABLE karter.project_moves (
    id bigint NOT NULL,
    project bigint NOT NULL,
    from_stage text,
    to_stage text NOT NULL,
    at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    person uuid,
    role text NOT NULL,
    reason text,
    cents bigint,
    deliberation_number text,
    deliberation_on date,
    session bigint,
    CONSTRAINT project_moves_check CHECK (((to_stage <> 'finance'::text) OR ((deliberation_number IS NOT NULL) AND (deliberation_on IS NOT NULL))))
);

ALTER TABLE karter.project_moves OWNER TO karter_owner;

ALTER TABLE karter.project_moves ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME karter.project_moves_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE karter.project_notes (
    id bigint NOT NULL,
    project bigint NOT NULL,
    person uuid,
    role text NOT NULL,
    text text NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT project_notes_text_check CHECK (((length(text) >= 1) AND (length(text) <= 2000)))
);

ALTER TABLE karter.project_notes OWNER TO karter_owner;

ALTER TABLE karter.project_notes ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME karter.project_notes_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE karter.project_payments (
    id bigint NOT NULL,
    project bigint NOT NULL,
    cents bigint NOT NULL,
    paid_on date NOT NULL,
    payee text NOT NULL,
    organisation bigint,
    label text NOT NULL,
    request uuid,
    person uuid,
    at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT project_payments_cents_check CHECK ((cents > 0)),
    CONSTRAINT project_payments_check CHECK (((payee = 'association'::text) = (organisation IS NOT NULL))),
    CONSTRAINT project_payments_label_check CHECK (((length(label) >= 1) AND (length(label) <= 200))),
    CONSTRAINT project_payments_payee_check CHECK ((payee = ANY (ARRAY['association'::text, 'ville'::text])))
);

ALTER TABLE karter.project_payments OWNER TO karter_owner;

ALTER TABLE karter.project_payments ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME karter.project_payments_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE karter.project_photos (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    project bigint NOT NULL,
    kind text NOT NULL,
    description text NOT NULL,
    width integer NOT NULL,
    height integer NOT NULL,
    image bytea NOT NULL,
    person uuid,
    at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT project_photos_description_check CHECK (((length(description) >= 1) AND (length(description) <= 300))),
    CONSTRAINT project_photos_image_check CHECK ((length(image) <= 1500000)),
    CONSTRAINT project_photos_kind_check CHECK ((kind = ANY (ARRAY['idee'::text, 'avant'::text, 'apres'::text])))
);

ALTER TABLE karter.project_photos OWNER TO karter_owner;

CREATE TABLE karter.project_supports (
    project bigint NOT NULL,
    person uuid NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE karter.project_supports OWNER TO karter_owner;

CREATE TABLE karter.published_ballots (
    session bigint NOT NULL,
    ballot uuid DEFAULT gen_random_uuid() NOT NULL,
    points jsonb NOT NULL
);

ALTER TABLE karter.published_ballots OWNER TO karter_owner;

CREATE VIEW karter.public_ballots AS
 SELECT ballot.session,
    ballot.ballot,
    ballot.points
   FROM (karter.published_ballots ballot
     JOIN karter.fund_sessions session ON ((session.id = ballot.session)))
  WHERE (session.state = 'close'::text);

ALTER TABLE karter.public_ballots OWNER TO karter_owner;

CREATE VIEW karter.public_details AS
 SELECT file.project AS id,
    ( SELECT COALESCE(json_agg(json_build_object('label', project_budget_lines.label, 'cents', project_budget_lines.cents) ORDER BY project_budget_lines.rank), '[]'::json) AS "coalesce"
           FROM karter.project_budget_lines
          WHERE (project_budget_lines.project = file.project)) AS lines,
    ( SELECT COALESCE(json_agg(json_build_object('id', project_comments.id, 'text', project_comments.text, 'at', project_comments.at) ORDER BY project_comments.id), '[]'::json) AS "coalesce"
           FROM karter.project_comments
          WHERE ((project_comments.project = file.project) AND (project_comments.state = 'publie'::text))) AS comments,
    ( SELECT COALESCE(json_agg(json_build_object('text', project_notes.text, 'role', project_notes.role, 'at', project_notes.at) ORDER BY project_notes.id), '[]'::json) AS "coalesce"
           FROM karter.project_notes
          WHERE (project_notes.project = file.project)) AS notes,
    ( SELECT COALESCE(json_agg(json_build_object('cents', project_payments.cents, 'paid_on', project_payments.paid_on, 'payee', project_payments.payee, 'organisation', ( SELECT organisations.name
                   FROM karter.organisations
                  WHERE (organisations.id = project_payments.organisation)), 'label', project_payments.label) ORDER BY project_payments.paid_on, project_payments.id), '[]'::json) AS "coalesce"
           FROM karter.project_payments
          WHERE (project_payments.project = file.project)) AS payments,
    ( SELECT COALESCE(json_agg(json_build_object('id', project_photos.id, 'kind', project_photos.kind, 'description', project_photos.description, 'width', project_photos.width, 'height', project_photos.height) ORDER BY project_photos.at), '[]'::json) AS "coalesce"
           FROM karter.project_photos
          WHERE (project_photos.project = file.project)) AS photos
   FROM karter.project_files file;

ALTER TABLE karter.public_details OWNER TO karter_owner;

CREATE VIEW karter.public_funds AS
 SELECT fund.id,
    fund.year,
    fund.quartier,
    fund.inhabitants,
    fund.envelope_cents,
    fund.awarded_cents,
    fund.paid_cents,
    fund.filing_until,
    fund.demo,
    given.total_cents,
    given.equal_share,
    given.population_source
   FROM (karter.funds fund
     JOIN karter.fund_years given USING (year));

ALTER TABLE karter.public_funds OWNER TO karter_owner;

CREATE VIEW karter.public_moves AS
 SELECT project_moves.id,
    project_moves.project,
    project_moves.from_stage,
    project_moves.to_stage,
    project_moves.at,
    project_moves.role,
    project_moves.reason,
    project_moves.cents,
    project_moves.deliberation_number,
    project_moves.deliberation_on,
    project_moves.session
   FROM karter.project_moves;

ALTER TABLE karter.public_moves OWNER TO karter_owner;

CREATE VIEW karter.public_photos AS
 SELECT project_photos.id,
    project_photos.project,
    project_photos.image
   FROM karter.project_photos;

ALTER TABLE karter.public_photos OWNER TO karter_owner;

CREATE TABLE karter.session_presences (
    session bigint NOT NULL,
    person uuid NOT NULL,
    college text NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT session_presences_college_check CHECK ((college = ANY (ARRAY['maire'::text, 'conseiller'::text, 'citoyen'::text])))
);

ALTER TABLE karter.session_presences OWNER TO karter_owner;

CREATE VIEW karter.public_presences AS
 SELECT session.id AS session,
    (count(*) FILTER (WHERE (presence.college = 'maire'::text)))::integer AS maire,
    (count(*) FILTER (WHERE (presence.college = 'conseiller'::text)))::integer AS conseiller,
    (count(*) FILTER (WHERE (presence.college = 'citoyen'::text)))::integer AS citoyen
   FROM (karter.fund_sessions session
     LEFT JOIN karter.session_presences presence ON ((presence.session = session.id)))
  GROUP BY session.id;

ALTER TABLE karter.public_presences OWNER TO karter_owner;

CREATE VIEW karter.public_projects AS
 SELECT file.project AS id,
    file.fund,
    feature.name,
    feature.description,
    feature.stage,
    feature.quartier,
    feature.demo,
    file.carrier,
    organisation.name AS organisation,
    file.asked_cents,
    file.awarded_cents,
    file.paid_cents,
    file.filed_at,
    file.agreement_on,
    ( SELECT (count(*))::integer AS count
           FROM karter.project_supports
          WHERE (project_supports.project = file.project)) AS supports,
    file.organisation AS organisation_id
   FROM ((karter.project_files file
     JOIN karter.projects feature ON ((feature.id = file.project)))
     LEFT JOIN karter.organisations organisation ON ((organisation.id = file.organisation)));

ALTER TABLE karter.public_projects OWNER TO karter_owner;

CREATE TABLE karter.session_projects (
    session bigint NOT NULL,
    project bigint NOT NULL,
    cents bigint NOT NULL,
    CONSTRAINT session_projects_cents_check CHECK ((cents > 0))
);

ALTER TABLE karter.session_projects OWNER TO karter_owner;

CREATE VIEW karter.public_sessions AS
 SELECT session.id,
    session.fund,
    session.held_at,
    session.place,
    session.mode,
    session.electorate,
    session.rule,
    session.votes_each,
    session.quorum,
    session.weights,
    session.seed,
    session.state,
    session.opened_at,
    session.closed_at,
    session.budget_cents,
    session.deviation,
    session.demo,
        CASE
            WHEN (session.state = 'close'::text) THEN session.result
            ELSE NULL::jsonb
        END AS result,
        CASE
            WHEN (session.state = 'close'::text) THEN session.ballots_cast
            ELSE NULL::integer
        END AS ballots_cast,
    ( SELECT COALESCE(json_agg(json_build_object('id', listed.project, 'name', feature.name, 'cents', listed.cents, 'stage', feature.stage) ORDER BY listed.project), '[]'::json) AS "coalesce"
           FROM (karter.session_projects listed
             JOIN karter.projects feature ON ((feature.id = listed.project)))
          WHERE (listed.session = session.id)) AS projects
   FROM karter.fund_sessions session;

ALTER TABLE karter.public_sessions OWNER TO karter_owner;

CREATE TABLE karter.source_runs (
    id bigint NOT NULL,
    source text NOT NULL,
    cause text NOT NULL,
    started_at timestamp with time zone DEFAULT now() NOT NULL,
    heartbeat_at timestamp with time zone DEFAULT now() NOT NULL,
    stage text DEFAULT 'recherche'::text NOT NULL,
    cancel boolean DEFAULT false NOT NULL,
    ended_at timestamp with time zone,
    outcome text,
    reason text,
    detail jsonb,
    bytes bigint,
    hash text,
    counts jsonb,
    CONSTRAINT source_runs_cause_check CHECK ((cause = ANY (ARRAY['horaire'::text, 'demande'::text, 'commande'::text]))),
    CONSTRAINT source_runs_check CHECK (((ended_at IS NULL) = (outcome IS NULL))),
    CONSTRAINT source_runs_outcome_check CHECK ((outcome = ANY (ARRAY['importee'::text, 'inchangee'::text, 'retenue'::text, 'echec'::text, 'annulee'::text, 'interrompue'::text]))),
    CONSTRAINT source_runs_stage_check CHECK ((stage = ANY (ARRAY['recherche'::text, 'verification'::text, 'import'::text])))
);

ALTER TABLE karter.source_runs OWNER TO karter_owner;

CREATE TABLE karter.sources (
    id text NOT NULL,
    "position" integer NOT NULL,
    declared jsonb NOT NULL,
    title text GENERATED ALWAYS AS ((declared ->> 'title'::text)) STORED NOT NULL,
    layer text GENERATED ALWAYS AS ((declared ->> 'layer'::text)) STORED NOT NULL,
    enabled_by_hand boolean,
    enabled boolean GENERATED ALWAYS AS (COALESCE(enabled_by_hand, ((declared ->> 'enabled'::text))::boolean, false)) STORED NOT NULL,
    withdrawn_at timestamp with time zone,
    next_due timestamp with time zone DEFAULT now() NOT NULL,
    asked_at timestamp with time zone,
    tried_at timestamp with time zone,
    good_at timestamp with time zone,
    changed_at timestamp with time zone,
    good_hash text,
    good_etag text,
    good_modified text,
    good_file text,
    good_bytes bigint,
    good_features integer,
    held_hash text,
    accepted_hash text,
    failures integer DEFAULT 0 NOT NULL,
    failing_since timestamp with time zone,
    failure text,
    told_at timestamp with time zone,
    CONSTRAINT sources_check CHECK (((failing_since IS NULL) = (failure IS NULL))),
    CONSTRAINT sources_check1 CHECK (((failures = 0) = (failing_since IS NULL))),
    CONSTRAINT sources_id_check CHECK ((id ~ '^[a-z0-9][a-z0-9-]{0,59}$'::text))
);

ALTER TABLE karter.sources OWNER TO karter_owner;

CREATE VIEW karter.public_sources AS
 SELECT sources.id,
    sources.title,
    sources.layer,
    (sources.declared ->> 'producer'::text) AS producer,
    (sources.declared ->> 'page'::text) AS page,
    (sources.declared ->> 'licence'::text) AS licence,
    (sources.declared ->> 'schedule'::text) AS schedule,
    (sources.declared ->> 'note'::text) AS note,
    COALESCE(((sources.declared ->> 'verified'::text))::boolean, false) AS verified,
    sources.enabled,
    sources."position",
    sources.tried_at,
    sources.good_at,
    sources.changed_at,
    sources.good_features,
    sources.failing_since,
    sources.failure,
    (sources.held_hash IS NOT NULL) AS held,
    (sources.asked_at IS NOT NULL) AS asked,
        CASE
            WHEN sources.enabled THEN sources.next_due
            ELSE NULL::timestamp with time zone
        END AS next_due,
    (EXISTS ( SELECT
           FROM karter.source_runs run
          WHERE ((run.source = sources.id) AND (run.ended_at IS NULL) AND (run.heartbeat_at > (now() - '00:01:00'::interval))))) AS running
   FROM karter.sources
  WHERE (sources.withdrawn_at IS NULL);

ALTER TABLE karter.public_sources OWNER TO karter_owner;

CREATE VIEW karter.public_subsidies AS
 SELECT fund.year,
    fund.quartier,
    file.project,
    move.deliberation_on,
    move.deliberation_number,
    file.agreement_on,
    organisation.name,
    organisation.siret,
    organisation.rna,
    feature.name AS object,
    file.awarded_cents,
    file.paid_cents,
    file.demo,
    ( SELECT min(project_payments.paid_on) AS min
           FROM karter.project_payments
          WHERE (project_payments.project = file.project)) AS first_paid,
    ( SELECT max(project_payments.paid_on) AS max
           FROM karter.project_payments
          WHERE (project_payments.project = file.project)) AS last_paid
   FROM ((((karter.project_files file
     JOIN karter.funds fund ON ((fund.id = file.fund)))
     JOIN karter.projects feature ON ((feature.id = file.project)))
     JOIN karter.organisations organisation ON (((organisation.id = file.organisation) AND (organisation.kind = 'association'::text))))
     JOIN karter.project_moves move ON (((move.project = file.project) AND (move.to_stage = 'finance'::text))))
  WHERE (feature.stage = ANY (ARRAY['finance'::text, 'en_cours'::text, 'realise'::text]));

ALTER TABLE karter.public_subsidies OWNER TO karter_owner;

CREATE TABLE karter.rate_limits (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    key text NOT NULL,
    count integer NOT NULL,
    last_request bigint NOT NULL
);

ALTER TABLE karter.rate_limits OWNER TO karter_owner;

CREATE TABLE karter.retired_features (
    id bigint NOT NULL,
    layer text NOT NULL,
    successor bigint,
    retired_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE karter.retired_features OWNER TO karter_owner;

CREATE TABLE karter.search_entries (
    id bigint NOT NULL,
    layer text NOT NULL,
    name text NOT NULL,
    words text NOT NULL,
    kind text,
    quartier text,
    demo boolean NOT NULL,
    bounds public.geometry(Geometry,3857)
);

ALTER TABLE karter.search_entries OWNER TO karter_owner;

CREATE TABLE karter.secrets (
    name text NOT NULL,
    value text NOT NULL
);

ALTER TABLE karter.secrets OWNER TO karter_owner;

CREATE TABLE karter.session_ballots (
    session bigint NOT NULL,
    person uuid NOT NULL,
    points jsonb NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE karter.session_ballots OWNER TO karter_owner;

CREATE TABLE karter.session_conflicts (
    session bigint NOT NULL,
    project bigint NOT NULL,
    person uuid NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE karter.session_conflicts OWNER TO karter_owner;

CREATE TABLE karter.session_votes (
    session bigint NOT NULL,
    project bigint NOT NULL,
    person uuid NOT NULL,
    college text NOT NULL,
    choice text NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT session_votes_choice_check CHECK ((choice = ANY (ARRAY['pour'::text, 'contre'::text, 'abstention'::text]))),
    CONSTRAINT session_votes_college_check CHECK ((college = ANY (ARRAY['maire'::text, 'conseiller'::text, 'citoyen'::text])))
);

ALTER TABLE karter.session_votes OWNER TO karter_owner;

CREATE TABLE karter.sign_ins (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    person uuid NOT NULL,
    token text NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    ip_address text,
    user_agent text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE karter.sign_ins OWNER TO karter_owner;

ALTER TABLE karter.source_runs ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME karter.source_runs_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE karter.spent_tokens (
    token text NOT NULL,
    expires_at timestamp with time zone NOT NULL
);

ALTER TABLE karter.spent_tokens OWNER TO karter_owner;

CREATE TABLE karter.street_edges (
    id bigint NOT NULL,
    from_node bigint NOT NULL,
    to_node bigint NOT NULL,
    length_m double precision NOT NULL,
    cost_m double precision NOT NULL,
    reverse_cost_m double precision NOT NULL,
    name text,
    kind text NOT NULL,
    steps boolean DEFAULT false NOT NULL,
    bridge boolean DEFAULT false NOT NULL,
    tunnel boolean DEFAULT false NOT NULL,
    conveying boolean DEFAULT false NOT NULL,
    square boolean DEFAULT false NOT NULL,
    foot text,
    wheelchair text,
    ramp boolean DEFAULT false NOT NULL,
    surface text,
    incline text,
    width_m double precision,
    level text,
    layer integer DEFAULT 0 NOT NULL,
    osm_id bigint,
    segment bigint,
    component integer,
    component_m double precision,
    routable boolean GENERATED ALWAYS AS (COALESCE((component = 1), false)) STORED NOT NULL,
    source text NOT NULL,
    licence text NOT NULL,
    vintage date NOT NULL,
    accuracy text NOT NULL,
    accuracy_m double precision,
    demo boolean DEFAULT false NOT NULL,
    geom public.geometry(LineString,3857) NOT NULL,
    CONSTRAINT street_edges_accuracy_check CHECK ((accuracy = ANY (ARRAY['exacte'::text, 'approchee'::text, 'trace_approximatif'::text]))),
    CONSTRAINT street_edges_geom_check CHECK (public.st_isvalid(geom)),
    CONSTRAINT street_edges_length_m_check CHECK ((length_m >= (0)::double precision))
);

ALTER TABLE karter.street_edges OWNER TO karter_owner;

CREATE TABLE karter.street_network (
    single boolean DEFAULT true NOT NULL,
    version bigint DEFAULT 1 NOT NULL,
    origin text NOT NULL,
    source text NOT NULL,
    licence text NOT NULL,
    vintage date NOT NULL,
    fingerprint text,
    report jsonb DEFAULT '{}'::jsonb NOT NULL,
    built_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT street_network_origin_check CHECK ((origin = ANY (ARRAY['import'::text, 'trace'::text]))),
    CONSTRAINT street_network_single_check CHECK (single)
);

ALTER TABLE karter.street_network OWNER TO karter_owner;

CREATE TABLE karter.street_nodes (
    id bigint NOT NULL,
    osm_id bigint,
    component integer,
    geom public.geometry(Point,3857) NOT NULL,
    CONSTRAINT street_nodes_geom_check CHECK (public.st_isvalid(geom))
);

ALTER TABLE karter.street_nodes OWNER TO karter_owner;

CREATE TABLE karter.street_segments (
    id bigint NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    length_m double precision NOT NULL,
    from_node bigint NOT NULL,
    to_node bigint NOT NULL,
    source text NOT NULL,
    licence text NOT NULL,
    vintage date NOT NULL,
    accuracy text NOT NULL,
    accuracy_m double precision,
    demo boolean DEFAULT false NOT NULL,
    geom public.geometry(LineString,3857) NOT NULL,
    CONSTRAINT street_segments_accuracy_check CHECK ((accuracy = ANY (ARRAY['exacte'::text, 'approchee'::text, 'trace_approximatif'::text]))),
    CONSTRAINT street_segments_geom_check CHECK (public.st_isvalid(geom))
);

ALTER TABLE karter.street_segments OWNER TO karter_owner;

CREATE VIEW karter.street_sides AS
 SELECT segment.id AS segment,
    sides.side,
    segment.name,
    (karter.moved_line(segment.geom, sides.by_m))::public.geometry(Geometry,3857) AS line
   FROM (karter.street_segments segment
     CROSS JOIN ( VALUES ('gauche'::text,(5.0)::double precision), ('droite'::text,'-5.0'::numeric)) sides(side, by_m));

ALTER TABLE karter.street_sides OWNER TO karter_owner;

CREATE TABLE karter.survey_tasks (
    id bigint NOT NULL,
    premises_id bigint NOT NULL,
    reason text NOT NULL,
    signal text NOT NULL,
    signalled_on date NOT NULL,
    state text DEFAULT 'ouverte'::text NOT NULL,
    opened_at timestamp with time zone DEFAULT now() NOT NULL,
    closed_at timestamp with time zone,
    closed_by uuid,
    CONSTRAINT survey_tasks_check CHECK (((state = 'ouverte'::text) = (closed_at IS NULL))),
    CONSTRAINT survey_tasks_reason_check CHECK ((reason = ANY (ARRAY['siret_ferme'::text, 'observation_ancienne'::text, 'signalement'::text, 'demande'::text]))),
    CONSTRAINT survey_tasks_state_check CHECK ((state = ANY (ARRAY['ouverte'::text, 'faite'::text, 'ecartee'::text])))
);

ALTER TABLE karter.survey_tasks OWNER TO karter_owner;

ALTER TABLE karter.survey_tasks ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME karter.survey_tasks_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE karter.verifications (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    identifier text NOT NULL,
    value text NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE karter.verifications OWNER TO karter_owner;

ALTER TABLE ONLY karter.address_streets
    ADD CONSTRAINT address_streets_pkey PRIMARY KEY (id);

ALTER TABLE ONLY karter.addresses
    ADD CONSTRAINT addresses_pkey PRIMARY KEY (id);

ALTER TABLE ONLY karter.addresses
    ADD CONSTRAINT addresses_source_source_id_key UNIQUE (source, source_id);

ALTER TABLE ONLY karter.audit
    ADD CONSTRAINT audit_pkey PRIMARY KEY (seq);

ALTER TABLE ONLY karter.centralites
    ADD CONSTRAINT centralites_pkey PRIMARY KEY (id);

ALTER TABLE ONLY karter.centralites
    ADD CONSTRAINT centralites_source_source_id_key UNIQUE (source, source_id);

ALTER TABLE ONLY karter.changes
    ADD CONSTRAINT changes_pkey PRIMARY KEY (seq);

ALTER TABLE ONLY karter.communes
    ADD CONSTRAINT communes_insee_key UNIQUE (insee);

ALTER TABLE ONLY karter.communes
    ADD CONSTRAINT communes_pkey PRIMARY KEY (id);

ALTER TABLE ONLY karter.communes
    ADD CONSTRAINT communes_source_source_id_key UNIQUE (source, source_id);

ALTER TABLE ONLY karter.contributions
    ADD CONSTRAINT contributions_pkey PRIMARY KEY (id);

ALTER TABLE ONLY karter.credentials
    ADD CONSTRAINT credentials_pkey PRIMARY KEY (id);

ALTER TABLE ONLY karter.credentials
    ADD CONSTRAINT credentials_provider_id_account_id_key UNIQUE (provider_id, account_id);

ALTER TABLE ONLY karter.epiceries
    ADD CONSTRAINT epiceries_pkey PRIMARY KEY (id);

ALTER TABLE ONLY karter.epiceries
    ADD CONSTRAINT epiceries_source_source_id_key UNIQUE (source, source_id);

ALTER TABLE ONLY karter.establishment_matches
    ADD CONSTRAINT establishment_matches_pkey PRIMARY KEY (establishment_id);

ALTER TABLE ONLY karter.establishment_mismatches
    ADD CONSTRAINT establishment_mismatches_pkey PRIMARY KEY (establishment_id, premises_id);

ALTER TABLE ONLY karter.establishments
    ADD CONSTRAINT establishments_pkey PRIMARY KEY (id);

ALTER TABLE ONLY karter.establishments
    ADD CONSTRAINT establishments_source_source_id_key UNIQUE (source, source_id);

ALTER TABLE ONLY karter.feature_aliases
    ADD CONSTRAINT feature_aliases_pkey PRIMARY KEY (layer, source, source_id);

ALTER TABLE ONLY karter.feature_columns
    ADD CONSTRAINT feature_columns_pkey PRIMARY KEY (id);

ALTER TABLE ONLY karter.feature_columns
    ADD CONSTRAINT feature_columns_source_source_id_key UNIQUE (source, source_id);

ALTER TABLE ONLY karter.fund_sessions
    ADD CONSTRAINT fund_sessions_pkey PRIMARY KEY (id);

ALTER TABLE ONLY karter.fund_years
    ADD CONSTRAINT fund_years_pkey PRIMARY KEY (year);

ALTER TABLE ONLY karter.funds
    ADD CONSTRAINT funds_pkey PRIMARY KEY (id);

ALTER TABLE ONLY karter.funds
    ADD CONSTRAINT funds_year_quartier_key UNIQUE (year, quartier);

ALTER TABLE ONLY karter.gardens
    ADD CONSTRAINT gardens_pkey PRIMARY KEY (id);

ALTER TABLE ONLY karter.gardens
    ADD CONSTRAINT gardens_source_source_id_key UNIQUE (source, source_id);

ALTER TABLE ONLY karter.geocode_reviews
    ADD CONSTRAINT geocode_reviews_layer_source_source_id_key UNIQUE (layer, source, source_id);

ALTER TABLE ONLY karter.geocode_reviews
    ADD CONSTRAINT geocode_reviews_pkey PRIMARY KEY (id);

ALTER TABLE ONLY karter.grants
    ADD CONSTRAINT grants_pkey PRIMARY KEY (id);

ALTER TABLE ONLY karter.import_origins
    ADD CONSTRAINT import_origins_pkey PRIMARY KEY (layer, id);

ALTER TABLE ONLY karter.import_rows
    ADD CONSTRAINT import_rows_pkey PRIMARY KEY (import, rank);

ALTER TABLE ONLY karter.imports
    ADD CONSTRAINT imports_pkey PRIMARY KEY (id);

ALTER TABLE ONLY karter.job_dating_events
    ADD CONSTRAINT job_dating_events_pkey PRIMARY KEY (id);

ALTER TABLE ONLY karter.job_dating_rhythms
    ADD CONSTRAINT job_dating_rhythms_pkey PRIMARY KEY (venue_id);

ALTER TABLE ONLY karter.job_datings
    ADD CONSTRAINT job_datings_pkey PRIMARY KEY (id);

ALTER TABLE ONLY karter.job_datings
    ADD CONSTRAINT job_datings_source_source_id_key UNIQUE (source, source_id);

ALTER TABLE ONLY karter.land
    ADD CONSTRAINT land_pkey PRIMARY KEY (id);

ALTER TABLE ONLY karter.land
    ADD CONSTRAINT land_source_source_id_key UNIQUE (source, source_id);

ALTER TABLE ONLY karter.layer_loads
    ADD CONSTRAINT layer_loads_pkey PRIMARY KEY (layer);

ALTER TABLE ONLY karter.likely_duplicates
    ADD CONSTRAINT likely_duplicates_pkey PRIMARY KEY (layer, one, other);

ALTER TABLE ONLY karter.memberships
    ADD CONSTRAINT memberships_pkey PRIMARY KEY (organisation, person);

ALTER TABLE ONLY karter.migrations
    ADD CONSTRAINT migrations_pkey PRIMARY KEY (name);

ALTER TABLE ONLY karter.nomenclatures
    ADD CONSTRAINT nomenclatures_pkey PRIMARY KEY (id);

ALTER TABLE ONLY karter.organisations
    ADD CONSTRAINT organisations_pkey PRIMARY KEY (id);

ALTER TABLE ONLY karter.organisations
    ADD CONSTRAINT organisations_rna_key UNIQUE (rna);

ALTER TABLE ONLY karter.organisations
    ADD CONSTRAINT organisations_siret_key UNIQUE (siret);

ALTER TABLE ONLY karter.people
    ADD CONSTRAINT people_email_key UNIQUE (email);

ALTER TABLE ONLY karter.people
    ADD CONSTRAINT people_pkey PRIMARY KEY (id);

ALTER TABLE ONLY karter.plu_frontages
    ADD CONSTRAINT plu_frontages_pkey PRIMARY KEY (id);

ALTER TABLE ONLY karter.plu_frontages
    ADD CONSTRAINT plu_frontages_source_source_id_key UNIQUE (source, source_id);

ALTER TABLE ONLY karter.plu_zones
    ADD CONSTRAINT plu_zones_pkey PRIMARY KEY (id);

ALTER TABLE ONLY karter.plu_zones
    ADD CONSTRAINT plu_zones_source_source_id_key UNIQUE (source, source_id);

ALTER TABLE ONLY karter.premises_cells
    ADD CONSTRAINT premises_cells_pkey PRIMARY KEY (zoom, tile_x, tile_y, x, y);

ALTER TABLE ONLY karter.premises_establishments
    ADD CONSTRAINT premises_establishments_pkey PRIMARY KEY (premises_id);

ALTER TABLE ONLY karter.premises_observations
    ADD CONSTRAINT premises_observations_pkey PRIMARY KEY (id);

ALTER TABLE ONLY karter.premises_observations
    ADD CONSTRAINT premises_observations_premises_id_observed_on_observer_reco_key UNIQUE (premises_id, observed_on, observer, recorded_at);

ALTER TABLE ONLY karter.premises
    ADD CONSTRAINT premises_pkey PRIMARY KEY (id);

ALTER TABLE ONLY karter.premises
    ADD CONSTRAINT premises_source_source_id_key UNIQUE (source, source_id);

ALTER TABLE ONLY karter.project_budget_lines
    ADD CONSTRAINT project_budget_lines_pkey PRIMARY KEY (project, rank);

ALTER TABLE ONLY karter.project_comments
    ADD CONSTRAINT project_comments_pkey PRIMARY KEY (id);

ALTER TABLE ONLY karter.project_drafts
    ADD CONSTRAINT project_drafts_pkey PRIMARY KEY (id);

ALTER TABLE ONLY karter.project_files
    ADD CONSTRAINT project_files_pkey PRIMARY KEY (project);

ALTER TABLE ONLY karter.project_files
    ADD CONSTRAINT project_files_submission_key UNIQUE (submission);

ALTER TABLE ONLY karter.project_moves
    ADD CONSTRAINT project_moves_pkey PRIMARY KEY (id);

ALTER TABLE ONLY karter.project_notes
    ADD CONSTRAINT project_notes_pkey PRIMARY KEY (id);

ALTER TABLE ONLY karter.project_payments
    ADD CONSTRAINT project_payments_pkey PRIMARY KEY (id);

ALTER TABLE ONLY karter.project_payments
    ADD CONSTRAINT project_payments_request_key UNIQUE (request);

ALTER TABLE ONLY karter.project_photos
    ADD CONSTRAINT project_photos_pkey PRIMARY KEY (id);

ALTER TABLE ONLY karter.project_supports
    ADD CONSTRAINT project_supports_pkey PRIMARY KEY (project, person);

ALTER TABLE ONLY karter.projects
    ADD CONSTRAINT projects_pkey PRIMARY KEY (id);

ALTER TABLE ONLY karter.projects
    ADD CONSTRAINT projects_source_source_id_key UNIQUE (source, source_id);

ALTER TABLE ONLY karter.published_ballots
    ADD CONSTRAINT published_ballots_pkey PRIMARY KEY (session, ballot);

ALTER TABLE ONLY karter.qpv
    ADD CONSTRAINT qpv_pkey PRIMARY KEY (id);

ALTER TABLE ONLY karter.qpv
    ADD CONSTRAINT qpv_source_source_id_key UNIQUE (source, source_id);

ALTER TABLE ONLY karter.quartiers
    ADD CONSTRAINT quartiers_pkey PRIMARY KEY (id);

ALTER TABLE ONLY karter.quartiers
    ADD CONSTRAINT quartiers_slug_key UNIQUE (slug);

ALTER TABLE ONLY karter.quartiers
    ADD CONSTRAINT quartiers_source_source_id_key UNIQUE (source, source_id);

ALTER TABLE ONLY karter.rate_limits
    ADD CONSTRAINT rate_limits_key_key UNIQUE (key);

ALTER TABLE ONLY karter.rate_limits
    ADD CONSTRAINT rate_limits_pkey PRIMARY KEY (id);

ALTER TABLE ONLY karter.ressourceries
    ADD CONSTRAINT ressourceries_pkey PRIMARY KEY (id);

ALTER TABLE ONLY karter.ressourceries
    ADD CONSTRAINT ressourceries_source_source_id_key UNIQUE (source, source_id);

ALTER TABLE ONLY karter.retired_features
    ADD CONSTRAINT retired_features_pkey PRIMARY KEY (id);

ALTER TABLE ONLY karter.search_entries
    ADD CONSTRAINT search_entries_pkey PRIMARY KEY (id);

ALTER TABLE ONLY karter.secrets
    ADD CONSTRAINT secrets_pkey PRIMARY KEY (name);

ALTER TABLE ONLY karter.session_ballots
    ADD CONSTRAINT session_ballots_pkey PRIMARY KEY (session, person);

ALTER TABLE ONLY karter.session_conflicts
    ADD CONSTRAINT session_conflicts_pkey PRIMARY KEY (session, project, person);

ALTER TABLE ONLY karter.session_presences
    ADD CONSTRAINT session_presences_pkey PRIMARY KEY (session, person);

ALTER TABLE ONLY karter.session_projects
    ADD CONSTRAINT session_projects_pkey PRIMARY KEY (session, project);

ALTER TABLE ONLY karter.session_votes
    ADD CONSTRAINT session_votes_pkey PRIMARY KEY (session, project, person);

ALTER TABLE ONLY karter.sign_ins
    ADD CONSTRAINT sign_ins_pkey PRIMARY KEY (id);

ALTER TABLE ONLY karter.sign_ins
    ADD CONSTRAINT sign_ins_token_key UNIQUE (token);

ALTER TABLE ONLY karter.source_runs
    ADD CONSTRAINT source_runs_pkey PRIMARY KEY (id);

ALTER TABLE ONLY karter.sources
    ADD CONSTRAINT sources_pkey PRIMARY KEY (id);

ALTER TABLE ONLY karter.spent_tokens
    ADD CONSTRAINT spent_tokens_pkey PRIMARY KEY (token);

ALTER TABLE ONLY karter.street_edges
    ADD CONSTRAINT street_edges_pkey PRIMARY KEY (id);

ALTER TABLE ONLY karter.street_network
    ADD CONSTRAINT street_network_pkey PRIMARY KEY (single);

ALTER TABLE ONLY karter.street_nodes
    ADD CONSTRAINT street_nodes_pkey PRIMARY KEY (id);

ALTER TABLE ONLY karter.street_segments
    ADD CONSTRAINT street_segments_pkey PRIMARY KEY (id);

ALTER TABLE ONLY karter.streets
    ADD CONSTRAINT streets_pkey PRIMARY KEY (id);

ALTER TABLE ONLY karter.streets
    ADD CONSTRAINT streets_source_source_id_key UNIQUE (source, source_id);

ALTER TABLE ONLY karter.suppliers
    ADD CONSTRAINT suppliers_pkey PRIMARY KEY (id);

ALTER TABLE ONLY karter.suppliers
    ADD CONSTRAINT suppliers_source_source_id_key UNIQUE (source, source_id);

ALTER TABLE ONLY karter.survey_tasks
    ADD CONSTRAINT survey_tasks_pkey PRIMARY KEY (id);

ALTER TABLE ONLY karter.survey_tasks
    ADD CONSTRAINT survey_tasks_premises_id_reason_signal_key UNIQUE (premises_id, reason, signal);

ALTER TABLE ONLY karter.transit
    ADD CONSTRAINT transit_pkey PRIMARY KEY (id);

ALTER TABLE ONLY karter.transit
    ADD CONSTRAINT transit_source_source_id_key UNIQUE (source, source_id);

ALTER TABLE ONLY karter.verifications
    ADD CONSTRAINT verifications_pkey PRIMARY KEY (id);

CREATE INDEX address_streets_alike ON karter.address_streets USING gin (core public.gin_trgm_ops);

CREATE INDEX address_streets_core ON karter.address_streets USING btree (core);

CREATE UNIQUE INDEX address_streets_once ON karter.address_streets USING btree (insee, words, COALESCE(postcode, ''::text));

CREATE INDEX address_streets_words ON karter.address_streets USING btree (words);

CREATE INDEX addresses_geom ON karter.addresses USING gist (geom);

CREATE INDEX addresses_number ON karter.addresses USING btree (insee, street, number);

CREATE INDEX addresses_quartier ON karter.addresses USING btree (quartier);

CREATE INDEX audit_object ON karter.audit USING btree (object, key);

CREATE INDEX audit_person ON karter.audit USING btree (person);

CREATE INDEX centralites_geom ON karter.centralites USING gist (geom);

CREATE INDEX centralites_quartier ON karter.centralites USING btree (quartier);

CREATE INDEX changes_txid ON karter.changes USING btree (txid);

CREATE INDEX communes_geom ON karter.communes USING gist (geom);

CREATE INDEX communes_quartier ON karter.communes USING btree (quartier);

CREATE INDEX contributions_geom ON karter.contributions USING gist (geom);

CREATE UNIQUE INDEX contributions_once ON karter.contributions USING btree (layer, COALESCE(feature, (0)::bigint), md5(message), COALESCE(round(public.st_x(geom)), (0)::double precision)) WHERE (state = 'attente'::text);

CREATE INDEX contributions_person ON karter.contributions USING btree (person);

CREATE INDEX contributions_waiting ON karter.contributions USING btree (theme, id) WHERE (state = 'attente'::text);

CREATE INDEX credentials_person ON karter.credentials USING btree (person);

CREATE INDEX epiceries_geom ON karter.epiceries USING gist (geom);

CREATE INDEX epiceries_quartier ON karter.epiceries USING btree (quartier);

CREATE UNIQUE INDEX establishment_matches_kept ON karter.establishment_matches USING btree (premises_id) WHERE (state = 'retenue'::text);

CREATE INDEX establishments_geom ON karter.establishments USING gist (geom);

CREATE INDEX establishments_quartier ON karter.establishments USING btree (quartier);

CREATE UNIQUE INDEX establishments_siret ON karter.establishments USING btree (siret);

CREATE INDEX feature_versions_id ON karter.feature_versions USING btree (id);

CREATE INDEX feature_versions_layer_known ON karter.feature_versions USING btree (layer, upper(known));

CREATE INDEX fund_sessions_fund ON karter.fund_sessions USING btree (fund);

CREATE INDEX gardens_geom ON karter.gardens USING gist (geom);

CREATE INDEX gardens_quartier ON karter.gardens USING btree (quartier);

CREATE INDEX geocode_reviews_open ON karter.geocode_reviews USING btree (layer) WHERE (state = 'ouverte'::text);

CREATE INDEX grants_person ON karter.grants USING btree (person);

CREATE INDEX job_dating_events_venue ON karter.job_dating_events USING btree (venue_id, starts_at);

CREATE INDEX job_datings_geom ON karter.job_datings USING gist (geom);

CREATE INDEX job_datings_quartier ON karter.job_datings USING btree (quartier);

CREATE INDEX land_geom ON karter.land USING gist (geom);

CREATE INDEX land_quartier ON karter.land USING btree (quartier);

CREATE INDEX memberships_person ON karter.memberships USING btree (person);

CREATE INDEX plu_frontages_geom ON karter.plu_frontages USING gist (geom);

CREATE INDEX plu_frontages_quartier ON karter.plu_frontages USING btree (quartier);

CREATE INDEX plu_zones_geom ON karter.plu_zones USING gist (geom);

CREATE INDEX plu_zones_quartier ON karter.plu_zones USING btree (quartier);

CREATE INDEX premises_cells_empty ON karter.premises_cells USING btree (zoom) WHERE (count = 0);

CREATE INDEX premises_geom ON karter.premises USING gist (geom);

CREATE INDEX premises_observations_latest ON karter.premises_observations USING btree (premises_id, observed_on DESC, recorded_at DESC);

CREATE INDEX premises_quartier ON karter.premises USING btree (quartier);

CREATE INDEX project_comments_project ON karter.project_comments USING btree (project);

CREATE INDEX project_drafts_author ON karter.project_drafts USING btree (author);

CREATE INDEX project_files_author ON karter.project_files USING btree (author);

CREATE INDEX project_files_fund ON karter.project_files USING btree (fund);

CREATE INDEX project_moves_project ON karter.project_moves USING btree (project);

CREATE INDEX project_notes_project ON karter.project_notes USING btree (project);

CREATE INDEX project_payments_project ON karter.project_payments USING btree (project);

CREATE INDEX project_photos_project ON karter.project_photos USING btree (project);

CREATE INDEX project_supports_person ON karter.project_supports USING btree (person);

CREATE INDEX projects_geom ON karter.projects USING gist (geom);

CREATE INDEX projects_quartier ON karter.projects USING btree (quartier);

CREATE INDEX qpv_geom ON karter.qpv USING gist (geom);

CREATE INDEX qpv_quartier ON karter.qpv USING btree (quartier);

CREATE INDEX quartiers_geom ON karter.quartiers USING gist (geom);

CREATE INDEX quartiers_quartier ON karter.quartiers USING btree (quartier);

CREATE INDEX ressourceries_geom ON karter.ressourceries USING gist (geom);

CREATE INDEX ressourceries_quartier ON karter.ressourceries USING btree (quartier);

CREATE INDEX search_entries_prefix ON karter.search_entries USING btree (words text_pattern_ops);

CREATE INDEX search_entries_words ON karter.search_entries USING gin (words public.gin_trgm_ops);

CREATE INDEX session_projects_project ON karter.session_projects USING btree (project);

CREATE INDEX sign_ins_person ON karter.sign_ins USING btree (person);

CREATE UNIQUE INDEX source_runs_one ON karter.source_runs USING btree ((true)) WHERE (ended_at IS NULL);

CREATE INDEX source_runs_source ON karter.source_runs USING btree (source, id DESC);

CREATE INDEX spent_tokens_expires ON karter.spent_tokens USING btree (expires_at);

CREATE INDEX street_edges_from ON karter.street_edges USING btree (from_node);

CREATE INDEX street_edges_geom ON karter.street_edges USING gist (geom);

CREATE INDEX street_edges_segment ON karter.street_edges USING btree (segment);

CREATE INDEX street_edges_to ON karter.street_edges USING btree (to_node);

CREATE INDEX street_nodes_geom ON karter.street_nodes USING gist (geom);

CREATE INDEX street_segments_geom ON karter.street_segments USING gist (geom);

CREATE INDEX street_segments_name ON karter.street_segments USING btree (name);

CREATE INDEX streets_geom ON karter.streets USING gist (geom);

CREATE INDEX streets_quartier ON karter.streets USING btree (quartier);

CREATE INDEX suppliers_geom ON karter.suppliers USING gist (geom);

CREATE INDEX suppliers_quartier ON karter.suppliers USING btree (quartier);

CREATE INDEX survey_tasks_open ON karter.survey_tasks USING btree (premises_id) WHERE (state = 'ouverte'::text);

CREATE INDEX transit_geom ON karter.transit USING gist (geom);

CREATE INDEX transit_quartier ON karter.transit USING btree (quartier);

CREATE INDEX verifications_identifier ON karter.verifications USING btree (identifier);

CREATE TRIGGER a_date BEFORE UPDATE ON karter.job_dating_events FOR EACH ROW EXECUTE FUNCTION karter.date_event();

CREATE TRIGGER a_mask BEFORE INSERT OR UPDATE ON karter.establishments FOR EACH ROW EXECUTE FUNCTION karter.mask_establishment();

CREATE TRIGGER a_name BEFORE INSERT OR UPDATE ON karter.quartiers FOR EACH ROW EXECUTE FUNCTION karter.name_quartier();

CREATE TRIGGER a_place BEFORE INSERT OR UPDATE ON karter.addresses FOR EACH ROW EXECUTE FUNCTION karter.place_feature();

CREATE TRIGGER a_place BEFORE INSERT OR UPDATE ON karter.centralites FOR EACH ROW EXECUTE FUNCTION karter.place_feature();

CREATE TRIGGER a_place BEFORE INSERT OR UPDATE ON karter.communes FOR EACH ROW EXECUTE FUNCTION karter.place_feature();

CREATE TRIGGER a_place BEFORE INSERT OR UPDATE ON karter.epiceries FOR EACH ROW EXECUTE FUNCTION karter.place_feature();

CREATE TRIGGER a_place BEFORE INSERT OR UPDATE ON karter.establishments FOR EACH ROW EXECUTE FUNCTION karter.place_feature();

CREATE TRIGGER a_place BEFORE INSERT OR UPDATE ON karter.gardens FOR EACH ROW EXECUTE FUNCTION karter.place_feature();

CREATE TRIGGER a_place BEFORE INSERT OR UPDATE ON karter.job_datings FOR EACH ROW EXECUTE FUNCTION karter.place_feature();

CREATE TRIGGER a_place BEFORE INSERT OR UPDATE ON karter.land FOR EACH ROW EXECUTE FUNCTION karter.place_feature();

CREATE TRIGGER a_place BEFORE INSERT OR UPDATE ON karter.plu_frontages FOR EACH ROW EXECUTE FUNCTION karter.place_feature();

CREATE TRIGGER a_place BEFORE INSERT OR UPDATE ON karter.plu_zones FOR EACH ROW EXECUTE FUNCTION karter.place_feature();

CREATE TRIGGER a_place BEFORE INSERT OR UPDATE ON karter.premises FOR EACH ROW EXECUTE FUNCTION karter.place_feature();

CREATE TRIGGER a_place BEFORE INSERT OR UPDATE ON karter.projects FOR EACH ROW EXECUTE FUNCTION karter.place_feature();

CREATE TRIGGER a_place BEFORE INSERT OR UPDATE ON karter.qpv FOR EACH ROW EXECUTE FUNCTION karter.place_feature();

CREATE TRIGGER a_place BEFORE INSERT OR UPDATE ON karter.quartiers FOR EACH ROW EXECUTE FUNCTION karter.place_feature();

CREATE TRIGGER a_place BEFORE INSERT OR UPDATE ON karter.ressourceries FOR EACH ROW EXECUTE FUNCTION karter.place_feature();

CREATE TRIGGER a_place BEFORE INSERT OR UPDATE ON karter.streets FOR EACH ROW EXECUTE FUNCTION karter.place_feature();

CREATE TRIGGER a_place BEFORE INSERT OR UPDATE ON karter.suppliers FOR EACH ROW EXECUTE FUNCTION karter.place_feature();

CREATE TRIGGER a_place BEFORE INSERT OR UPDATE ON karter.transit FOR EACH ROW EXECUTE FUNCTION karter.place_feature();

CREATE TRIGGER audit AFTER INSERT OR DELETE OR UPDATE ON karter.contributions FOR EACH ROW EXECUTE FUNCTION karter.audit_row('id', 'message', 'proposed', 'before', 'contact', 'person', 'geom', 'reason');

CREATE TRIGGER audit AFTER INSERT OR DELETE OR UPDATE ON karter.fund_sessions FOR EACH ROW EXECUTE FUNCTION karter.audit_row('id');

CREATE TRIGGER audit AFTER INSERT OR DELETE OR UPDATE ON karter.fund_years FOR EACH ROW EXECUTE FUNCTION karter.audit_row('year');

CREATE TRIGGER audit AFTER INSERT OR DELETE OR UPDATE ON karter.funds FOR EACH ROW EXECUTE FUNCTION karter.audit_row('id');

CREATE TRIGGER audit AFTER INSERT OR DELETE OR UPDATE ON karter.grants FOR EACH ROW EXECUTE FUNCTION karter.audit_row('id');

CREATE TRIGGER audit AFTER INSERT OR DELETE OR UPDATE ON karter.memberships FOR EACH ROW EXECUTE FUNCTION karter.audit_row('organisation');

CREATE TRIGGER audit AFTER INSERT OR DELETE OR UPDATE ON karter.organisations FOR EACH ROW EXECUTE FUNCTION karter.audit_row('id');

CREATE TRIGGER audit AFTER INSERT OR DELETE OR UPDATE ON karter.people FOR EACH ROW EXECUTE FUNCTION karter.audit_row('id', 'name', 'email', 'image', 'quartier', 'updated_at');

CREATE TRIGGER audit AFTER INSERT OR DELETE OR UPDATE ON karter.project_comments FOR EACH ROW EXECUTE FUNCTION karter.audit_row('id', 'person', 'text');

CREATE TRIGGER audit AFTER INSERT OR DELETE OR UPDATE ON karter.project_files FOR EACH ROW EXECUTE FUNCTION karter.audit_row('project', 'author', 'submission');

CREATE TRIGGER audit AFTER INSERT OR DELETE ON karter.project_payments FOR EACH ROW EXECUTE FUNCTION karter.audit_row('id');

CREATE TRIGGER b_keep_file BEFORE UPDATE ON karter.projects FOR EACH ROW EXECUTE FUNCTION karter.keep_file();

CREATE TRIGGER count_delete AFTER DELETE ON karter.premises REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION karter.count_premises();

CREATE TRIGGER count_insert AFTER INSERT ON karter.premises REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION karter.count_premises();

CREATE TRIGGER count_update AFTER UPDATE ON karter.premises REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION karter.count_premises();

CREATE TRIGGER drop_file AFTER DELETE ON karter.projects FOR EACH ROW EXECUTE FUNCTION karter.drop_file();

CREATE TRIGGER guard BEFORE DELETE OR UPDATE ON karter.audit FOR EACH ROW EXECUTE FUNCTION karter.guard_audit();

CREATE TRIGGER guard_whole BEFORE TRUNCATE ON karter.audit FOR EACH STATEMENT EXECUTE FUNCTION karter.guard_audit();

CREATE TRIGGER note_delete AFTER DELETE ON karter.addresses REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION karter.note_delete('unversioned');

CREATE TRIGGER note_delete AFTER DELETE ON karter.centralites REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION karter.note_delete();

CREATE TRIGGER note_delete AFTER DELETE ON karter.communes REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION karter.note_delete();

CREATE TRIGGER note_delete AFTER DELETE ON karter.epiceries REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION karter.note_delete();

CREATE TRIGGER note_delete AFTER DELETE ON karter.establishments REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION karter.note_delete();

CREATE TRIGGER note_delete AFTER DELETE ON karter.gardens REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION karter.note_delete();

CREATE TRIGGER note_delete AFTER DELETE ON karter.job_dating_events REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION karter.note_events();

CREATE TRIGGER note_delete AFTER DELETE ON karter.job_datings REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION karter.note_delete();

CREATE TRIGGER note_delete AFTER DELETE ON karter.land REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION karter.note_delete();

CREATE TRIGGER note_delete AFTER DELETE ON karter.plu_frontages REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION karter.note_delete();

CREATE TRIGGER note_delete AFTER DELETE ON karter.plu_zones REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION karter.note_delete();

CREATE TRIGGER note_delete AFTER DELETE ON karter.premises REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION karter.note_delete();

CREATE TRIGGER note_delete AFTER DELETE ON karter.projects REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION karter.note_delete();

CREATE TRIGGER note_delete AFTER DELETE ON karter.qpv REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION karter.note_delete();

CREATE TRIGGER note_delete AFTER DELETE ON karter.quartiers REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION karter.note_delete();

CREATE TRIGGER note_delete AFTER DELETE ON karter.ressourceries REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION karter.note_delete();

CREATE TRIGGER note_delete AFTER DELETE ON karter.streets REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION karter.note_delete();

CREATE TRIGGER note_delete AFTER DELETE ON karter.suppliers REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION karter.note_delete();

CREATE TRIGGER note_delete AFTER DELETE ON karter.transit REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION karter.note_delete();

CREATE TRIGGER note_fund AFTER INSERT OR DELETE OR UPDATE ON karter.fund_sessions FOR EACH STATEMENT EXECUTE FUNCTION karter.note_fund();

CREATE TRIGGER note_fund AFTER INSERT OR DELETE OR UPDATE ON karter.funds FOR EACH STATEMENT EXECUTE FUNCTION karter.note_fund();

CREATE TRIGGER note_fund AFTER INSERT OR DELETE OR UPDATE ON karter.project_comments FOR EACH STATEMENT EXECUTE FUNCTION karter.note_fund();

CREATE TRIGGER note_fund AFTER INSERT OR DELETE OR UPDATE ON karter.project_notes FOR EACH STATEMENT EXECUTE FUNCTION karter.note_fund();

CREATE TRIGGER note_fund AFTER INSERT OR DELETE OR UPDATE ON karter.project_payments FOR EACH STATEMENT EXECUTE FUNCTION karter.note_fund();

CREATE TRIGGER note_fund AFTER INSERT OR DELETE OR UPDATE ON karter.project_photos FOR EACH STATEMENT EXECUTE FUNCTION karter.note_fund();

CREATE TRIGGER note_insert AFTER INSERT ON karter.addresses REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION karter.note_insert();

CREATE TRIGGER note_insert AFTER INSERT ON karter.centralites REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION karter.note_insert();

CREATE TRIGGER note_insert AFTER INSERT ON karter.communes REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION karter.note_insert();

CREATE TRIGGER note_insert AFTER INSERT ON karter.epiceries REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION karter.note_insert();

CREATE TRIGGER note_insert AFTER INSERT ON karter.establishments REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION karter.note_insert();

CREATE TRIGGER note_insert AFTER INSERT ON karter.gardens REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION karter.note_insert();

CREATE TRIGGER note_insert AFTER INSERT ON karter.job_dating_events REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION karter.note_events();

CREATE TRIGGER note_insert AFTER INSERT ON karter.job_datings REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION karter.note_insert();

CREATE TRIGGER note_insert AFTER INSERT ON karter.land REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION karter.note_insert();

CREATE TRIGGER note_insert AFTER INSERT ON karter.plu_frontages REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION karter.note_insert();

CREATE TRIGGER note_insert AFTER INSERT ON karter.plu_zones REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION karter.note_insert();

CREATE TRIGGER note_insert AFTER INSERT ON karter.premises REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION karter.note_insert();

CREATE TRIGGER note_insert AFTER INSERT ON karter.projects REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION karter.note_insert();

CREATE TRIGGER note_insert AFTER INSERT ON karter.qpv REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION karter.note_insert();

CREATE TRIGGER note_insert AFTER INSERT ON karter.quartiers REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION karter.note_insert();

CREATE TRIGGER note_insert AFTER INSERT ON karter.ressourceries REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION karter.note_insert();

CREATE TRIGGER note_insert AFTER INSERT ON karter.streets REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION karter.note_insert();

CREATE TRIGGER note_insert AFTER INSERT ON karter.suppliers REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION karter.note_insert();

CREATE TRIGGER note_insert AFTER INSERT ON karter.transit REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION karter.note_insert();

CREATE TRIGGER note_update AFTER UPDATE ON karter.addresses REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION karter.note_update('unversioned');

CREATE TRIGGER note_update AFTER UPDATE ON karter.centralites REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION karter.note_update();

CREATE TRIGGER note_update AFTER UPDATE ON karter.communes REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION karter.note_update();

CREATE TRIGGER note_update AFTER UPDATE ON karter.epiceries REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION karter.note_update();

CREATE TRIGGER note_update AFTER UPDATE ON karter.establishments REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION karter.note_update();

CREATE TRIGGER note_update AFTER UPDATE ON karter.gardens REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION karter.note_update();

CREATE TRIGGER note_update AFTER UPDATE ON karter.job_dating_events REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION karter.note_events();

CREATE TRIGGER note_update AFTER UPDATE ON karter.job_datings REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION karter.note_update();

CREATE TRIGGER note_update AFTER UPDATE ON karter.land REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION karter.note_update();

CREATE TRIGGER note_update AFTER UPDATE ON karter.plu_frontages REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION karter.note_update();

CREATE TRIGGER note_update AFTER UPDATE ON karter.plu_zones REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION karter.note_update();

CREATE TRIGGER note_update AFTER UPDATE ON karter.premises REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION karter.note_update();

CREATE TRIGGER note_update AFTER UPDATE ON karter.projects REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION karter.note_update();

CREATE TRIGGER note_update AFTER UPDATE ON karter.qpv REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION karter.note_update();

CREATE TRIGGER note_update AFTER UPDATE ON karter.quartiers REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION karter.note_update();

CREATE TRIGGER note_update AFTER UPDATE ON karter.ressourceries REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION karter.note_update();

CREATE TRIGGER note_update AFTER UPDATE ON karter.streets REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION karter.note_update();

CREATE TRIGGER note_update AFTER UPDATE ON karter.suppliers REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION karter.note_update();

CREATE TRIGGER note_update AFTER UPDATE ON karter.transit REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION karter.note_update();

CREATE TRIGGER observe AFTER INSERT ON karter.premises_observations REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION karter.observe_premises();

CREATE TRIGGER settle_delete AFTER DELETE ON karter.establishments REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION karter.settle_establishments();

CREATE TRIGGER settle_insert AFTER INSERT ON karter.establishments REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION karter.settle_establishments();

CREATE TRIGGER settle_insert AFTER INSERT ON karter.premises REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION karter.settle_premises();

CREATE TRIGGER settle_update AFTER UPDATE ON karter.establishments REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION karter.settle_establishments();

CREATE TRIGGER settle_update AFTER UPDATE ON karter.premises REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION karter.settle_premises();

CREATE TRIGGER streets_delete AFTER DELETE ON karter.addresses REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION karter.note_streets();

CREATE TRIGGER streets_insert AFTER INSERT ON karter.addresses REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION karter.note_streets();

CREATE TRIGGER streets_update AFTER UPDATE ON karter.addresses REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION karter.note_streets();

CREATE TRIGGER sum_fund AFTER INSERT OR DELETE OR UPDATE ON karter.project_files FOR EACH ROW EXECUTE FUNCTION karter.sum_fund();

CREATE TRIGGER sum_payments AFTER INSERT OR DELETE OR UPDATE ON karter.project_payments FOR EACH ROW EXECUTE FUNCTION karter.sum_payments();

ALTER TABLE ONLY karter.contributions
    ADD CONSTRAINT contributions_person_fkey FOREIGN KEY (person) REFERENCES karter.people(id) ON DELETE SET NULL;

ALTER TABLE ONLY karter.credentials
    ADD CONSTRAINT credentials_person_fkey FOREIGN KEY (person) REFERENCES karter.people(id) ON DELETE CASCADE;

ALTER TABLE ONLY karter.establishment_matches
    ADD CONSTRAINT establishment_matches_establishment_id_fkey FOREIGN KEY (establishment_id) REFERENCES karter.establishments(id) ON DELETE CASCADE;

ALTER TABLE ONLY karter.establishment_matches
    ADD CONSTRAINT establishment_matches_premises_id_fkey FOREIGN KEY (premises_id) REFERENCES karter.premises(id) ON DELETE CASCADE;

ALTER TABLE ONLY karter.establishment_mismatches
    ADD CONSTRAINT establishment_mismatches_establishment_id_fkey FOREIGN KEY (establishment_id) REFERENCES karter.establishments(id) ON DELETE CASCADE;

ALTER TABLE ONLY karter.establishment_mismatches
    ADD CONSTRAINT establishment_mismatches_premises_id_fkey FOREIGN KEY (premises_id) REFERENCES karter.premises(id) ON DELETE CASCADE;

ALTER TABLE ONLY karter.fund_sessions
    ADD CONSTRAINT fund_sessions_fund_fkey FOREIGN KEY (fund) REFERENCES karter.funds(id);

ALTER TABLE ONLY karter.funds
    ADD CONSTRAINT funds_year_fkey FOREIGN KEY (year) REFERENCES karter.fund_years(year);

ALTER TABLE ONLY karter.grants
    ADD CONSTRAINT grants_granted_by_fkey FOREIGN KEY (granted_by) REFERENCES karter.people(id) ON DELETE SET NULL;

ALTER TABLE ONLY karter.grants
    ADD CONSTRAINT grants_organisation_fkey FOREIGN KEY (organisation) REFERENCES karter.organisations(id) ON DELETE CASCADE;

ALTER TABLE ONLY karter.grants
    ADD CONSTRAINT grants_person_fkey FOREIGN KEY (person) REFERENCES karter.people(id) ON DELETE CASCADE;

ALTER TABLE ONLY karter.import_rows
    ADD CONSTRAINT import_rows_import_fkey FOREIGN KEY (import) REFERENCES karter.imports(id) ON DELETE CASCADE;

ALTER TABLE ONLY karter.imports
    ADD CONSTRAINT imports_person_fkey FOREIGN KEY (person) REFERENCES karter.people(id) ON DELETE SET NULL;

ALTER TABLE ONLY karter.job_dating_events
    ADD CONSTRAINT job_dating_events_venue_id_fkey FOREIGN KEY (venue_id) REFERENCES karter.job_datings(id) ON DELETE CASCADE;

ALTER TABLE ONLY karter.job_dating_rhythms
    ADD CONSTRAINT job_dating_rhythms_venue_id_fkey FOREIGN KEY (venue_id) REFERENCES karter.job_datings(id) ON DELETE CASCADE;

ALTER TABLE ONLY karter.likely_duplicates
    ADD CONSTRAINT likely_duplicates_settled_by_fkey FOREIGN KEY (settled_by) REFERENCES karter.people(id) ON DELETE SET NULL;

ALTER TABLE ONLY karter.memberships
    ADD CONSTRAINT memberships_organisation_fkey FOREIGN KEY (organisation) REFERENCES karter.organisations(id) ON DELETE CASCADE;

ALTER TABLE ONLY karter.memberships
    ADD CONSTRAINT memberships_person_fkey FOREIGN KEY (person) REFERENCES karter.people(id) ON DELETE CASCADE;

ALTER TABLE ONLY karter.project_budget_lines
    ADD CONSTRAINT project_budget_lines_project_fkey FOREIGN KEY (project) REFERENCES karter.project_files(project) ON DELETE CASCADE;

ALTER TABLE ONLY karter.project_comments
    ADD CONSTRAINT project_comments_person_fkey FOREIGN KEY (person) REFERENCES karter.people(id) ON DELETE SET NULL;

ALTER TABLE ONLY karter.project_comments
    ADD CONSTRAINT project_comments_project_fkey FOREIGN KEY (project) REFERENCES karter.project_files(project) ON DELETE CASCADE;

ALTER TABLE ONLY karter.project_drafts
    ADD CONSTRAINT project_drafts_author_fkey FOREIGN KEY (author) REFERENCES karter.people(id) ON DELETE CASCADE;

ALTER TABLE ONLY karter.project_files
    ADD CONSTRAINT project_files_author_fkey FOREIGN KEY (author) REFERENCES karter.people(id) ON DELETE SET NULL;

ALTER TABLE ONLY karter.project_files
    ADD CONSTRAINT project_files_fund_fkey FOREIGN KEY (fund) REFERENCES karter.funds(id);

ALTER TABLE ONLY karter.project_files
    ADD CONSTRAINT project_files_organisation_fkey FOREIGN KEY (organisation) REFERENCES karter.organisations(id) ON DELETE SET NULL;

ALTER TABLE ONLY karter.project_moves
    ADD CONSTRAINT project_moves_project_fkey FOREIGN KEY (project) REFERENCES karter.project_files(project) ON DELETE CASCADE;

ALTER TABLE ONLY karter.project_notes
    ADD CONSTRAINT project_notes_person_fkey FOREIGN KEY (person) REFERENCES karter.people(id) ON DELETE SET NULL;

ALTER TABLE ONLY karter.project_notes
    ADD CONSTRAINT project_notes_project_fkey FOREIGN KEY (project) REFERENCES karter.project_files(project) ON DELETE CASCADE;

ALTER TABLE ONLY karter.project_payments
    ADD CONSTRAINT project_payments_organisation_fkey FOREIGN KEY (organisation) REFERENCES karter.organisations(id);

ALTER TABLE ONLY karter.project_payments
    ADD CONSTRAINT project_payments_person_fkey FOREIGN KEY (person) REFERENCES karter.people(id) ON DELETE SET NULL;

ALTER TABLE ONLY karter.project_payments
    ADD CONSTRAINT project_payments_project_fkey FOREIGN KEY (project) REFERENCES karter.project_files(project) ON DELETE CASCADE;

ALTER TABLE ONLY karter.project_photos
    ADD CONSTRAINT project_photos_person_fkey FOREIGN KEY (person) REFERENCES karter.people(id) ON DELETE SET NULL;

ALTER TABLE ONLY karter.project_photos
    ADD CONSTRAINT project_photos_project_fkey FOREIGN KEY (project) REFERENCES karter.project_files(project) ON DELETE CASCADE;

ALTER TABLE ONLY karter.project_supports
    ADD CONSTRAINT project_supports_person_fkey FOREIGN KEY (person) REFERENCES karter.people(id) ON DELETE CASCADE;

ALTER TABLE ONLY karter.project_supports
    ADD CONSTRAINT project_supports_project_fkey FOREIGN KEY (project) REFERENCES karter.project_files(project) ON DELETE CASCADE;

ALTER TABLE ONLY karter.published_ballots
    ADD CONSTRAINT published_ballots_session_fkey FOREIGN KEY (session) REFERENCES karter.fund_sessions(id) ON DELETE CASCADE;

ALTER TABLE ONLY karter.session_ballots
    ADD CONSTRAINT session_ballots_session_fkey FOREIGN KEY (session) REFERENCES karter.fund_sessions(id) ON DELETE CASCADE;

ALTER TABLE ONLY karter.session_conflicts
    ADD CONSTRAINT session_conflicts_project_fkey FOREIGN KEY (project) REFERENCES karter.project_files(project) ON DELETE CASCADE;

ALTER TABLE ONLY karter.session_conflicts
    ADD CONSTRAINT session_conflicts_session_fkey FOREIGN KEY (session) REFERENCES karter.fund_sessions(id) ON DELETE CASCADE;

ALTER TABLE ONLY karter.session_presences
    ADD CONSTRAINT session_presences_session_fkey FOREIGN KEY (session) REFERENCES karter.fund_sessions(id) ON DELETE CASCADE;

ALTER TABLE ONLY karter.session_projects
    ADD CONSTRAINT session_projects_project_fkey FOREIGN KEY (project) REFERENCES karter.project_files(project) ON DELETE CASCADE;

ALTER TABLE ONLY karter.session_projects
    ADD CONSTRAINT session_projects_session_fkey FOREIGN KEY (session) REFERENCES karter.fund_sessions(id) ON DELETE CASCADE;

ALTER TABLE ONLY karter.session_votes
    ADD CONSTRAINT session_votes_project_fkey FOREIGN KEY (project) REFERENCES karter.project_files(project) ON DELETE CASCADE;

ALTER TABLE ONLY karter.session_votes
    ADD CONSTRAINT session_votes_session_fkey FOREIGN KEY (session) REFERENCES karter.fund_sessions(id) ON DELETE CASCADE;

ALTER TABLE ONLY karter.sign_ins
    ADD CONSTRAINT sign_ins_person_fkey FOREIGN KEY (person) REFERENCES karter.people(id) ON DELETE CASCADE;

ALTER TABLE ONLY karter.source_runs
    ADD CONSTRAINT source_runs_source_fkey FOREIGN KEY (source) REFERENCES karter.sources(id) ON DELETE CASCADE;

CREATE POLICY application ON karter.feature_versions TO karter_app USING (true) WITH CHECK (true);

ALTER TABLE karter.feature_versions ENABLE ROW LEVEL SECURITY;

CREATE POLICY public_layers ON karter.feature_versions FOR SELECT TO karter_reader USING (has_table_privilege('karter_reader'::name, format('karter.%I'::text, layer), 'select'::text));

GRANT USAGE ON SCHEMA karter TO karter_app;
GRANT USAGE ON SCHEMA karter TO karter_reader;

REVOKE ALL ON FUNCTION karter.adopt_layer(layer_name text, is_public boolean, is_versioned boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION karter.audit_row() FROM PUBLIC;

REVOKE ALL ON FUNCTION karter.build_osm_network(data_source text, data_licence text, data_vintage date) FROM PUBLIC;
GRANT ALL ON FUNCTION karter.build_osm_network(data_source text, data_licence text, data_vintage date) TO karter_app;

REVOKE ALL ON FUNCTION karter.cancel_session(cancelled bigint, who uuid, as_role text, why text) FROM PUBLIC;
GRANT ALL ON FUNCTION karter.cancel_session(cancelled bigint, who uuid, as_role text, why text) TO karter_app;

REVOKE ALL ON FUNCTION karter.check_open(asked bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION karter.check_open(asked bigint) TO karter_app;

REVOKE ALL ON FUNCTION karter.close_session(closing bigint, budget bigint, outcomes jsonb, told jsonb, why_otherwise text, who uuid, as_role text) FROM PUBLIC;
GRANT ALL ON FUNCTION karter.close_session(closing bigint, budget bigint, outcomes jsonb, told jsonb, why_otherwise text, who uuid, as_role text) TO karter_app;

GRANT USAGE ON SEQUENCE karter.feature_id TO karter_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE karter.premises TO karter_app;
GRANT SELECT ON TABLE karter.premises TO karter_reader;

REVOKE ALL ON FUNCTION karter.count_into_cells(features karter.premises[], sign integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION karter.cross_squares(data_source text, data_licence text, data_vintage date) FROM PUBLIC;
GRANT ALL ON FUNCTION karter.cross_squares(data_source text, data_licence text, data_vintage date) TO karter_app;

REVOKE ALL ON FUNCTION karter.cut_osm_edges(data_source text, data_licence text, data_vintage date) FROM PUBLIC;
GRANT ALL ON FUNCTION karter.cut_osm_edges(data_source text, data_licence text, data_vintage date) TO karter_app;

REVOKE ALL ON FUNCTION karter.cut_osm_ways() FROM PUBLIC;
GRANT ALL ON FUNCTION karter.cut_osm_ways() TO karter_app;

REVOKE ALL ON FUNCTION karter.cut_traces() FROM PUBLIC;
GRANT ALL ON FUNCTION karter.cut_traces() TO karter_app;

REVOKE ALL ON FUNCTION karter.decide_match(establishment bigint, unit bigint, kept boolean, person uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION karter.decide_match(establishment bigint, unit bigint, kept boolean, person uuid) TO karter_app;

REVOKE ALL ON FUNCTION karter.draw_streets(data_source text, data_licence text, data_vintage date) FROM PUBLIC;
GRANT ALL ON FUNCTION karter.draw_streets(data_source text, data_licence text, data_vintage date) TO karter_app;

REVOKE ALL ON FUNCTION karter.enqueue(task text, payload json, run_at timestamp with time zone, job_key text) FROM PUBLIC;
GRANT ALL ON FUNCTION karter.enqueue(task text, payload json, run_at timestamp with time zone, job_key text) TO karter_app;

REVOKE ALL ON FUNCTION karter.erase_person(who uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION karter.erase_person(who uuid) TO karter_app;

REVOKE ALL ON FUNCTION karter.erase_person_from_contributions(who uuid, pseudonym uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION karter.erase_person_from_funds(who uuid, pseudonym uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION karter.exchange_network(new_origin text, new_source text, new_licence text, new_vintage date, new_fingerprint text) FROM PUBLIC;
GRANT ALL ON FUNCTION karter.exchange_network(new_origin text, new_source text, new_licence text, new_vintage date, new_fingerprint text) TO karter_app;

REVOKE ALL ON FUNCTION karter.export_person_contributions(who uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION karter.export_person_funds(who uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION karter.export_person_parts(who uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION karter.export_person_parts(who uuid) TO karter_app;

REVOKE ALL ON FUNCTION karter.file_project(who uuid, asked_submission uuid, project jsonb, today date) FROM PUBLIC;
GRANT ALL ON FUNCTION karter.file_project(who uuid, asked_submission uuid, project jsonb, today date) TO karter_app;

GRANT ALL ON FUNCTION karter.find_address(typed text) TO karter_reader;

GRANT SELECT ON TABLE karter.address_streets TO karter_app;

REVOKE ALL ON FUNCTION karter.gather_streets(communes text[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION karter.guard_audit() FROM PUBLIC;

REVOKE ALL ON FUNCTION karter.hold_job_datings(today date, zone text) FROM PUBLIC;
GRANT ALL ON FUNCTION karter.hold_job_datings(today date, zone text) TO karter_app;

REVOKE ALL ON FUNCTION karter.imported_at(layer_name text) FROM PUBLIC;
GRANT ALL ON FUNCTION karter.imported_at(layer_name text) TO karter_reader;

REVOKE ALL ON FUNCTION karter.index_features(layer_name text, ids bigint[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION karter.is_led(layer text, feature bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION karter.is_led(layer text, feature bigint) TO karter_app;

REVOKE ALL ON FUNCTION karter.join_osm_twins() FROM PUBLIC;
GRANT ALL ON FUNCTION karter.join_osm_twins() TO karter_app;

REVOKE ALL ON FUNCTION karter.lay_out_network() FROM PUBLIC;
GRANT ALL ON FUNCTION karter.lay_out_network() TO karter_app;

REVOKE ALL ON FUNCTION karter.lay_out_osm() FROM PUBLIC;
GRANT ALL ON FUNCTION karter.lay_out_osm() TO karter_app;

REVOKE ALL ON FUNCTION karter.lay_out_traces() FROM PUBLIC;
GRANT ALL ON FUNCTION karter.lay_out_traces() TO karter_app;

REVOKE ALL ON FUNCTION karter.link_traces() FROM PUBLIC;
GRANT ALL ON FUNCTION karter.link_traces() TO karter_app;

REVOKE ALL ON FUNCTION karter.lock_session(closing bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION karter.lock_session(closing bigint) TO karter_app;

REVOKE ALL ON FUNCTION karter.match_establishments(area public.geometry) FROM PUBLIC;
GRANT ALL ON FUNCTION karter.match_establishments(area public.geometry) TO karter_app;

REVOKE ALL ON FUNCTION karter.measure_network() FROM PUBLIC;
GRANT ALL ON FUNCTION karter.measure_network() TO karter_app;

REVOKE ALL ON FUNCTION karter.move_project(moved bigint, expected text, target text, who uuid, as_role text, why text, cents bigint, number text, decided date, by_session bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION karter.move_project(moved bigint, expected text, target text, who uuid, as_role text, why text, cents bigint, number text, decided date, by_session bigint) TO karter_app;

REVOKE ALL ON FUNCTION karter.note_act(object text, key text, told jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION karter.note_act(object text, key text, told jsonb) TO karter_app;

REVOKE ALL ON FUNCTION karter.number_components() FROM PUBLIC;
GRANT ALL ON FUNCTION karter.number_components() TO karter_app;

REVOKE ALL ON FUNCTION karter.number_segments() FROM PUBLIC;
GRANT ALL ON FUNCTION karter.number_segments() TO karter_app;

REVOKE ALL ON FUNCTION karter.open_session(opened bigint, who uuid, as_role text) FROM PUBLIC;
GRANT ALL ON FUNCTION karter.open_session(opened bigint, who uuid, as_role text) TO karter_app;

REVOKE ALL ON FUNCTION karter.osm_corrections(since date) FROM PUBLIC;
GRANT ALL ON FUNCTION karter.osm_corrections(since date) TO karter_reader;

REVOKE ALL ON FUNCTION karter.publish_matches() FROM PUBLIC;

REVOKE ALL ON FUNCTION karter.refresh_network() FROM PUBLIC;
GRANT ALL ON FUNCTION karter.refresh_network() TO karter_app;

REVOKE ALL ON FUNCTION karter.replace_all(layer_names text[]) FROM PUBLIC;
GRANT ALL ON FUNCTION karter.replace_all(layer_names text[]) TO karter_app;

REVOKE ALL ON FUNCTION karter.tell_streets_from_paths() FROM PUBLIC;
GRANT ALL ON FUNCTION karter.tell_streets_from_paths() TO karter_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE karter.addresses TO karter_app;

GRANT SELECT ON TABLE karter.audit TO karter_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE karter.centralites TO karter_app;
GRANT SELECT ON TABLE karter.centralites TO karter_reader;

GRANT SELECT ON TABLE karter.changes TO karter_reader;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE karter.changes TO karter_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE karter.communes TO karter_app;
GRANT SELECT ON TABLE karter.communes TO karter_reader;

GRANT SELECT,INSERT,UPDATE ON TABLE karter.contributions TO karter_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE karter.credentials TO karter_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE karter.epiceries TO karter_app;
GRANT SELECT ON TABLE karter.epiceries TO karter_reader;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE karter.establishment_matches TO karter_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE karter.establishment_mismatches TO karter_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE karter.establishments TO karter_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE karter.feature_aliases TO karter_app;

GRANT SELECT ON TABLE karter.feature_versions TO karter_reader;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE karter.feature_versions TO karter_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE karter.fund_sessions TO karter_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE karter.fund_years TO karter_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE karter.funds TO karter_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE karter.gardens TO karter_app;
GRANT SELECT ON TABLE karter.gardens TO karter_reader;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE karter.geocode_reviews TO karter_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE karter.grants TO karter_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE karter.import_origins TO karter_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE karter.import_rows TO karter_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE karter.imports TO karter_app;

GRANT SELECT ON TABLE karter.item_addresses TO karter_app;

GRANT SELECT ON TABLE karter.item_centralites TO karter_app;
GRANT SELECT ON TABLE karter.item_centralites TO karter_reader;

GRANT SELECT ON TABLE karter.item_communes TO karter_app;
GRANT SELECT ON TABLE karter.item_communes TO karter_reader;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE karter.ressourceries TO karter_app;
GRANT SELECT ON TABLE karter.ressourceries TO karter_reader;

GRANT SELECT ON TABLE karter.item_epiceries TO karter_app;
GRANT SELECT ON TABLE karter.item_epiceries TO karter_reader;

GRANT SELECT ON TABLE karter.nomenclatures TO karter_reader;
GRANT SELECT ON TABLE karter.nomenclatures TO karter_app;

GRANT SELECT ON TABLE karter.item_establishments TO karter_app;

GRANT SELECT ON TABLE karter.item_gardens TO karter_app;
GRANT SELECT ON TABLE karter.item_gardens TO karter_reader;

GRANT SELECT ON TABLE karter.job_dating_events TO karter_reader;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE karter.job_dating_events TO karter_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE karter.job_datings TO karter_app;
GRANT SELECT ON TABLE karter.job_datings TO karter_reader;

GRANT SELECT ON TABLE karter.item_job_datings TO karter_app;
GRANT SELECT ON TABLE karter.item_job_datings TO karter_reader;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE karter.land TO karter_app;
GRANT SELECT ON TABLE karter.land TO karter_reader;

GRANT SELECT ON TABLE karter.item_land TO karter_app;
GRANT SELECT ON TABLE karter.item_land TO karter_reader;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE karter.plu_frontages TO karter_app;
GRANT SELECT ON TABLE karter.plu_frontages TO karter_reader;

GRANT SELECT ON TABLE karter.item_plu_frontages TO karter_app;
GRANT SELECT ON TABLE karter.item_plu_frontages TO karter_reader;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE karter.plu_zones TO karter_app;
GRANT SELECT ON TABLE karter.plu_zones TO karter_reader;

GRANT SELECT ON TABLE karter.item_plu_zones TO karter_app;
GRANT SELECT ON TABLE karter.item_plu_zones TO karter_reader;

GRANT SELECT ON TABLE karter.premises_establishments TO karter_app;

GRANT SELECT ON TABLE karter.item_premises TO karter_app;
GRANT SELECT ON TABLE karter.item_premises TO karter_reader;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE karter.projects TO karter_app;
GRANT SELECT ON TABLE karter.projects TO karter_reader;

GRANT SELECT ON TABLE karter.item_projects TO karter_app;
GRANT SELECT ON TABLE karter.item_projects TO karter_reader;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE karter.qpv TO karter_app;
GRANT SELECT ON TABLE karter.qpv TO karter_reader;

GRANT SELECT ON TABLE karter.item_qpv TO karter_app;
GRANT SELECT ON TABLE karter.item_qpv TO karter_reader;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE karter.quartiers TO karter_app;
GRANT SELECT ON TABLE karter.quartiers TO karter_reader;

GRANT SELECT ON TABLE karter.item_quartiers TO karter_app;
GRANT SELECT ON TABLE karter.item_quartiers TO karter_reader;

GRANT SELECT ON TABLE karter.item_ressourceries TO karter_app;
GRANT SELECT ON TABLE karter.item_ressourceries TO karter_reader;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE karter.streets TO karter_app;
GRANT SELECT ON TABLE karter.streets TO karter_reader;

GRANT SELECT ON TABLE karter.item_streets TO karter_app;
GRANT SELECT ON TABLE karter.item_streets TO karter_reader;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE karter.suppliers TO karter_app;
GRANT SELECT ON TABLE karter.suppliers TO karter_reader;

GRANT SELECT ON TABLE karter.item_suppliers TO karter_app;
GRANT SELECT ON TABLE karter.item_suppliers TO karter_reader;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE karter.transit TO karter_app;
GRANT SELECT ON TABLE karter.transit TO karter_reader;

GRANT SELECT ON TABLE karter.item_transit TO karter_app;
GRANT SELECT ON TABLE karter.item_transit TO karter_reader;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE karter.job_dating_rhythms TO karter_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE karter.layer_loads TO karter_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE karter.likely_duplicates TO karter_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE karter.memberships TO karter_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE karter.organisations TO karter_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE karter.people TO karter_app;

GRANT SELECT ON TABLE karter.premises_cells TO karter_reader;

GRANT SELECT ON TABLE karter.premises_observations TO karter_reader;
GRANT SELECT,INSERT ON TABLE karter.premises_observations TO karter_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE karter.project_budget_lines TO karter_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE karter.project_comments TO karter_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE karter.project_drafts TO karter_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE karter.project_files TO karter_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE karter.project_moves TO karter_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE karter.project_notes TO karter_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE karter.project_payments TO karter_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE karter.project_photos TO karter_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE karter.project_supports TO karter_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE karter.published_ballots TO karter_app;

GRANT SELECT ON TABLE karter.public_ballots TO karter_reader;
GRANT SELECT ON TABLE karter.public_ballots TO karter_app;

GRANT SELECT ON TABLE karter.public_details TO karter_reader;
GRANT SELECT ON TABLE karter.public_details TO karter_app;

GRANT SELECT ON TABLE karter.public_funds TO karter_reader;
GRANT SELECT ON TABLE karter.public_funds TO karter_app;

GRANT SELECT ON TABLE karter.public_moves TO karter_reader;
GRANT SELECT ON TABLE karter.public_moves TO karter_app;

GRANT SELECT ON TABLE karter.public_photos TO karter_reader;
GRANT SELECT ON TABLE karter.public_photos TO karter_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE karter.session_presences TO karter_app;

GRANT SELECT ON TABLE karter.public_presences TO karter_reader;
GRANT SELECT ON TABLE karter.public_presences TO karter_app;

GRANT SELECT ON TABLE karter.public_projects TO karter_reader;
GRANT SELECT ON TABLE karter.public_projects TO karter_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE karter.session_projects TO karter_app;

GRANT SELECT ON TABLE karter.public_sessions TO karter_reader;
GRANT SELECT ON TABLE karter.public_sessions TO karter_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE karter.source_runs TO karter_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE karter.sources TO karter_app;

GRANT SELECT ON TABLE karter.public_sources TO karter_reader;
GRANT SELECT ON TABLE karter.public_sources TO karter_app;

GRANT SELECT ON TABLE karter.public_subsidies TO karter_reader;
GRANT SELECT ON TABLE karter.public_subsidies TO karter_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE karter.rate_limits TO karter_app;

GRANT SELECT ON TABLE karter.retired_features TO karter_reader;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE karter.retired_features TO karter_app;

GRANT SELECT ON TABLE karter.search_entries TO karter_reader;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE karter.search_entries TO karter_app;

GRANT SELECT,INSERT ON TABLE karter.secrets TO karter_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE karter.session_ballots TO karter_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE karter.session_conflicts TO karter_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE karter.session_votes TO karter_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE karter.sign_ins TO karter_app;

GRANT SELECT,INSERT,DELETE ON TABLE karter.spent_tokens TO karter_app;

GRANT SELECT ON TABLE karter.street_edges TO karter_reader;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE karter.street_edges TO karter_app;

GRANT SELECT ON TABLE karter.street_network TO karter_reader;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE karter.street_network TO karter_app;

GRANT SELECT ON TABLE karter.street_nodes TO karter_reader;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE karter.street_nodes TO karter_app;

GRANT SELECT ON TABLE karter.street_segments TO karter_reader;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE karter.street_segments TO karter_app;

GRANT SELECT ON TABLE karter.street_sides TO karter_reader;
GRANT SELECT ON TABLE karter.street_sides TO karter_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE karter.survey_tasks TO karter_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE karter.verifications TO karter_app;
