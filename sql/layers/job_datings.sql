create table if not exists karter.job_datings (
  like karter.feature_columns including all,
  kind text not null check (kind in ('mission_locale', 'mairie', 'centre_social', 'mediatheque', 'emploi', 'autre')),
  capacity integer check (capacity > 0),
  wheelchair text,
  phone text,
  website text
);
comment on table karter.job_datings is 'Lieux qui accueillent des rencontres entre entreprises et candidats. Les dates sont tenues à part et s’affichent avec leur lieu.';
comment on column karter.job_datings.kind is 'Sorte de lieu : mission locale, mairie de quartier, centre social, médiathèque, service de l’emploi, autre.';
comment on column karter.job_datings.capacity is 'Nombre de personnes accueillies à la fois.';
comment on column karter.job_datings.wheelchair is 'Accès en fauteuil roulant, au sens d’OpenStreetMap (wheelchair) : yes, limited ou no.';
comment on column karter.job_datings.phone is 'Numéro de téléphone public.';
comment on column karter.job_datings.website is 'Adresse du site web.';

create table if not exists karter.job_dating_rhythms (
  venue_id bigint primary key references karter.job_datings (id) on delete cascade,
  every_weeks integer not null check (every_weeks between 1 and 52),
  week_offset integer not null check (week_offset >= 0),
  weekday integer not null check (weekday between 1 and 7),
  starts time not null,
  ends time not null check (ends > starts),
  sectors text[] not null default '{}',
  companies integer,
  posts integer
);
comment on table karter.job_dating_rhythms is 'How often the demonstration holds a job dating in a venue.';
comment on column karter.job_dating_rhythms.venue_id is 'The venue.';
comment on column karter.job_dating_rhythms.every_weeks is 'One every so many weeks.';
comment on column karter.job_dating_rhythms.week_offset is 'Which of those weeks, counted from Monday 5 January 1970.';
comment on column karter.job_dating_rhythms.weekday is 'ISO day of the week, 1 is Monday.';
comment on column karter.job_dating_rhythms.starts is 'Local time.';
comment on column karter.job_dating_rhythms.ends is 'Local time.';
comment on column karter.job_dating_rhythms.sectors is 'Sectors that recruit.';
comment on column karter.job_dating_rhythms.companies is 'Companies present.';
comment on column karter.job_dating_rhythms.posts is 'Posts offered.';

create table if not exists karter.job_dating_events (
  id text primary key,
  venue_id bigint not null references karter.job_datings (id) on delete cascade,
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at),
  title text not null,
  sectors text[] not null default '{}',
  companies integer,
  posts integer,
  demo boolean not null default false,
  updated_at timestamptz not null default now()
);
alter table karter.job_dating_events add column if not exists updated_at timestamptz not null default now();
create index if not exists job_dating_events_venue on karter.job_dating_events (venue_id, starts_at);
comment on table karter.job_dating_events is 'Dates of job datings.';
comment on column karter.job_dating_events.id is 'Venue''s source id and ISO week: the same at every generation, so no link breaks.';
comment on column karter.job_dating_events.venue_id is 'The venue.';
comment on column karter.job_dating_events.starts_at is 'Begins.';
comment on column karter.job_dating_events.ends_at is 'Ends.';
comment on column karter.job_dating_events.title is 'As announced.';
comment on column karter.job_dating_events.sectors is 'Sectors that recruit.';
comment on column karter.job_dating_events.companies is 'Companies present.';
comment on column karter.job_dating_events.posts is 'Posts offered.';
comment on column karter.job_dating_events.demo is 'Demonstration data.';
comment on column karter.job_dating_events.updated_at is 'Since when this version of the row is what is known; former ones are in feature_versions, under their venue.';
grant select on karter.job_dating_events to karter_reader;
grant select, insert, update, delete on karter.job_dating_events, karter.job_dating_rhythms to karter_app;

