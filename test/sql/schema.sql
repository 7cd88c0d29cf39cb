CREATE SCHEMA karter;

ALTER SCHEMA karter OWNER TO karter_owner;

CREATE FUNCTION karter.acting_person() RETURNS uuid
    LANGUAGE sql STABLE
    RETURN (NULLIF(current_setting('karter.person'::text, true), ''::text))::uuid;

ALTER FUNCTION karter.acting_person() OWNER TO karter_owner;

CREATE FUNCTION karter.adopt_layer(layer_name text, is_public boolean) RETURNS void
    LANGUAGE plpgsql
    AS $_$
declare
  said record;
begin
  for said in
    select attname as name, col_description(attrelid, attnum) as definition
    from pg_attribute where attrelid = 'karter.feature_columns'::regclass and attnum > 0 and not attisdropped
  loop
    execute format('comment on column karter.%I.%I is %L', layer_name, said.name, said.definition);
  end loop;
  execute format('create or replace trigger a_place before insert or update on karter.%I for each row execute function karter.place_feature()', layer_name);
  execute format('create or replace trigger note_insert after insert on karter.%I referencing new table as new_rows for each statement execute function karter.note_insert()', layer_name);
  execute format('create or replace trigger note_update after update on karter.%I referencing old table as old_rows new table as new_rows for each statement execute function karter.note_update()', layer_name);
  execute format('create or replace trigger note_delete after delete on karter.%I referencing old table as old_rows for each statement execute function karter.note_delete()', layer_name);
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

ALTER FUNCTION karter.adopt_layer(layer_name text, is_public boolean) OWNER TO karter_owner;

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

CREATE FUNCTION karter.garden_state(opened_on date, closed_on date, day date) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN (closed_on <= day) THEN 'ferme'::text WHEN (opened_on > day) THEN 'prevu'::text ELSE 'ouvert'::text END;

ALTER FUNCTION karter.garden_state(opened_on date, closed_on date, day date) OWNER TO karter_owner;

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

CREATE FUNCTION karter.index_features(layer_name text, ids bigint[]) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'karter', 'public'
    AS $_$
begin
  delete from search_entries where id = any(ids);
  -- The public reader searches here: what it may not see is not in it.
  if not has_table_privilege('karter_reader', format('karter.%I', layer_name), 'select') then return; end if;
  execute format(
    $query$
      insert into search_entries (id, layer, name, words, kind, quartier, demo, bounds)
      select id, %1$L, name, comparable(name), to_jsonb(feature) ->> 'kind', quartier, demo, ST_Envelope(geom)
      from %1$I feature where id = any($1) and name is not null and comparable(name) <> ''
    $query$, layer_name) using ids;
end
$_$;

ALTER FUNCTION karter.index_features(layer_name text, ids bigint[]) OWNER TO karter_owner;

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
  insert into feature_versions (layer, id, known, feature)
  select tg_table_name, id, tstzrange(updated_at, greatest(clock_timestamp(), updated_at)), to_jsonb(old_rows) from old_rows;
  insert into retired_features (id, layer) select id, tg_table_name from old_rows on conflict do nothing;
  if cardinality(touched) > 200 then
    insert into changes (layer, bounds) select tg_table_name, ST_Extent(geom)::geometry from old_rows;
  else
    insert into changes (layer, bounds) select tg_table_name, ST_Envelope(geom) from old_rows;
  end if;
  perform index_features(tg_table_name, touched);
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

CREATE FUNCTION karter.note_update() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'karter', 'public'
    AS $$
declare
  touched bigint[] := array(select id from new_rows);
begin
  insert into feature_versions (layer, id, known, feature)
  select tg_table_name, old_rows.id, tstzrange(old_rows.updated_at, new_rows.updated_at), to_jsonb(old_rows)
  from old_rows join new_rows using (id);
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
  perform index_features(tg_table_name, touched);
  perform pg_notify('karter_changes', '');
  return null;
end
$$;

ALTER FUNCTION karter.note_update() OWNER TO karter_owner;

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

CREATE FUNCTION karter.quartier_of(lon double precision, lat double precision) RETURNS text
    LANGUAGE sql STABLE
    AS $$
  select slug from karter.quartiers where public.ST_Covers(geom, public.ST_Transform(public.ST_SetSRID(public.ST_MakePoint(lon, lat), 4326), 3857)) order by id limit 1
$$;

