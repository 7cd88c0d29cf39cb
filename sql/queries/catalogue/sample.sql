-- A few features as they are published, real and named ones first.
select item.id, to_jsonb(item) - 'geom' - 'during' as properties
from karter.item_{layer} item
where item.id = any(array(select id from karter.{layer} order by demo, name is null, id limit 5))
order by item.demo, item.name is null, item.id
