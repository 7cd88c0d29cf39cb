create table if not exists karter.premises (
  like karter.feature_columns including all,
  occupancy text not null default 'inconnu' check (occupancy in ('occupe', 'vacant', 'travaux', 'hors_commerce', 'inconnu')),
  observed_on date,
  vacant_since date,
  vacant_after date,
  activity text,
  naf text,
  destination text,
  sign text,
  surface_m2 double precision check (surface_m2 > 0),
  frontage_m double precision check (frontage_m > 0),
  street text,
  history jsonb not null default '[]'
);
comment on table karter.premises is 'Locaux en rez-de-chaussée, un par pas-de-porte. L’occupation n’est jamais saisie : elle se déduit de la dernière observation datée, et l’historique est conservé.';
comment on column karter.premises.occupancy is 'Ce que dit la dernière observation : occupé, vacant, en travaux, hors commerce ou inconnu.';
comment on column karter.premises.observed_on is 'Jour de la dernière observation.';
comment on column karter.premises.vacant_since is 'Première observation de la vacance en cours : elle a commencé ce jour-là au plus tard.';
comment on column karter.premises.vacant_after is 'Dernière observation avant la vacance en cours : elle a commencé après ce jour.';
comment on column karter.premises.activity is 'Famille d’activités de l’occupant.';
comment on column karter.premises.naf is 'Code d’activité principale de l’occupant dans la nomenclature NAF rév. 2 de l’Insee.';
comment on column karter.premises.destination is 'Sous-destination au sens du code de l’urbanisme, codée comme au CNIG.';
comment on column karter.premises.sign is 'Ce qui est écrit sur la devanture.';
comment on column karter.premises.surface_m2 is 'Surface de vente, en m².';
comment on column karter.premises.frontage_m is 'Longueur de la vitrine sur rue, en mètres.';
comment on column karter.premises.street is 'Rue sur laquelle il ouvre.';

create table if not exists karter.premises_observations (
  id bigint generated always as identity primary key,
  premises_id bigint not null,
  observed_on date not null,
  recorded_at timestamptz not null default now(),
  observer text not null,
  means text,
  occupancy text not null check (occupancy in ('occupe', 'vacant', 'travaux', 'hors_commerce', 'inconnu')),
  activity text,
  demo boolean not null default false,
  unique (premises_id, observed_on, observer, recorded_at)
);
-- What was seen outlives the unit: a figure published before it was removed is still found again.
alter table karter.premises_observations drop constraint if exists premises_observations_premises_id_fkey;
create index if not exists premises_observations_latest on karter.premises_observations (premises_id, observed_on desc, recorded_at desc);
comment on table karter.premises_observations is 'What was seen of a unit, when and by whom; never overwritten: a correction is a later record of the same day.';
comment on column karter.premises_observations.id is 'Identifier.';
comment on column karter.premises_observations.premises_id is 'The unit.';
comment on column karter.premises_observations.observed_on is 'The day it was seen.';
comment on column karter.premises_observations.recorded_at is 'The moment it was known here.';
comment on column karter.premises_observations.observer is 'Survey, register or service.';
comment on column karter.premises_observations.means is 'On site, by file, by telephone…';
comment on column karter.premises_observations.occupancy is 'What was seen.';
comment on column karter.premises_observations.activity is 'Group of activities seen.';
comment on column karter.premises_observations.demo is 'Demonstration data.';
grant select on karter.premises_observations to karter_reader;
grant select, insert on karter.premises_observations to karter_app;

create table if not exists karter.premises_cells (
  zoom smallint not null,
  tile_x integer not null,
  tile_y integer not null,
  x integer not null,
  y integer not null,
  count integer not null,
  vacant integer not null,
  demo integer not null,
  primary key (zoom, tile_x, tile_y, x, y)
);
create index if not exists premises_cells_empty on karter.premises_cells (zoom) where count = 0;
comment on table karter.premises_cells is 'Units counted into cells of 1/128 tile, for the zooms at which they are too many to draw one by one.';
comment on column karter.premises_cells.zoom is 'Zoom of the tiles, 0 to 13.';
comment on column karter.premises_cells.tile_x is 'Tile column.';
comment on column karter.premises_cells.tile_y is 'Tile row.';
comment on column karter.premises_cells.x is 'Cell column, over the whole world at this zoom.';
comment on column karter.premises_cells.y is 'Cell row, from the north.';
comment on column karter.premises_cells.count is 'Units.';
comment on column karter.premises_cells.vacant is 'Vacant units.';
comment on column karter.premises_cells.demo is 'Units that are demonstration data.';
grant select on karter.premises_cells to karter_reader;

