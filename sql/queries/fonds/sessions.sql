-- Sessions by year and quartier, or one ($3); latest first.
select session.id, session.fund, fund.year, fund.quartier, session.held_at, session.place, session.mode, session.electorate, session.rule, session.votes_each, session.quorum, session.weights,
  session.seed, session.state, session.opened_at, session.closed_at, session.budget_cents, session.deviation, session.demo, session.result, session.ballots_cast, session.projects
from karter.public_sessions session join karter.public_funds fund on fund.id = session.fund
where ($1::integer is null or fund.year = $1) and ($2::text is null or fund.quartier = $2) and ($3::bigint is null or session.id = $3)
order by session.held_at desc, session.id desc
