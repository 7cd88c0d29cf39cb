-- Records ($1) of a layer ($2) that have an address and no position, placed by the imported addresses where they are found surely enough.
with wanted as (
  select rank, properties ->> 'address' as address, properties ->> 'insee' as insee, row_number() over (order by rank) as number
  from karter.import_rows
  where import = $1 and $2 not in ('addresses', 'communes', 'quartiers') and problem is null and given is null and properties ->> 'address' is not null and exists (select from karter.address_streets)
), asked as (
  select array_agg(address order by number) as addresses, array_agg(insee order by number) as communes from wanted
), found as (
  select wanted.rank, answer.geom, answer.score, answer.kind, answer.label from asked cross join lateral karter.geocode_many(asked.addresses, asked.communes) answer join wanted on wanted.number = answer.rank
  where asked.addresses is not null
)
update karter.import_rows row set geom = found.geom,
  properties = row.properties || jsonb_build_object('accuracy', 'approchee', 'accuracy_m', case found.kind when 'numéro' then 20 when 'interpolation' then 60 else 300 end),
  remark = 'placées par leur adresse : ' || found.label || ' (' || found.kind || ')'
from found where row.import = $1 and row.rank = found.rank and found.score >= karter.geocode_threshold() and found.kind <> 'commune'
