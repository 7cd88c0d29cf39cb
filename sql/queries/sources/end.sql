-- Ends a run and says how its source stands. $1 run, $2 outcome, $3 reason, $4 detail, $5 bytes, $6 hash, $7 counts, $8 next due, $9 etag, $10 modified, $11 file, $12 features.
with run as (
  update karter.source_runs set ended_at = now(), heartbeat_at = now(), outcome = $2, reason = $3, detail = $4, bytes = coalesce($5, bytes), hash = coalesce($6, hash), counts = $7
  where id = $1 and ended_at is null returning id, source, outcome, reason, bytes, hash
), old as (
  delete from karter.source_runs where source = (select source from run) and id <= (select id from karter.source_runs where source = (select source from run) order by id desc offset 100 limit 1)
)
update karter.sources set
  next_due = $8,
  good_at = case when run.outcome in ('importee', 'inchangee') then now() else good_at end,
  changed_at = case when run.outcome = 'importee' then now() else changed_at end,
  good_hash = case when run.outcome = 'importee' then run.hash else good_hash end,
  good_etag = case run.outcome when 'importee' then $9 when 'inchangee' then coalesce($9, good_etag) else good_etag end,
  good_modified = case run.outcome when 'importee' then $10 when 'inchangee' then coalesce($10, good_modified) else good_modified end,
  good_bytes = case when run.outcome = 'importee' then run.bytes else good_bytes end,
  good_file = case when run.outcome = 'importee' then $11 else good_file end,
  good_features = case when run.outcome = 'importee' then $12 else good_features end,
  held_hash = case when run.outcome = 'retenue' then run.hash when run.outcome in ('importee', 'inchangee') then null else held_hash end,
  accepted_hash = case when run.outcome in ('importee', 'inchangee') then null else accepted_hash end,
  failures = case when run.outcome in ('importee', 'inchangee') then 0 when run.outcome in ('echec', 'retenue') then failures + 1 else failures end,
  failing_since = case when run.outcome in ('importee', 'inchangee') then null when run.outcome in ('echec', 'retenue') then coalesce(failing_since, now()) else failing_since end,
  failure = case when run.outcome in ('importee', 'inchangee') then null when run.outcome in ('echec', 'retenue') then run.reason else failure end,
  told_at = case when run.outcome in ('importee', 'inchangee') then null else told_at end
from run where sources.id = run.source
