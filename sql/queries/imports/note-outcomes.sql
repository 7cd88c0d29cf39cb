-- Whether every record ($1) would still become what was shown, noting what it would now become.
with present as (
  select row.rank, compared.outcome, compared.feature, compared.version
  from karter.import_rows row join compared on compared.index = row.rank where row.import = $1
), changed as (
  update karter.import_rows row set outcome = present.outcome, feature = present.feature, version = present.version
  from present where row.import = $1 and row.rank = present.rank and (row.outcome, row.feature, row.version) is distinct from (present.outcome, present.feature, present.version)
  returning 1
), attached as (
  update karter.import_rows row set outcome = 'rattachee', feature = alias.id from karter.feature_aliases alias
  where row.import = $1 and row.problem is null and alias.layer = $2 and alias.source = row.properties ->> 'source' and alias.source_id = row.properties ->> 'source_id' and row.outcome is distinct from 'rattachee'
  returning 1
)
select (select count(*) from changed)::integer + (select count(*) from attached)::integer as moved
