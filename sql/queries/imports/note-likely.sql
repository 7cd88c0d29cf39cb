-- Pairs among what this import wrote, for a person to judge. What twenty share is no name of a place.
with made as materialized (
  select item.id, item.geom, karter.comparable(item.name) as words
  from compared join staged on staged.index = compared.index
  join karter.{layer} item on item.source = staged.properties ->> 'source' and item.source_id = staged.properties ->> 'source_id'
  where compared.outcome = 'nouvelle' and item.name is not null and not item.demo and item.geom is not null
), rare as materialized (
  select words from made where words <> '' group by words having count(*) <= 20
), items as materialized (
  select item.id, item.geom, karter.comparable(item.name) as words from karter.{layer} item
  where not item.demo and item.name is not null and item.geom && (select ST_Expand(ST_Extent(geom)::geometry, 90) from made)
)
insert into karter.likely_duplicates (layer, one, other)
select distinct '{layer}', least(made.id, items.id), greatest(made.id, items.id)
from made join rare using (words) join items using (words)
where items.id <> made.id and items.geom && ST_Expand(made.geom, 90) and karter.metres(items.geom, made.geom) <= 50
on conflict do nothing
