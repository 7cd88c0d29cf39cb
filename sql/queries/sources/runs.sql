select id, cause, stage, started_at, ended_at, outcome, reason, detail, bytes, counts from karter.source_runs where source = $1 order by id desc limit 20
