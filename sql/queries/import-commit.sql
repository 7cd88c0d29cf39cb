with read as (
  select staged.geom as staged_geom, typed.*
  from staged cross join lateral jsonb_populate_record(null::karter.{layer}, staged.properties) typed
), written as (
  insert into karter.{layer} as item ({written}, geom)
  select {written}, staged_geom from read order by staged_geom
  on conflict (source, source_id) do update set ({written}, geom) = ({excluded}, excluded.geom)
  returning id, source, source_id, xmax = 0 as is_new
), received as (
  select jsonb_agg(jsonb_build_object('id', known.id) || coalesce(staged.properties, '{}')) as rows
  from staged
  join (select id, source, source_id from written union select id, source, source_id from karter.{layer}) known
    on known.source = staged.properties ->> 'source' and known.source_id = staged.properties ->> 'source_id'
)
select (select count(*) from written where is_new)::integer as new, (select count(*) from written where not is_new)::integer as changed,
  (select count(*) from staged)::integer - (select count(*) from written)::integer as unchanged, received.rows as received
from received
