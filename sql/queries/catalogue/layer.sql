-- What a layer holds: how much, how sure, how old, from whom.
select '{layer}' as layer, count(*)::integer as count, count(*) filter (where demo)::integer as demo, count(*) filter (where geom is null)::integer as unplaced,
  min(vintage) as first, max(vintage) as last,
  to_jsonb(greatest(max(updated_at), (select max(retired_at) from karter.retired_features where layer = '{layer}'))) #>> '{}' as changed_at,
  to_jsonb(karter.imported_at('{layer}')) #>> '{}' as imported_at,
  coalesce((select jsonb_object_agg(accuracy, features) from (select accuracy, count(*) as features from karter.{layer} group by accuracy) by_accuracy), '{}') as accuracy,
  coalesce((
    select jsonb_agg(jsonb_build_object('source', source, 'licence', licence, 'count', features, 'demo', demo) order by features desc, source, licence)
    from (select source, licence, demo, count(*) as features from karter.{layer} group by source, licence, demo) by_source
  ), '[]') as sources,
  (select case when box is not null then json_build_array(ST_XMin(box), ST_YMin(box), ST_XMax(box), ST_YMax(box)) end
   from (select ST_Transform(ST_SetSRID(ST_Extent(geom)::geometry, 3857), 4326) as box from karter.{layer}) extent) as bbox
from karter.{layer}
