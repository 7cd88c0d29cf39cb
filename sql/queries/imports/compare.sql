-- What would become of each record laid beside the layer; {both} compares the written columns.
create temporary table compared on commit drop as
select staged.index, item.id as feature, item.updated_at as version,
  case when item.id is null then 'nouvelle' when {same} and item.geom is not distinct from staged.geom then 'inchangee' else 'changee' end as outcome
from staged cross join lateral jsonb_populate_record(null::karter.{layer}, staged.properties) typed
left join karter.{layer} item on item.source = typed.source and item.source_id = typed.source_id
