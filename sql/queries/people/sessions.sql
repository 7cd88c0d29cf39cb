-- Where a person is signed in, the latest used first; $2 is the session that asks.
select id, created_at as since, updated_at as seen, user_agent as browser, id = $2 as current
from karter.sign_ins
where person = $1 and expires_at > now()
order by id = $2 desc, updated_at desc
