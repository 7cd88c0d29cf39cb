select '{layer}' as layer, count(*)::integer as count, bool_or(demo) as demo, min(vintage) as first, max(vintage) as last,
  (select string_agg(source, ' ; ' order by features desc) from (select source, count(*) as features from karter.{layer} group by source order by 2 desc limit 5) used) as sources,
  (select string_agg(distinct licence, ' ; ') from karter.{layer}) as licences
from karter.{layer}
