-- The source to refresh next: what was asked for first, then what is due and longest so. $1 keeps to those named, $2 leaves out those done already.
select id, declared, good_hash, good_etag, good_modified, good_file, good_features, accepted_hash, failures, asked_at is not null as asked
from karter.sources
where withdrawn_at is null and id <> all($2)
  and case when $1::text[] is null then asked_at is not null or (enabled and next_due <= now()) else id = any($1) end
order by asked_at nulls last, next_due, position
limit 1
