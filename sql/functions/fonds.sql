-- What keeps the funds true: sums by triggers under row locks, filing, moves. Refusals have SQLSTATE KF000 and a short name as message.
-- after: people
-- Locks are always taken in the order session, fund, file, feature.

create or replace function karter.refuse(what text) returns void
language plpgsql as $$ begin raise exception using errcode = 'KF000', message = what; end $$;
comment on function karter.refuse(text) is 'Refuses with a name that the server has a sentence for.';

-- `old` and `new` are empty where there is none: what the file had goes, what it has comes.
create or replace function karter.sum_fund() returns trigger
language plpgsql as $$
begin
  if old.fund <> new.fund then perform karter.refuse('fund_is_kept'); end if;
  update karter.funds set
    awarded_cents = awarded_cents + coalesce(new.awarded_cents, 0) - coalesce(old.awarded_cents, 0),
    paid_cents = paid_cents + coalesce(new.paid_cents, 0) - coalesce(old.paid_cents, 0)
  where id = coalesce(new.fund, old.fund) and (new.awarded_cents, new.paid_cents) is distinct from (old.awarded_cents, old.paid_cents);
  return null;
end
$$;
create or replace trigger sum_fund after insert or update or delete on karter.project_files for each row execute function karter.sum_fund();

create or replace function karter.sum_payments() returns trigger
language plpgsql as $$
begin
  if tg_op = 'UPDATE' then perform karter.refuse('payment_is_kept'); end if;
  update karter.project_files set paid_cents = paid_cents + coalesce(new.cents, 0) - coalesce(old.cents, 0) where project = coalesce(new.project, old.project);
  return null;
end
$$;
create or replace trigger sum_payments after insert or update or delete on karter.project_payments for each row execute function karter.sum_payments();

-- A feature with a file is moved by its file alone: imports, edits and new borders leave its stage, money, place and quartier.
create or replace function karter.keep_file() returns trigger
language plpgsql security definer set search_path = karter, public as $$
begin
  if current_setting('karter.moving', true) = 'on' or not exists (select from project_files where project = old.id) then return new; end if;
  new.stage := old.stage;
  new.amount_eur := old.amount_eur;
  new.decided_on := old.decided_on;
  new.delivered_on := old.delivered_on;
  new.year := old.year;
  new.quartier := old.quartier;
  new.geom := old.geom;
  return new;
end
$$;
create or replace trigger b_keep_file before update on karter.projects for each row execute function karter.keep_file();

create or replace function karter.drop_file() returns trigger
language plpgsql security definer set search_path = karter, public as $$
begin
  delete from project_files where project = old.id;
  return null;
end
$$;
create or replace trigger drop_file after delete on karter.projects for each row execute function karter.drop_file();

-- Which quartier a point lies in; a shared border goes to the older feature, always.
create or replace function karter.quartier_of(lon double precision, lat double precision) returns text
language sql stable as $$
  select slug from karter.quartiers where public.ST_Covers(geom, public.ST_Transform(public.ST_SetSRID(public.ST_MakePoint(lon, lat), 4326), 3857)) order by id limit 1
$$;

create or replace function karter.file_project(who uuid, asked_submission uuid, project jsonb, today date) returns bigint
language plpgsql security definer set search_path = karter, public as $$
declare
  found_id bigint;
  found_quartier text := quartier_of((project ->> 'lon')::double precision, (project ->> 'lat')::double precision);
  fund funds;
  asked bigint := (project ->> 'asked_cents')::bigint;
  made bigint;
