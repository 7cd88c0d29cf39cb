-- A committee's session: opened, voted in, closed. Locks are taken as in fonds.sql: session, fund, file, feature.
-- after: fonds

-- Opens a session: its projects come into deliberation.
create or replace function karter.open_session(opened bigint, who uuid, as_role text) returns void
language plpgsql security definer set search_path = karter, public as $$
declare
  held fund_sessions;
  candidate record;
begin
  select * into held from fund_sessions where id = opened for update;
  if held.state <> 'prevue' then perform refuse('session_not_planned'); end if;
  -- What was given up or taken by another session since the convening is not examined here.
  delete from session_projects listed using projects where listed.session = opened and projects.id = listed.project and projects.stage not in ('recevable', 'ajourne');
  if not exists (select from session_projects where session = opened) then perform refuse('session_empty'); end if;
  for candidate in select listed.project, stage from session_projects listed join projects on projects.id = listed.project where session = opened order by 1 loop
    perform move_project(candidate.project, candidate.stage, 'en_deliberation', who, as_role, null, by_session => opened);
  end loop;
  update fund_sessions set state = 'ouverte', opened_at = clock_timestamp() where id = opened;
end
$$;

-- Locks what a closing needs, in order; what is left of the envelope.
create or replace function karter.lock_session(closing bigint) returns bigint
language plpgsql security definer set search_path = karter, public as $$
declare
  held fund_sessions;
  remaining bigint;
begin
  select * into held from fund_sessions where id = closing for update;
  if held.id is null or held.state <> 'ouverte' then perform refuse('session_not_open'); end if;
  select envelope_cents - awarded_cents into remaining from funds where id = held.fund for update;
  return remaining;
end
$$;
comment on function karter.lock_session(bigint) is 'Locks an open session and its fund until the end of the transaction; cents left of the envelope.';

-- Ends a session whose outcomes were computed under lock_session: [{project, to, cents, reason}].
create or replace function karter.close_session(closing bigint, budget bigint, outcomes jsonb, told jsonb, why_otherwise text, who uuid, as_role text) returns void
language plpgsql security definer set search_path = karter, public as $$
declare
  outcome record;
  cast_count integer := (select count(*) from session_ballots where session = closing);
begin
  for outcome in select * from jsonb_to_recordset(outcomes) as decided(project bigint, "to" text, cents bigint, reason text) order by project loop
    perform move_project(outcome.project, 'en_deliberation', outcome."to", who, as_role, outcome.reason, outcome.cents, by_session => closing);
  end loop;
  if exists (select from session_projects listed join projects on projects.id = listed.project where session = closing and stage = 'en_deliberation') then perform refuse('session_unfinished'); end if;
  if cast_count >= 20 then
    insert into published_ballots (session, ballot, points) select closing, gen_random_uuid(), points from session_ballots where session = closing order by random();
  end if;
  delete from session_ballots where session = closing;
  update fund_sessions set state = 'close', closed_at = clock_timestamp(), budget_cents = budget, result = told, deviation = why_otherwise, ballots_cast = cast_count where id = closing;
end
$$;

-- Calls a session off: its projects are admissible again, nothing that was cast is kept.
create or replace function karter.cancel_session(cancelled bigint, who uuid, as_role text, why text) returns void
language plpgsql security definer set search_path = karter, public as $$
declare
  candidate bigint;
begin
  perform from fund_sessions where id = cancelled and state in ('prevue', 'ouverte') for update;
  if not found then perform refuse('session_over'); end if;
  for candidate in select project from session_projects listed join projects on projects.id = listed.project where session = cancelled and stage = 'en_deliberation'
    and exists (select from fund_sessions where id = cancelled and state = 'ouverte') order by project loop
    perform move_project(candidate, 'en_deliberation', 'recevable', who, as_role, why, by_session => cancelled);
  end loop;
  delete from session_votes where session = cancelled;
  delete from session_ballots where session = cancelled;
  update fund_sessions set state = 'annulee', closed_at = clock_timestamp(), deviation = why where id = cancelled;
end
$$;

-- One vote or ballot while the session is open; the share lock makes a closing wait for it, and it for a closing.
create or replace function karter.check_open(asked bigint) returns void
language plpgsql security definer set search_path = karter, public as $$
declare
  present text;
begin
  select state into present from fund_sessions where id = asked for share;
  if present is distinct from 'ouverte' then perform refuse('session_not_open'); end if;
end
$$;

revoke execute on function karter.open_session(bigint, uuid, text), karter.lock_session(bigint), karter.close_session(bigint, bigint, jsonb, jsonb, text, uuid, text), karter.cancel_session(bigint, uuid, text, text), karter.check_open(bigint) from public;
grant execute on function karter.open_session(bigint, uuid, text), karter.lock_session(bigint), karter.close_session(bigint, bigint, jsonb, jsonb, text, uuid, text), karter.cancel_session(bigint, uuid, text, text), karter.check_open(bigint) to karter_app;
