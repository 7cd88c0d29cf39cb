-- The records of an import ($1) that can be taken, beside the layer; those of merged features stay out.
insert into staged (index, properties, geom)
select row.rank, row.properties, row.geom from karter.import_rows row
where row.import = $1 and row.problem is null and not exists (
  select from karter.feature_aliases alias where alias.layer = $2 and alias.source = row.properties ->> 'source' and alias.source_id = row.properties ->> 'source_id'
)
order by row.rank
