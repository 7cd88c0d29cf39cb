-- The sources of a layer, most used first, and the latest day they speak of.
select string_agg(source, ' ; ' order by features desc) as source, max(vintage) as vintage
from (select source, count(*) as features, max(vintage) as vintage from karter.{layer} group by source order by 2 desc limit 3) used
