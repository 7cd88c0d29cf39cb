select '{"type":"Feature","id":' || item.id || ',"geometry":' || coalesce(ST_AsGeoJSON(ST_Transform(item.geom, 4326), 7), 'null')
  || ',"properties":' || row_to_json((select published from (select {columns}) published)) || '}' as feature
from karter.item_{layer} item
where item.id = $1
