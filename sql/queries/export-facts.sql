-- What a file is made of: how many, whose, of when, and which shapes; told inside it.
with chosen as (
  select item.source, item.licence, item.vintage, item.demo, GeometryType(item.geom) as shape from karter.item_{layer} item where {conditions}
)
select count(*)::integer as count, min(vintage) as first, max(vintage) as last, (count(*) filter (where demo))::integer as demo,
  coalesce((select json_agg(json_build_object('name', source, 'count', features) order by features desc, source) from (select source, count(*) as features from chosen group by source order by 2 desc, 1 limit 50) used), '[]') as sources,
  coalesce((select json_agg(json_build_object('name', licence, 'count', features) order by features desc, licence) from (select licence, count(*) as features from chosen group by licence order by 2 desc, 1 limit 50) used), '[]') as licences,
  coalesce((select json_object_agg(coalesce(shape, ''), features) from (select shape, count(*) as features from chosen group by shape) used), '{}') as shapes
from chosen
