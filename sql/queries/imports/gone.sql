-- Features of the same sources that the file no longer holds; those that something else leads stay.
select item.id from karter.{layer} item
where item.source in (select distinct properties ->> 'source' from staged) and not item.demo
  and not exists (select from staged where staged.properties ->> 'source' = item.source and staged.properties ->> 'source_id' = item.source_id)
  and not karter.is_led('{layer}', item.id)
