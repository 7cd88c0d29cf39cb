select '{"type":"Feature","id":' || item.id || ',"geometry":' || coalesce({geometry}, 'null')
  || ',"properties":' || row_to_json((select published from (select {columns}) published)) || '}' as feature
from karter.item_{layer} item
where item.id = $1
