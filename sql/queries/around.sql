-- The nearest feature of one layer, by true distance among the ten nearest on the map.
select '{layer}' as layer, near.*, karter.metres(near.geom, ST_Transform(ST_SetSRID(ST_MakePoint($1, $2), 4326), 3857)) as metres,
  ST_X(ST_Transform(ST_ClosestPoint(near.geom, ST_Transform(ST_SetSRID(ST_MakePoint($1, $2), 4326), 3857)), 4326)) as lon,
  ST_Y(ST_Transform(ST_ClosestPoint(near.geom, ST_Transform(ST_SetSRID(ST_MakePoint($1, $2), 4326), 3857)), 4326)) as lat
from (
  select item.id, item.name, to_jsonb(item) ->> 'kind' as kind, to_jsonb(item) ->> 'street' as street, item.quartier, item.demo, item.geom
  from karter.{layer} item
  -- One walks to a place, not to a line: a stop, not the tram's track.
  where item.geom is not null and ST_Dimension(item.geom) <> 1
  order by item.geom <-> ST_Transform(ST_SetSRID(ST_MakePoint($1, $2), 4326), 3857)
  limit 10
) near
order by metres
limit 1
