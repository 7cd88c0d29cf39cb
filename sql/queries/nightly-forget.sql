delete from karter.changes where at < now() - interval '7 days'
