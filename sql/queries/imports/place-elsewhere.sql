-- Places records ($1) by what the geocoder answered: $2 = [{rank, lon, lat, kind, label}].
update karter.import_rows row set geom = ST_Transform(ST_SetSRID(ST_MakePoint(found.lon, found.lat), 4326), 3857),
  properties = row.properties || jsonb_build_object('accuracy', 'approchee', 'accuracy_m', case found.kind when 'numéro' then 20 else 300 end),
  remark = 'placées par le géocodeur national : ' || found.label || ' (' || found.kind || ')'
from jsonb_to_recordset($2::jsonb) as found(rank bigint, lon double precision, lat double precision, kind text, label text)
where row.import = $1 and row.rank = found.rank
