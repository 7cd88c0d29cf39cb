-- Records of an import ($1) with this outcome ($2, null: any) or that may be another feature ($3), after a rank ($4): what each is and would be.
select row.rank, row.line, case when row.problem is not null then 'refusee' else row.outcome end as outcome, row.problem, row.remark, row.properties as after, row.feature,
  to_jsonb(item) - 'geom' as before, ST_AsGeoJSON(ST_Transform(row.geom, 4326), 6)::jsonb as geometry, ST_AsGeoJSON(ST_Transform(item.geom, 4326), 6)::jsonb as former,
  case when alike.id is not null then jsonb_build_object('id', alike.id, 'name', alike.name) end as likely
from karter.import_rows row
left join karter.{layer} item on item.id = row.feature
left join karter.{layer} alike on alike.id = row.likely
where row.import = $1 and row.rank > $4 and (not $3::boolean or row.likely is not null)
  and ($2::text is null or case when row.problem is not null then 'refusee' else row.outcome end = $2)
order by row.rank limit 51
