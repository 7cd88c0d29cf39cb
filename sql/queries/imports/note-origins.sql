-- What the source now says of features that were changed by hand, from the records of the import ($1) as they were read.
update karter.import_origins origin set said = origin.said || to_jsonb(typed) || jsonb_build_object('geom', to_jsonb(row.geom))
from karter.import_rows row cross join lateral jsonb_populate_record(null::karter.{layer}, row.properties) typed
join karter.{layer} item on item.source = typed.source and item.source_id = typed.source_id
where row.import = $1 and row.problem is null and origin.layer = '{layer}' and origin.id = item.id