ALTER FUNCTION karter.quartier_of(lon double precision, lat double precision) OWNER TO karter_owner;

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
    problem := 'géométrie invalide : ' || public.ST_IsValidReason(geom);
    geom := null;
  else
    geom := public.ST_Transform(geom, 3857);
    if not public.ST_IsValid(geom) then
      problem := 'géométrie invalide une fois projetée : ' || public.ST_IsValidReason(geom);
      geom := null;
    end if;
  end if;
exception when others then
  geom := null;
  problem := 'géométrie illisible : ' || sqlerrm;
end
$$;

ALTER FUNCTION karter.read_geometry(geojson text, srid integer, OUT geom public.geometry, OUT problem text) OWNER TO karter_owner;

CREATE FUNCTION karter.receive_job_datings(extra jsonb) RETURNS void
    LANGUAGE sql
    AS $$
  delete from karter.job_dating_rhythms where venue_id in (select id from jsonb_to_recordset(extra) as given(id bigint));
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
    select * from jsonb_to_recordset(case when jsonb_typeof(given.observations) = 'array' then given.observations else '[]' end) as
      listed(observed_on date, occupancy text, activity text, observer text, means text)
    union all
    -- A file that only says how things stand is one observation, on its own day.
    select coalesce(given.observed_on, premises.vintage), given.occupancy, given.activity, given.observer, case when given.by_hand then 'saisie' end
    where jsonb_typeof(given.observations) is distinct from 'array' and given.occupancy is not null
  ) seen
  -- What a person corrects by hand may be what an earlier record of the same day said: it is recorded all the same, and the latest counts.
  where given.by_hand or not exists (
    select from karter.premises_observations known
    where known.premises_id = premises.id and known.observed_on = seen.observed_on and known.occupancy = seen.occupancy
      and known.observer = coalesce(seen.observer, premises.source)
  )
$$;

ALTER FUNCTION karter.receive_premises(extra jsonb) OWNER TO karter_owner;

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

