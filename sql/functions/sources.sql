-- Sources: what of a declaration the import depends on, and how each stands, as everyone may know it.

create or replace function karter.source_rules(declared jsonb) returns jsonb
language sql immutable
return declared - '{title,producer,page,schedule,enabled,verified,note,least,megabytes}'::text[];
comment on function karter.source_rules(jsonb) is 'The part of a declaration that decides what an import writes: where it changes, the same file is imported anew.';

create or replace view karter.public_sources as
select id, title, layer, declared ->> 'producer' as producer, declared ->> 'page' as page, declared ->> 'licence' as licence, declared ->> 'schedule' as schedule,
  declared ->> 'note' as note, coalesce((declared ->> 'verified')::boolean, false) as verified, enabled, position,
  tried_at, good_at, changed_at, good_features, failing_since, failure, held_hash is not null as held, asked_at is not null as asked,
  case when enabled then next_due end as next_due,
  exists (select from karter.source_runs run where run.source = sources.id and ended_at is null and heartbeat_at > now() - interval '1 minute') as running
from karter.sources where withdrawn_at is null;
comment on view karter.public_sources is 'Each declared source and how it stands, as everyone may know it: neither its address nor what was refused.';
grant select on karter.public_sources to karter_reader, karter_app;
