-- Whoever holds the lock knows that no other run lives: those that did not end were cut off. Tried again at once; what is cut off again and again, less and less often.
with cut as (
  update karter.source_runs set ended_at = now(), outcome = 'interrompue', reason = 'L’actualisation a été interrompue avant la fin ; la dernière bonne version est restée en place.' where ended_at is null
  returning source, reason, started_at
)
update karter.sources set
  next_due = now() + interval '1 hour' * (2 ^ least(failures, 5) - 1), failures = failures + 1,
  failing_since = coalesce(failing_since, cut.started_at), failure = cut.reason
from cut where sources.id = cut.source
