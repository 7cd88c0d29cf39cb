-- What is about to be written is nobody else's until it is: an edit that ends first is compared with, one that begins later waits.
select count(*) from (
  select item.id from karter.{layer} item join staged on item.source = staged.properties ->> 'source' and item.source_id = staged.properties ->> 'source_id'
  order by item.id for update of item
) held
