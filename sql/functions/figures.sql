-- The figures of the five themes: every function has one signature, one row a quartier and key, and one with a null quartier for the city.
-- on_day is the day in the world; known_at what was known when (null: now).

create or replace function karter.figures_emploi(on_day date, known_at timestamptz)
returns table (quartier text, key text, value double precision, demo boolean)
language sql stable as $$
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

create or replace function karter.figures_epiceries(on_day date, known_at timestamptz)
returns table (quartier text, key text, value double precision, demo boolean)
language sql stable as $$
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

create or replace function karter.figures_fonds(on_day date, known_at timestamptz)
returns table (quartier text, key text, value double precision, demo boolean)
language sql stable as $$
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

-- Vacancy: vacant / (occupied + vacant) × 100; works, out of trade and unknown are left out of both (scope stated with the figure).
create or replace function karter.figures_commerces(on_day date, known_at timestamptz)
returns table (quartier text, key text, value double precision, demo boolean)
language sql stable as $$
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

create or replace function karter.figures_jardins(on_day date, known_at timestamptz)
returns table (quartier text, key text, value double precision, demo boolean)
language sql stable as $$
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

create or replace function karter.figures(on_day date, known_at timestamptz)
returns table (quartier text, key text, value double precision, demo boolean)
language sql stable as $$
  select * from karter.figures_emploi(on_day, known_at)
  union all select * from karter.figures_epiceries(on_day, known_at)
  union all select * from karter.figures_fonds(on_day, known_at)
  union all select * from karter.figures_commerces(on_day, known_at)
  union all select * from karter.figures_jardins(on_day, known_at)
$$;