create or replace function karter.receive_job_datings(extra jsonb) returns void
language sql as $$
  -- A file that says nothing of rhythms (they are not published) leaves them as they are; one that says null ends them.
  delete from karter.job_dating_rhythms where venue_id in (select (entry ->> 'id')::bigint from jsonb_array_elements(extra) entry where entry ? 'rhythm');
  insert into karter.job_dating_rhythms (venue_id, every_weeks, week_offset, weekday, starts, ends, sectors, companies, posts)
  select given.id, rhythm.every_weeks, rhythm.week_offset, rhythm.weekday, rhythm.start, rhythm."end", coalesce(rhythm.sectors, '{}'), rhythm.companies, rhythm.posts
  from jsonb_to_recordset(extra) as given(id bigint, rhythm jsonb)
  cross join lateral jsonb_to_record(given.rhythm) as
    rhythm(every_weeks integer, week_offset integer, weekday integer, start time, "end" time, sectors text[], companies integer, posts integer)
  where jsonb_typeof(given.rhythm) = 'object'
$$;
comment on function karter.receive_job_datings(jsonb) is 'Takes [{id, rhythm}] after an import.';

-- Adds the demonstration dates that are missing from 12 months back to 4 months ahead; returns how many.
create or replace function karter.hold_job_datings(today date, zone text) returns integer
language plpgsql security definer set search_path = karter, public as $$
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
comment on function karter.hold_job_datings(date, text) is 'Keeps the demonstration calendar full around today, in local time of the zone.';
revoke execute on function karter.hold_job_datings(date, text) from public;
grant execute on function karter.hold_job_datings(date, text) to karter_app;

create or replace function karter.date_event() returns trigger
language plpgsql as $$
begin
  if new is not distinct from old then return null; end if;
  new.updated_at := greatest(clock_timestamp(), old.updated_at);
  return new;
end
$$;
comment on function karter.date_event() is 'Row trigger of updates: since when it is so; nothing where nothing changed.';
create or replace trigger a_date before update on karter.job_dating_events for each row execute function karter.date_event();

-- A date added, moved or cancelled changes what its venue shows; what was announced before stays known.
create or replace function karter.note_events() returns trigger
language plpgsql security definer set search_path = karter, public as $$
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
create or replace trigger note_insert after insert on karter.job_dating_events referencing new table as new_rows for each statement execute function karter.note_events();
create or replace trigger note_update after update on karter.job_dating_events referencing old table as old_rows new table as new_rows for each statement execute function karter.note_events();
create or replace trigger note_delete after delete on karter.job_dating_events referencing old table as old_rows for each statement execute function karter.note_events();

drop view if exists karter.item_job_datings;
create view karter.item_job_datings as
select feature.*, coming.during, coming.next_on, coming.events, coming.events_12_months
from karter.job_datings feature
cross join lateral (
  select min(starts_at) filter (where ends_at >= now()) as next_on,
    coalesce(jsonb_agg(jsonb_build_object(
      'id', event.id, 'starts_at', starts_at, 'ends_at', ends_at, 'title', title, 'sectors', sectors, 'companies', companies, 'posts', posts, 'demo', event.demo
    ) order by starts_at) filter (where ends_at >= now()), '[]') as events,
    count(*) filter (where starts_at > now() - interval '12 months' and starts_at <= now())::integer as events_12_months,
    daterange(min(starts_at)::date, max(ends_at)::date, '[]') as during
  from karter.job_dating_events event where event.venue_id = feature.id
) coming;
comment on view karter.item_job_datings is 'What is published of each feature; during spans its first to its last date.';
comment on column karter.item_job_datings.next_on is 'Début du prochain job dating annoncé.';
comment on column karter.item_job_datings.events is 'Dates à venir, chacune avec ses horaires, ses secteurs, ses entreprises et ses postes.';
comment on column karter.item_job_datings.events_12_months is 'Nombre de job datings tenus dans les douze derniers mois.';

create or replace function karter.layer_job_datings(bounds public.geometry, zoom integer)
returns table (
  id bigint,
  geom public.geometry,
  name text,
  kind text,
  next_on text,
  demo boolean
)
language sql stable parallel safe as $$
  select feature.id, public.ST_AsMVTGeom(feature.geom, bounds, 4096, 64), case when zoom >= 12 then feature.name end, feature.kind,
    (select to_char(min(event.starts_at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') from karter.job_dating_events event
      where event.venue_id = feature.id and event.ends_at >= now()),
    case when zoom >= 13 then feature.demo end
  from karter.job_datings feature
  where feature.geom && public.ST_Expand(bounds, (public.ST_XMax(bounds) - public.ST_XMin(bounds)) / 64)
    and zoom >= 9
$$;

select karter.adopt_layer('job_datings', true);
