-- The selectable features of one layer in a quartier, for its page.
select '{layer}' as layer, item.id, item.name, to_jsonb(item) ->> 'kind' as kind, to_jsonb(item) ->> 'street' as street, item.quartier, item.demo,
  ST_X(point.geom) as lon, ST_Y(point.geom) as lat
from karter.item_{layer} item
left join lateral (select ST_Transform(ST_PointOnSurface(item.geom), 4326) as geom) point on true
where item.quartier = $1
order by item.name nulls last, item.id
limit $2
