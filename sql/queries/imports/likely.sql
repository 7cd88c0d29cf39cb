-- Records ($1) that may be a feature of another source: the same name within 50 m.
with named as (
  select row.rank, row.geom, karter.comparable(row.properties ->> 'name') as words, row.properties ->> 'source' as source, row.properties ->> 'source_id' as source_id
  from karter.import_rows row where row.import = $1 and row.problem is null and row.outcome = 'nouvelle' and row.geom is not null and karter.comparable(row.properties ->> 'name') <> ''
), pairs as (
  select distinct on (named.rank) named.rank, item.id
  from named join karter.{layer} item on item.geom && ST_Expand(named.geom, 90) and karter.comparable(item.name) = named.words
  where not item.demo and item.accuracy <> 'trace_approximatif' and (item.source, item.source_id) is distinct from (named.source, named.source_id) and karter.metres(item.geom, named.geom) <= 50
  order by named.rank, karter.metres(item.geom, named.geom), item.id
)
update karter.import_rows row set likely = pairs.id from pairs where row.import = $1 and row.rank = pairs.rank
