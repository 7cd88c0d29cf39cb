-- What was changed by hand stays, except where the source itself says something new. $1: the written columns.
with said as (
  select staged.index, item.id, to_jsonb(typed) || jsonb_build_object('geom', to_jsonb(staged.geom)) as now, origin.said as before, to_jsonb(item) as here, item.geom as here_geom, staged.geom as said_geom
  from staged cross join lateral jsonb_populate_record(null::karter.{layer}, staged.properties) typed
  join karter.{layer} item on item.source = typed.source and item.source_id = typed.source_id
  join karter.import_origins origin on origin.layer = '{layer}' and origin.id = item.id
), kept as (
  select said.index,
    (select jsonb_object_agg(key, said.here -> key) from jsonb_object_keys(said.now) key
     where key = any($1::text[]) and said.now -> key is not distinct from said.before -> key) as held,
    case when said.now -> 'geom' is not distinct from said.before -> 'geom' then said.here_geom else said.said_geom end as geom
  from said
)
update staged set properties = staged.properties || coalesce(kept.held, '{}'), geom = kept.geom from kept where kept.index = staged.index
