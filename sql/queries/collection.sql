with bounds as (
  select count(*)::integer as count, ST_Transform(ST_SetSRID(ST_Extent(geom)::geometry, 3857), 4326) as box from karter.{layer}
), times as (
  select min(lower(during)) as begins, case when bool_or(upper_inf(during)) then null else max(upper(during)) end as ends from karter.item_{layer}
)
select count, ST_XMin(box) as west, ST_YMin(box) as south, ST_XMax(box) as east, ST_YMax(box) as north, begins, ends from bounds, times
