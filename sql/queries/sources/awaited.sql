-- Whether a source is due or asked for, or a run ended without saying so.
select exists (select from karter.sources where withdrawn_at is null and (asked_at is not null or (enabled and next_due <= now())))
  or exists (select from karter.source_runs where ended_at is null) as awaited
