-- The row as an editor sees it; locked when it is to be written.
select item.id, item.updated_at as version_at, to_jsonb(item.updated_at) #>> '{}' as version, to_jsonb(item) - 'geom' as row,
  ST_AsGeoJSON(ST_Transform(item.geom, 4326), 9)::json as geometry, item.quartier
from karter.{layer} item
where item.id = $1