CREATE FUNCTION karter.slug(label text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN replace(karter.comparable(label), ' '::text, '-'::text);

ALTER FUNCTION karter.slug(label text) OWNER TO karter_owner;

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

CREATE FUNCTION karter.territory(is_base boolean, west double precision, south double precision, east double precision, north double precision) RETURNS public.geometry
    LANGUAGE sql STABLE
    AS $$
  select coalesce(
    (select public.ST_Transform(public.ST_Buffer(public.ST_Union(public.ST_Transform(geom, 2154)), 1000), 3857) from karter.communes where not is_base),
    public.ST_Transform(public.ST_MakeEnvelope(west, south, east, north, 4326), 3857)
  )
$$;

ALTER FUNCTION karter.territory(is_base boolean, west double precision, south double precision, east double precision, north double precision) OWNER TO karter_owner;

CREATE FUNCTION karter.world_half() RETURNS double precision
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN 20037508.342789244;

ALTER FUNCTION karter.world_half() OWNER TO karter_owner;

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
    NULL::daterange AS during
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

CREATE TABLE karter.spent_tokens (
    token text NOT NULL,
    expires_at timestamp with time zone NOT NULL
);

ALTER TABLE karter.spent_tokens OWNER TO karter_owner;

CREATE TABLE karter.verifications (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    identifier text NOT NULL,
    value text NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE karter.verifications OWNER TO karter_owner;

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

ALTER TABLE ONLY karter.grants
    ADD CONSTRAINT grants_pkey PRIMARY KEY (id);

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

ALTER TABLE ONLY karter.memberships
    ADD CONSTRAINT memberships_pkey PRIMARY KEY (organisation, person);

ALTER TABLE ONLY karter.migrations
    ADD CONSTRAINT migrations_pkey PRIMARY KEY (name);

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

ALTER TABLE ONLY karter.spent_tokens
    ADD CONSTRAINT spent_tokens_pkey PRIMARY KEY (token);

ALTER TABLE ONLY karter.streets
    ADD CONSTRAINT streets_pkey PRIMARY KEY (id);

ALTER TABLE ONLY karter.streets
    ADD CONSTRAINT streets_source_source_id_key UNIQUE (source, source_id);

ALTER TABLE ONLY karter.suppliers
    ADD CONSTRAINT suppliers_pkey PRIMARY KEY (id);

ALTER TABLE ONLY karter.suppliers
    ADD CONSTRAINT suppliers_source_source_id_key UNIQUE (source, source_id);

ALTER TABLE ONLY karter.transit
    ADD CONSTRAINT transit_pkey PRIMARY KEY (id);

ALTER TABLE ONLY karter.transit
    ADD CONSTRAINT transit_source_source_id_key UNIQUE (source, source_id);

ALTER TABLE ONLY karter.verifications
    ADD CONSTRAINT verifications_pkey PRIMARY KEY (id);

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

CREATE INDEX feature_versions_id ON karter.feature_versions USING btree (id);

CREATE INDEX feature_versions_layer_known ON karter.feature_versions USING btree (layer, upper(known));

CREATE INDEX fund_sessions_fund ON karter.fund_sessions USING btree (fund);

CREATE INDEX gardens_geom ON karter.gardens USING gist (geom);

CREATE INDEX gardens_quartier ON karter.gardens USING btree (quartier);

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

CREATE INDEX spent_tokens_expires ON karter.spent_tokens USING btree (expires_at);

CREATE INDEX streets_geom ON karter.streets USING gist (geom);

CREATE INDEX streets_quartier ON karter.streets USING btree (quartier);

CREATE INDEX suppliers_geom ON karter.suppliers USING gist (geom);

CREATE INDEX suppliers_quartier ON karter.suppliers USING btree (quartier);

CREATE INDEX transit_geom ON karter.transit USING gist (geom);

CREATE INDEX transit_quartier ON karter.transit USING btree (quartier);

CREATE INDEX verifications_identifier ON karter.verifications USING btree (identifier);

CREATE TRIGGER a_date BEFORE UPDATE ON karter.job_dating_events FOR EACH ROW EXECUTE FUNCTION karter.date_event();

CREATE TRIGGER a_name BEFORE INSERT OR UPDATE ON karter.quartiers FOR EACH ROW EXECUTE FUNCTION karter.name_quartier();

CREATE TRIGGER a_place BEFORE INSERT OR UPDATE ON karter.centralites FOR EACH ROW EXECUTE FUNCTION karter.place_feature();

CREATE TRIGGER a_place BEFORE INSERT OR UPDATE ON karter.communes FOR EACH ROW EXECUTE FUNCTION karter.place_feature();

CREATE TRIGGER a_place BEFORE INSERT OR UPDATE ON karter.epiceries FOR EACH ROW EXECUTE FUNCTION karter.place_feature();

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

CREATE TRIGGER note_delete AFTER DELETE ON karter.centralites REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION karter.note_delete();

CREATE TRIGGER note_delete AFTER DELETE ON karter.communes REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION karter.note_delete();

CREATE TRIGGER note_delete AFTER DELETE ON karter.epiceries REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION karter.note_delete();

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

CREATE TRIGGER note_insert AFTER INSERT ON karter.centralites REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION karter.note_insert();

CREATE TRIGGER note_insert AFTER INSERT ON karter.communes REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION karter.note_insert();

CREATE TRIGGER note_insert AFTER INSERT ON karter.epiceries REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION karter.note_insert();

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

CREATE TRIGGER note_update AFTER UPDATE ON karter.centralites REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION karter.note_update();

CREATE TRIGGER note_update AFTER UPDATE ON karter.communes REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION karter.note_update();

CREATE TRIGGER note_update AFTER UPDATE ON karter.epiceries REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION karter.note_update();

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

CREATE TRIGGER sum_fund AFTER INSERT OR DELETE OR UPDATE ON karter.project_files FOR EACH ROW EXECUTE FUNCTION karter.sum_fund();

CREATE TRIGGER sum_payments AFTER INSERT OR DELETE OR UPDATE ON karter.project_payments FOR EACH ROW EXECUTE FUNCTION karter.sum_payments();

ALTER TABLE ONLY karter.contributions
    ADD CONSTRAINT contributions_person_fkey FOREIGN KEY (person) REFERENCES karter.people(id) ON DELETE SET NULL;

ALTER TABLE ONLY karter.credentials
    ADD CONSTRAINT credentials_person_fkey FOREIGN KEY (person) REFERENCES karter.people(id) ON DELETE CASCADE;

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

ALTER TABLE ONLY karter.job_dating_events
    ADD CONSTRAINT job_dating_events_venue_id_fkey FOREIGN KEY (venue_id) REFERENCES karter.job_datings(id) ON DELETE CASCADE;

ALTER TABLE ONLY karter.job_dating_rhythms
    ADD CONSTRAINT job_dating_rhythms_venue_id_fkey FOREIGN KEY (venue_id) REFERENCES karter.job_datings(id) ON DELETE CASCADE;

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

CREATE POLICY application ON karter.feature_versions TO karter_app USING (true) WITH CHECK (true);

ALTER TABLE karter.feature_versions ENABLE ROW LEVEL SECURITY;

CREATE POLICY public_layers ON karter.feature_versions FOR SELECT TO karter_reader USING (has_table_privilege('karter_reader'::name, format('karter.%I'::text, layer), 'select'::text));

GRANT USAGE ON SCHEMA karter TO karter_app;
GRANT USAGE ON SCHEMA karter TO karter_reader;

REVOKE ALL ON FUNCTION karter.adopt_layer(layer_name text, is_public boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION karter.audit_row() FROM PUBLIC;

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

REVOKE ALL ON FUNCTION karter.enqueue(task text, payload json, run_at timestamp with time zone, job_key text) FROM PUBLIC;
GRANT ALL ON FUNCTION karter.enqueue(task text, payload json, run_at timestamp with time zone, job_key text) TO karter_app;

REVOKE ALL ON FUNCTION karter.erase_person(who uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION karter.erase_person(who uuid) TO karter_app;

REVOKE ALL ON FUNCTION karter.erase_person_from_contributions(who uuid, pseudonym uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION karter.erase_person_from_funds(who uuid, pseudonym uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION karter.export_person_contributions(who uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION karter.export_person_funds(who uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION karter.export_person_parts(who uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION karter.export_person_parts(who uuid) TO karter_app;

REVOKE ALL ON FUNCTION karter.file_project(who uuid, asked_submission uuid, project jsonb, today date) FROM PUBLIC;
GRANT ALL ON FUNCTION karter.file_project(who uuid, asked_submission uuid, project jsonb, today date) TO karter_app;

REVOKE ALL ON FUNCTION karter.guard_audit() FROM PUBLIC;

REVOKE ALL ON FUNCTION karter.hold_job_datings(today date, zone text) FROM PUBLIC;
GRANT ALL ON FUNCTION karter.hold_job_datings(today date, zone text) TO karter_app;

REVOKE ALL ON FUNCTION karter.index_features(layer_name text, ids bigint[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION karter.is_led(layer text, feature bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION karter.is_led(layer text, feature bigint) TO karter_app;

REVOKE ALL ON FUNCTION karter.lock_session(closing bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION karter.lock_session(closing bigint) TO karter_app;

REVOKE ALL ON FUNCTION karter.move_project(moved bigint, expected text, target text, who uuid, as_role text, why text, cents bigint, number text, decided date, by_session bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION karter.move_project(moved bigint, expected text, target text, who uuid, as_role text, why text, cents bigint, number text, decided date, by_session bigint) TO karter_app;

REVOKE ALL ON FUNCTION karter.note_act(object text, key text, told jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION karter.note_act(object text, key text, told jsonb) TO karter_app;

REVOKE ALL ON FUNCTION karter.open_session(opened bigint, who uuid, as_role text) FROM PUBLIC;
GRANT ALL ON FUNCTION karter.open_session(opened bigint, who uuid, as_role text) TO karter_app;

REVOKE ALL ON FUNCTION karter.replace_all(layer_names text[]) FROM PUBLIC;
GRANT ALL ON FUNCTION karter.replace_all(layer_names text[]) TO karter_app;

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

GRANT SELECT ON TABLE karter.feature_versions TO karter_reader;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE karter.feature_versions TO karter_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE karter.fund_sessions TO karter_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE karter.fund_years TO karter_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE karter.funds TO karter_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE karter.gardens TO karter_app;
GRANT SELECT ON TABLE karter.gardens TO karter_reader;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE karter.grants TO karter_app;

GRANT SELECT ON TABLE karter.item_centralites TO karter_app;
GRANT SELECT ON TABLE karter.item_centralites TO karter_reader;

GRANT SELECT ON TABLE karter.item_communes TO karter_app;
GRANT SELECT ON TABLE karter.item_communes TO karter_reader;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE karter.ressourceries TO karter_app;
GRANT SELECT ON TABLE karter.ressourceries TO karter_reader;

GRANT SELECT ON TABLE karter.item_epiceries TO karter_app;
GRANT SELECT ON TABLE karter.item_epiceries TO karter_reader;

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

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE karter.verifications TO karter_app;
