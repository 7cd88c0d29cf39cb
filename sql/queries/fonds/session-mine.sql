-- What a person did in a session.
select exists (select from karter.session_presences where session = $1 and person = $2) as present,
  (select coalesce(json_object_agg(project, choice), '{}') from karter.session_votes where session = $1 and person = $2) as votes,
  (select coalesce(json_agg(project), '[]') from karter.session_conflicts where session = $1 and person = $2) as conflicts,
  (select points from karter.session_ballots where session = $1 and person = $2) as ballot
