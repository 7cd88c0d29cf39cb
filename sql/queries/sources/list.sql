select id, title, layer, producer, page, licence, schedule, note, verified, enabled, tried_at, good_at, changed_at, good_features, failing_since, failure, held, asked, running, next_due
from karter.public_sources order by position
