-- Features of the same sources that the file no longer holds; those that something else leads stay.
-- EXCEPT rather than NOT EXISTS: within the import's own transaction the planner takes a layer that was just filled for empty, and would compare each with each.
with missing as materialized (
  select source, source_id from karter.{layer}
  where not demo and source in (select distinct properties ->> 'source' from staged)
  except
  select properties ->> 'source', properties ->> 'source_id' from staged
)
select item.id from missing join karter.{layer} item using (source, source_id)
where not karter.is_led('{layer}', item.id)
