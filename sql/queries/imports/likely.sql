-- Records ($1) that may be a feature of another source: the same name within 50 m. What twenty share is no name of a place.
with named as materialized (
  select row.rank, row.geom, karter.comparable(row.properties ->> 'name') as words, row.properties ->> 'source' as source, row.properties ->> 'source_id' as source_id
  from karter.import_rows row where row.import = $1 and row.problem is null and row.outcome = 'nouvelle' and row.geom is not null and karter.comparable(row.properties ->> 'name') <> ''
), rare as materialized (
  select words from named group by words having count(*) <= 20
), items as materialized (
  select item.id, item.geom, item.source, item.source_id, karter.comparable(item.name) as words from karter.{layer} item
  where not item.demo and item.accuracy <> 'trace_approximatif' and item.name is not null and item.geom && (select ST_Expand(ST_Extent(geom)::geometry, 90) from named)
), pairs as (
  select distinct on (named.rank) named.rank, items.id
  from named join rare using (words) join items using (words)
  where items.geom && ST_Expand(named.geom, 90) and (items.source, items.source_id) is distinct from (named.source, named.source_id) and karter.metres(items.geom, named.geom) <= 50
  order by named.rank, karter.metres(items.geom, named.geom), items.id
)
update karter.import_rows row set likely = pairs.id from pairs where row.import = $1 and row.rank = pairs.rank
