-- Where the name of each area stands: its roomiest place, in a space squeezed sideways because a name is wide, not tall.
select item.id, ST_X(point.geom) / 0.7 as x, ST_Y(point.geom) as y
from karter.{layer} item
cross join lateral (select (ST_MaximumInscribedCircle(ST_Scale(ST_SimplifyPreserveTopology(item.geom, 10), 0.7, 1))).center as geom) point
where ST_Dimension(item.geom) = 2
