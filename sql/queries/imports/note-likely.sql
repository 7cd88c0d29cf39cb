-- Pairs among what this import wrote, for a person to judge.
insert into karter.likely_duplicates (layer, one, other)
select distinct '{layer}', least(made.id, item.id), greatest(made.id, item.id)
from compared join staged on staged.index = compared.index
join karter.{layer} made on made.source = staged.properties ->> 'source' and made.source_id = staged.properties ->> 'source_id'
join karter.{layer} item on item.id <> made.id and item.geom && ST_Expand(made.geom, 90) and karter.comparable(item.name) = karter.comparable(made.name)
where compared.outcome = 'nouvelle' and made.name is not null and karter.comparable(made.name) <> '' and not item.demo and not made.demo
  and karter.metres(item.geom, made.geom) <= 50
on conflict do nothing
