update karter.source_runs set heartbeat_at = now(), stage = $2 where id = $1 and ended_at is null returning cancel