begin
  -- Two sendings of the same draft wait for each other.
  perform pg_advisory_xact_lock(hashtextextended(asked_submission::text, 0));
  if exists (select from project_drafts where id = asked_submission and author <> who) or exists (select from project_files where submission = asked_submission and author is distinct from who) then perform refuse('no_draft'); end if;
  select file.project into found_id from project_files file where submission = asked_submission;
  if found_id is not null then return found_id; end if;
  if found_quartier is null then perform refuse('outside'); end if;
  select * into fund from funds where quartier = found_quartier and year >= extract(year from today)::integer order by year limit 1;
  if fund.id is null then perform refuse('no_fund'); end if;
  if fund.filing_until < today then perform refuse('filing_closed'); end if;
  if asked > fund.envelope_cents then perform refuse('over_envelope'); end if;
  insert into projects (source, source_id, name, description, stage, amount_eur, season, year, licence, vintage, accuracy, demo, geom)
  values ('Karter, dépôt des habitants', asked_submission::text, project ->> 'title', project ->> 'description', 'depose', asked / 100.0,
    'Fonds d’initiative citoyenne ' || (select name from quartiers where slug = found_quartier) || ' ' || fund.year, fund.year, 'Licence Ouverte 2.0', today, 'exacte', fund.demo,
    ST_Transform(ST_SetSRID(ST_MakePoint((project ->> 'lon')::double precision, (project ->> 'lat')::double precision), 4326), 3857))
  returning id into made;
  insert into project_files (project, fund, author, carrier, organisation, asked_cents, submission, demo)
  values (made, fund.id, who, project ->> 'carrier', (project ->> 'organisation')::bigint, asked, asked_submission, fund.demo);
  insert into project_budget_lines (project, rank, label, cents)
  select made, rank, line ->> 'label', (line ->> 'cents')::bigint from jsonb_array_elements(project -> 'lines') with ordinality listed(line, rank);
  if (select sum(cents) from project_budget_lines line where line.project = made) is distinct from asked then perform refuse('lines_do_not_sum'); end if;
  insert into project_moves (project, to_stage, person, role) values (made, 'depose', who, 'resident');
  delete from project_drafts where id = asked_submission and author = who;
  return made;
end
$$;
comment on function karter.file_project(uuid, uuid, jsonb, date) is 'Files a draft once: {title, description, lon, lat, asked_cents, carrier, organisation, lines: [{label, cents}]}; the quartier follows from the point.';

create or replace function karter.move_project(moved bigint, expected text, target text, who uuid, as_role text, why text, cents bigint default null, number text default null, decided date default null, by_session bigint default null) returns void
language plpgsql security definer set search_path = karter, public as $$
declare
  file project_files;
  present text;
  engaged bigint;
  today date := (now() at time zone 'Europe/Paris')::date;
begin
  perform from funds where id = (select fund from project_files where project = moved) for update;
  select * into file from project_files where project = moved for update;
  select stage into present from projects where id = moved for update;
  if file.project is null or present is null then perform refuse('no_project'); end if;
  if present <> expected then perform refuse('stage_changed'); end if;
  engaged := case target when 'propose' then coalesce(cents, file.asked_cents) when 'finance' then coalesce(cents, file.awarded_cents)
    when 'en_cours' then file.awarded_cents when 'realise' then file.awarded_cents when 'abandonne' then file.paid_cents else 0 end;
  if engaged > file.asked_cents then perform refuse('over_asked'); end if;
  if engaged <= 0 and target in ('propose', 'finance') then perform refuse('nothing_awarded'); end if;
  if engaged < file.paid_cents then perform refuse('under_paid'); end if;
  update project_files set awarded_cents = engaged, agreement_on = case when target = 'finance' then decided else agreement_on end where project = moved;
  perform set_config('karter.moving', 'on', true);
  update projects set stage = target,
    amount_eur = case when target in ('propose', 'finance', 'en_cours', 'realise') then engaged else file.asked_cents end / 100.0,
    decided_on = case when target = 'finance' then decided else decided_on end,
    delivered_on = case when target = 'realise' then today else delivered_on end
  where id = moved;
  perform set_config('karter.moving', '', true);
  insert into project_moves (project, from_stage, to_stage, person, role, reason, cents, deliberation_number, deliberation_on, session)
  values (moved, expected, target, who, as_role, why, nullif(engaged, 0), number, decided, by_session);
end
$$;
comment on function karter.move_project(bigint, text, text, uuid, text, text, bigint, text, date, bigint) is 'Moves a project from the stage it is expected in; engages or frees its money within the envelope, or raises.';

-- An address as one person's: no case, no tag after +, no dots where the provider ignores them.
create or replace function karter.canonical_email(email text) returns text
language sql immutable
return case when split_part(lower(email), '@', 2) in ('gmail.com', 'googlemail.com') then replace(split_part(split_part(lower(email), '@', 1), '+', 1), '.', '') || '@gmail.com'
  else split_part(split_part(lower(email), '@', 1), '+', 1) || '@' || split_part(lower(email), '@', 2) end;