-- Half the width of the web-mercator world, metres.
create or replace function karter.world_half() returns double precision
language sql immutable parallel safe return 20037508.342789244;

create or replace function karter.count_into_cells(features karter.premises[], sign integer) returns void
language sql security definer set search_path = karter, public as $$
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
revoke execute on function karter.count_into_cells(karter.premises[], integer) from public;

create or replace function karter.count_premises() returns trigger
language plpgsql security definer set search_path = karter, public as $$
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
create or replace trigger count_insert after insert on karter.premises referencing new table as new_rows for each statement execute function karter.count_premises();
create or replace trigger count_update after update on karter.premises referencing old table as old_rows new table as new_rows for each statement execute function karter.count_premises();
create or replace trigger count_delete after delete on karter.premises referencing old table as old_rows for each statement execute function karter.count_premises();

-- Runs of equal occupancy in what was known at a moment. Between two observations the change is somewhere: both bounds are kept.
create or replace function karter.premises_periods(known_at timestamptz)
returns table (
  premises_id bigint,
  occupancy text,
  began_after date,
  began_by date,
  last_seen date,
  ended_by date
)
language sql stable parallel safe as $$
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
comment on function karter.premises_periods(timestamptz) is
  'Occupancy periods as known then: it began after began_after (null: before any observation) and by began_by, and had ended by ended_by (null: not seen to end).';

create or replace function karter.premises_state(day date, known_at timestamptz)
returns table (premises_id bigint, occupancy text, observed_on date, activity text)
language sql stable parallel safe as $$
  select distinct on (premises_id) premises_id, occupancy, observed_on, activity
  from karter.premises_observations where observed_on <= day and recorded_at <= known_at
  order by premises_id, observed_on desc, recorded_at desc, id desc
$$;
comment on function karter.premises_state(date, timestamptz) is 'Each unit''s occupancy on a day in the world, as known at a moment: its latest observation up to both.';

create or replace function karter.premises_history(ids bigint[])
returns table (premises_id bigint, history jsonb)
language sql stable parallel safe as $$
  select premises_id, jsonb_agg(jsonb_build_object('observed_on', observed_on, 'occupancy', occupancy, 'activity', activity, 'observer', observer) order by observed_on)
  from (
    select distinct on (premises_id, observed_on) premises_id, observed_on, occupancy, activity, observer
    from karter.premises_observations where premises_id = any(ids)
    order by premises_id, observed_on, recorded_at desc, id desc
  ) latest
  group by premises_id
$$;
comment on function karter.premises_history(bigint[]) is 'What was seen of these units, the last known of each day: [{observed_on, occupancy, activity, observer}] in order.';

-- A base from before the column takes it with what was already observed; no version is noted, since nothing new is known of a unit.
do $$
begin
  if not exists (select from pg_attribute where attrelid = 'karter.premises'::regclass and attname = 'history') then
    alter table karter.premises add column history jsonb not null default '[]';
    alter table karter.premises disable trigger user;
    update karter.premises set history = seen.history
    from karter.premises_history(array(select id from karter.premises)) seen where seen.premises_id = premises.id;
    alter table karter.premises enable trigger user;
  end if;
end
$$;
comment on column karter.premises.history is 'Tout ce qui a été observé de ce local, la dernière information connue de chaque jour.';

create or replace function karter.observe_premises() returns trigger
language plpgsql security definer set search_path = karter, public as $$
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
create or replace trigger observe after insert on karter.premises_observations referencing new table as new_rows for each statement execute function karter.observe_premises();

create or replace function karter.receive_premises(extra jsonb) returns void
language sql as $$
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
comment on function karter.receive_premises(jsonb) is 'Takes [{id, observations | occupancy, observed_on, activity, observer, by_hand}] after an import or an edit; what an import already brought is not recorded twice.';

drop view if exists karter.item_premises;
create view karter.item_premises as
select feature.*, null::daterange as during,
  (select siret from karter.premises_establishments matched where matched.premises_id = feature.id) as siret
from karter.premises feature;
comment on view karter.item_premises is 'What is published of each feature; during is its time in the world, for datetime filters.';
comment on column karter.item_premises.siret is 'SIRET de l’établissement rapproché de ce local, quand sa diffusion le permet.';

create or replace function karter.layer_premises(bounds public.geometry, zoom integer)
returns table (
  id bigint,
  geom public.geometry,
  name text,
  occupancy text,
  activity text,
  sign text,
  surface_m2 double precision,
  demo boolean,
  count integer,
  vacant integer
)
language sql stable parallel safe as $$
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

select karter.adopt_layer('premises', true);
