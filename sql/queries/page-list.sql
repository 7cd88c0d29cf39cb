-- The features of one layer for a page's list: $1 of them by name, and how many there are.
select page.id, page.properties, (select count(*)::integer from karter.{relation} item where true {conditions}) as total
from (
  select item.id, to_jsonb(item) - 'geom' || jsonb_build_object('located', item.geom is not null) as properties, item.name
  from karter.item_{layer} item where true {conditions}
  order by item.name nulls last, item.id
  limit $1
) page
order by page.name nulls last, page.id