create or replace trigger audit after insert or update or delete on karter.fund_years for each row execute function karter.audit_row('year');
create or replace trigger audit after insert or update or delete on karter.funds for each row execute function karter.audit_row('id');
create or replace trigger audit after insert or update or delete on karter.project_files for each row execute function karter.audit_row('project', 'author', 'submission');
create or replace trigger audit after insert or update or delete on karter.project_comments for each row execute function karter.audit_row('id', 'person', 'text');
create or replace trigger audit after insert or delete on karter.project_payments for each row execute function karter.audit_row('id');
create or replace trigger audit after insert or update or delete on karter.fund_sessions for each row execute function karter.audit_row('id');

-- What a fund's pages tell changed: kept pages are made anew. Supports are left out: many at once, and one count.
create or replace function karter.note_fund() returns trigger
language plpgsql security definer set search_path = karter, public as $$
begin
  insert into changes (layer, bounds) values ('projects', null);
  perform pg_notify('karter_changes', '');
  return null;
end
$$;
comment on function karter.note_fund() is 'Statement trigger: tells the caches that what a fund shows has changed, though nothing drawn has.';
create or replace trigger note_fund after insert or update or delete on karter.funds for each statement execute function karter.note_fund();
create or replace trigger note_fund after insert or update or delete on karter.fund_sessions for each statement execute function karter.note_fund();
create or replace trigger note_fund after insert or update or delete on karter.project_comments for each statement execute function karter.note_fund();
create or replace trigger note_fund after insert or update or delete on karter.project_notes for each statement execute function karter.note_fund();
create or replace trigger note_fund after insert or update or delete on karter.project_payments for each statement execute function karter.note_fund();
create or replace trigger note_fund after insert or update or delete on karter.project_photos for each statement execute function karter.note_fund();

create or replace function karter.erase_person_from_funds(who uuid, pseudonym uuid) returns void
language sql security definer set search_path = karter, public as $$
  update project_moves set person = pseudonym where person = who;
  update session_presences set person = pseudonym where person = who;
  update session_conflicts set person = pseudonym where person = who;
  update session_votes set person = pseudonym where person = who;
  update session_ballots set person = pseudonym where person = who;
  update project_comments set handled_by = pseudonym where handled_by = who;
$$;
create or replace function karter.export_person_funds(who uuid) returns jsonb
language sql stable security definer set search_path = karter, public as $$
  select jsonb_build_object(
    'brouillons', (select coalesce(jsonb_agg(to_jsonb(held) - 'author'), '[]') from project_drafts held where author = who),
    'projets', (select coalesce(jsonb_agg(jsonb_build_object('projet', project, 'montant_demande_centimes', asked_cents, 'depose_le', filed_at)), '[]') from project_files where author = who),
    'soutiens', (select coalesce(jsonb_agg(jsonb_build_object('projet', project, 'le', at)), '[]') from project_supports where person = who),
    'commentaires', (select coalesce(jsonb_agg(jsonb_build_object('projet', project, 'texte', text, 'etat', state, 'le', at)), '[]') from project_comments where person = who),
    'presences', (select coalesce(jsonb_agg(jsonb_build_object('seance', session, 'college', college, 'le', at)), '[]') from session_presences where person = who),
    'votes', (select coalesce(jsonb_agg(jsonb_build_object('seance', session, 'projet', project, 'choix', choice, 'le', at)), '[]') from session_votes where person = who),
    'bulletins', (select coalesce(jsonb_agg(jsonb_build_object('seance', session, 'voix', points, 'le', at)), '[]') from session_ballots where person = who))
$$;

revoke execute on function karter.file_project(uuid, uuid, jsonb, date), karter.move_project(bigint, text, text, uuid, text, text, bigint, text, date, bigint),
  karter.erase_person_from_funds(uuid, uuid), karter.export_person_funds(uuid) from public;
grant execute on function karter.file_project(uuid, uuid, jsonb, date), karter.move_project(bigint, text, text, uuid, text, text, bigint, text, date, bigint) to karter_app;
