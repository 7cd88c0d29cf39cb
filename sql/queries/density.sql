-- Features of one layer by hexagon, $1 metres from side to side, in Lambert-93; vacant counts units seen vacant where the layer knows vacancy.
-- Materialized: each feature is projected once, not at each mention.
with placed as materialized (
  select ST_Transform(ST_PointOnSurface(item.geom), 2154) as geom, {vacant} as vacant, item.demo
  from karter.{layer} item where item.geom is not null
), units as materialized (
  select hexagon.centre as hexagon, vacant, demo from placed cross join lateral karter.hexagon_centre(geom, $1::float8 / sqrt(3)) hexagon
), cells as (
  select hexagon, count(*)::integer as total, count(*) filter (where vacant)::integer as vacant, bool_or(demo) as demo from units group by hexagon
)
select ST_X(centre.geom) as lon, ST_Y(centre.geom) as lat, total, vacant, demo
from cells cross join lateral (select ST_Transform(hexagon, 4326) as geom) centre
order by total desc, lon, lat
