with gone as (
  delete from karter.{layer} item
  where (item.demo or item.accuracy = 'trace_approximatif')
    -- A file of another town, all of it set aside, brings nothing that could take their place.
    and exists (select from staged)
    and not exists (select from staged where staged.properties ->> 'source' = item.source and staged.properties ->> 'source_id' = item.source_id)
  returning item.id, karter.comparable(item.name) as words
), kept as (
  insert into retired_now select id, words from gone returning 1
)
select count(*)::integer as retired from kept
