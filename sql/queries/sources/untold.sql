-- Sources that fail or wait and that nobody was told of: each once, until it was good again.
update karter.sources set told_at = now() where withdrawn_at is null and enabled and failing_since is not null and told_at is null
returning id, title, failure, good_at, held_hash is not null as held
