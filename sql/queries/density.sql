-- Features of one layer by hexagon, $1 metres from side to side, in Lambert-93; vacant counts units seen vacant where the layer knows vacancy.
with units as (
  select ST_Transform(ST_PointOnSurface(item.geom), 2154) as geom, {vacant} as vacant, item.demo
  from karter.{layer} item where item.geom is not null
), cells as (
  select hexagon.geom, count(*)::integer as total, count(*) filter (where units.vacant)::integer as vacant, bool_or(units.demo) as demo
  from units
  -- ST_HexagonGrid takes the side's length: the distance from side to side divided by the square root of 3.
  cross join lateral ST_HexagonGrid($1 / sqrt(3), units.geom) hexagon
  where ST_Intersects(hexagon.geom, units.geom)
  group by hexagon.geom
)
select ST_X(centre.geom) as lon, ST_Y(centre.geom) as lat, total, vacant, demo
from cells cross join lateral (select ST_Transform(ST_Centroid(cells.geom), 4326) as geom) centre
order by total desc, lon, lat
