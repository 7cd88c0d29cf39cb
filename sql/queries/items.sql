-- A page by key; one feature more than asked is looked for, so that the last page does not promise another.
with page as (
  select item.id, '{"type":"Feature","id":' || item.id || ',"geometry":' || coalesce({geometry}, 'null')
    || ',"properties":' || row_to_json((select published from (select {columns}) published)) || '}' as feature
  from karter.item_{layer} item
  where {conditions}
  order by item.id
  limit $1
)
select coalesce(string_agg(feature, ',' order by id), '') as features, count(*)::integer as returned, max(id) as last,
  -- In order and the first alone, so that the key finds it: a mere exists would read the table up to a deep page.
  count(*) = $1 and (select item.id from karter.item_{layer} item where {conditions} and item.id > (select max(id) from page) order by item.id limit 1) is not null as more
from page
