-- A city of 200,000 premises, 5,000 garden polygons and 20,000 streets over the territory of the shipped one; the same at every run.
-- The layers' triggers are off (a million checks one by one); what they would have filled is filled in bulk at the end.
set session_replication_role = replica;
set work_mem = '128MB';
set search_path = karter, public;
truncate premises, premises_observations, premises_cells, gardens, streets, plu_frontages, changes;
select setseed(0.2026);

create temporary table centres as
select row_number() over () as n, (dumped).geom as geom, random() * pi() / 2 as bearing
from (select ST_Dump(ST_GeneratePoints(ST_Union(geom), 60, 29019)) as dumped from communes) points;

-- Boundaries cut small, so that a million look-ups are quick.
create temporary table boundaries as
select slug, null as insee, ST_Subdivide(geom, 32) as geom from quartiers union all select null, insee, ST_Subdivide(geom, 32) from communes;
create index on boundaries using gist (geom);
create function pg_temp.quartier(anchor geometry) returns text language sql as $$ select slug from boundaries where slug is not null and ST_Intersects(geom, anchor) limit 1 $$;
create function pg_temp.commune(anchor geometry) returns text language sql as $$ select insee from boundaries where insee is not null and ST_Intersects(geom, anchor) limit 1 $$;

-- Normal by Box and Muller; a few centres hold most of the town.
create function pg_temp.normal() returns double precision language sql volatile as $$ select sqrt(-2 * ln(1 - random())) * cos(2 * pi() * random()) $$;

create temporary table lines as
select i, case when i % 50 = 0 then 'axe' when i % 8 = 0 then 'principale' else 'rue' end as kind,
  ST_X(centres.geom) + spread * pg_temp.normal() as x, ST_Y(centres.geom) + spread * pg_temp.normal() as y,
  bearing + (i % 2) * pi() / 2 as bearing, 60 + 300 * random() as half, 15 * pg_temp.normal() as bend
from (select i, 1 + floor(60 * power(random(), 2.2))::integer as n, 900 + 1300 * random() as spread from generate_series(1, 20000) i offset 0) drawn
join centres using (n);

insert into streets (source, source_id, name, licence, vintage, accuracy, demo, kind, quartier, commune, geom)
select 'ville produite', 'rue-' || i, case kind when 'axe' then 'Avenue ' when 'principale' then 'Boulevard ' else 'Rue ' end || i, 'aucune', '2026-01-01', 'trace_approximatif', true, kind, pg_temp.quartier(ST_StartPoint(geom)), pg_temp.commune(ST_StartPoint(geom)), geom
from (
  select lines.*, ST_SetSRID(ST_MakeLine(array(
    select ST_MakePoint(x + t * half * cos(bearing) - bend * (1 - t * t) * sin(bearing), y + t * half * sin(bearing) + bend * (1 - t * t) * cos(bearing))
    from unnest(array[-1, -0.6, -0.2, 0.2, 0.6, 1]) t)), 3857) as geom from lines
) drawn order by geom;

-- PostGIS orders geometries along a Hilbert curve: neighbours on the ground are neighbours on the disk.
insert into premises (source, source_id, name, address, licence, vintage, accuracy, demo, occupancy, observed_on, vacant_since, activity, naf, destination, sign, surface_m2, frontage_m, street, quartier, commune, geom)
select 'ville produite', 'local-' || i, sign, street, 'aucune', '2026-01-01', 'exacte', true, occupancy, date '2026-01-01' - (i % 200), case when occupancy = 'vacant' then date '2025-01-01' end,
  case when occupancy = 'occupe' then (array['alimentation', 'restauration', 'equipement', 'services', 'banque', 'medical', 'culture', 'autre'])[1 + i % 8] end,
  '47.' || 10 + i % 80 || 'A', (array['31', '32', '34', '53'])[1 + i % 4], sign, surface_m2, frontage_m, street, pg_temp.quartier(geom), pg_temp.commune(geom), geom
from (
  select i, case when i % 10 < 8 then 'occupe' when i % 10 = 8 then 'vacant' else (array['travaux', 'hors_commerce', 'inconnu'])[1 + i % 3] end as occupancy,
    case when i % 10 < 8 then 'Enseigne ' || i end as sign, round((15 + 200 * power(random(), 3))::numeric, 1) as surface_m2, round((3 + 15 * random())::numeric, 1) as frontage_m,
    streets.name as street, ST_Translate(ST_LineInterpolatePoint(streets.geom, random()), 8 * pg_temp.normal(), 8 * pg_temp.normal()) as geom
  from (select i, 'rue-' || 1 + floor(20000 * power(random(), 1.5))::integer as source_id from generate_series(1, 200000) i offset 0) placed
  join streets using (source_id)
) units order by geom;

insert into premises_observations (premises_id, observed_on, recorded_at, observer, means, occupancy, activity, demo)
select id, day, day + interval '1 day', 'relevé produit', 'sur place', case when day = observed_on then occupancy else 'occupe' end, activity, true
from premises cross join lateral unnest(case when id % 2 = 0 then array[observed_on] else array[observed_on - 400, observed_on] end) day order by id, day;

insert into gardens (source, source_id, name, licence, vintage, accuracy, demo, kind, manager, area_m2, plots, plots_free, opened_on, quartier, commune, geom)
select 'ville produite', 'jardin-' || i, 'Jardin ' || i, 'aucune', '2026-01-01', 'trace_approximatif', true, (array['partage', 'ouvrier', 'pedagogique', 'insertion'])[1 + i % 4], 'association ' || i % 300,
  round(ST_Area(geom)::numeric / 2.27), 5 + i % 60, i % 4, date '2000-01-01' + i, pg_temp.quartier(ST_StartPoint(ST_ExteriorRing(geom))), pg_temp.commune(ST_StartPoint(ST_ExteriorRing(geom))), geom
from (
  -- A star around its middle, hence valid whatever its radii.
  select i, ST_MakePolygon(ST_AddPoint(ring, ST_StartPoint(ring))) as geom
  from (
    select i, ST_MakeLine(ST_Translate(middle, radius * (0.6 + 0.4 * random()) * cos(k * pi() / 6), radius * (0.6 + 0.4 * random()) * sin(k * pi() / 6)) order by k) as ring
    from (
      select i, ST_SetSRID(ST_MakePoint(x + 120 * pg_temp.normal(), y + 120 * pg_temp.normal()), 3857) as middle, 10 + 50 * random() as radius
      from lines where i <= 5000
    ) placed cross join generate_series(0, 11) k group by i
  ) rings
) drawn where ST_IsValid(geom) order by geom;

-- What the triggers fill.
select index_features('gardens', array(select id from gardens)), index_features('streets', array(select id from streets));
select count_into_cells(array(select premises from premises), 1);
cluster premises_cells using premises_cells_pkey;
vacuum (freeze, analyze);
