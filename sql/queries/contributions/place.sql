-- Where a pin stands: in which quartier, and whether in the territory at all.
select (select slug from karter.quartiers where ST_Covers(quartiers.geom, pin.geom) order by id limit 1) as quartier,
  coalesce(ST_Intersects(pin.geom, karter.territory(false, $3, $4, $5, $6)), false) as inside
from (select ST_Transform(ST_SetSRID(ST_MakePoint($1, $2), 4326), 3857) as geom) pin
