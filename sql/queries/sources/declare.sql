-- What the city declares, in its order. Where something changed that the import depends on, the last version is no longer known as good.
with given as (
  select value ->> 'id' as id, ordinality::integer as position, value as declared from jsonb_array_elements($1::jsonb) with ordinality
), withdrawn as (
  update karter.sources set withdrawn_at = now() where withdrawn_at is null and id not in (select id from given)
)
insert into karter.sources (id, position, declared) select id, position, declared from given
on conflict (id) do update set position = excluded.position, declared = excluded.declared, withdrawn_at = null,
  next_due = case when karter.source_rules(sources.declared) = karter.source_rules(excluded.declared) and sources.declared ->> 'schedule' = excluded.declared ->> 'schedule' then sources.next_due else now() end,
  good_etag = case when karter.source_rules(sources.declared) = karter.source_rules(excluded.declared) then sources.good_etag end,
  good_modified = case when karter.source_rules(sources.declared) = karter.source_rules(excluded.declared) then sources.good_modified end,
  good_hash = case when karter.source_rules(sources.declared) = karter.source_rules(excluded.declared) then sources.good_hash end
where (sources.position, sources.declared, sources.withdrawn_at) is distinct from (excluded.position, excluded.declared, null::timestamptz)
