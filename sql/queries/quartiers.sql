select item.id, item.slug, item.name, item.town_hall, item.area_km2, item.accuracy,
  array[ST_XMin(box.geom), ST_YMin(box.geom), ST_XMax(box.geom), ST_YMax(box.geom)] as bbox
from karter.item_quartiers item
cross join lateral (select ST_Transform(item.geom, 4326) as geom) box
order by item.name
