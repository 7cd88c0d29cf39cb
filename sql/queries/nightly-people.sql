-- What is kept no longer: accounts never confirmed after 30 days, sessions and tokens past their time, counted attempts.
with forgotten as (select karter.erase_person(id) from karter.people where not email_verified and not demo and created_at < now() - interval '30 days'),
  ended as (delete from karter.sign_ins where expires_at < now() returning 1),
  lapsed as (delete from karter.verifications where expires_at < now() - interval '1 day' returning 1),
  counted as (delete from karter.rate_limits where last_request < extract(epoch from now() - interval '1 day') * 1000 returning 1)
select (select count(*) from forgotten)::int as accounts, (select count(*) from ended)::int as sessions, (select count(*) from lapsed)::int as tokens, (select count(*) from counted)::int as attempts
