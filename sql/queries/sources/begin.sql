-- Begins a run; what was asked for is being done.
with source as (update karter.sources set asked_at = null, tried_at = now() where id = $1 returning id)
insert into karter.source_runs (source, cause) select id, $2 from source returning id
