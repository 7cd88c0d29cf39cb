-- The sources of a layer, most used first, the latest day they speak of, and how many features no quartier can be told for.
select string_agg(source, ' ; ' order by features desc) as source, max(vintage) as vintage,
  (select count(*)::integer from karter.{layer} where geom is null and quartier is null) as unplaced
from (select source, count(*) as features, max(vintage) as vintage from karter.{layer} group by source order by 2 desc limit 3) used
