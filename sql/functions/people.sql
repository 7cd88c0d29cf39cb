-- The record of who changed what, the erasure of a person, and the door to the job queue.

-- The person on whose behalf this transaction writes; the server says so when it begins.
create or replace function karter.acting_person() returns uuid
language sql stable
return nullif(current_setting('karter.person', true), '')::uuid;
comment on function karter.acting_person() is 'Who the present transaction acts for; null: the system.';

-- Trigger `after insert or update or delete … for each row execute function audit_row('id', 'personal', 'columns' …)`:
-- the first argument names the key, the others the columns whose values are never written down.
create or replace function karter.audit_row() returns trigger
language plpgsql security definer set search_path = karter, public as $$
declare
  personal text[] := tg_argv[1:];
  former jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) end;
  present jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) end;
  touched text[];
begin
  select coalesce(array_agg(key order by key), '{}') into touched
  from jsonb_each(coalesce(present, former)) row where former is null or present is null or former -> key is distinct from present -> key;
  if tg_op = 'UPDATE' and cardinality(touched) = 0 then return null; end if;
  insert into audit (person, operation, object, key, columns, before, after)
  values (acting_person(), lower(tg_op), tg_table_name, coalesce(present, former) ->> tg_argv[0], touched,
    (select jsonb_object_agg(key, value) from jsonb_each(former) where key = any(touched) and key <> all(personal)),
    (select jsonb_object_agg(key, value) from jsonb_each(present) where key = any(touched) and key <> all(personal)));
  return null;
end
$$;
comment on function karter.audit_row() is 'Row trigger: writes the change into audit, personal columns by name only.';

create or replace function karter.note_act(object text, key text, told jsonb) returns void
language sql security definer set search_path = karter, public as $$
  insert into audit (person, operation, object, key, after) values (acting_person(), 'act', object, key, told)
$$;
comment on function karter.note_act(text, text, jsonb) is 'Writes into audit what is no change of one row: an export, a closing.';

create or replace function karter.guard_audit() returns trigger
language plpgsql as $$
begin
  if current_setting('karter.erasing', true) = 'on' and tg_op = 'UPDATE' and (new.seq, new.at, new.operation, new.object, new.columns) is not distinct from (old.seq, old.at, old.operation, old.object, old.columns) then return new; end if;
  raise insufficient_privilege using message = 'audit is only ever added to';
end
$$;
create or replace trigger guard before update or delete on karter.audit for each row execute function karter.guard_audit();
create or replace trigger guard_whole before truncate on karter.audit for each statement execute function karter.guard_audit();

create or replace trigger audit after insert or update or delete on karter.people for each row execute function karter.audit_row('id', 'name', 'email', 'image', 'quartier', 'updated_at');
create or replace trigger audit after insert or update or delete on karter.organisations for each row execute function karter.audit_row('id');
create or replace trigger audit after insert or update or delete on karter.memberships for each row execute function karter.audit_row('organisation');
create or replace trigger audit after insert or update or delete on karter.grants for each row execute function karter.audit_row('id');

-- Takes a person out: the account, its sessions and grants; where the record must stay, another number stands for them.
-- Tables that keep what people wrote have an erasure of their own, named erase_person_from_<area>(person, pseudonym).
create or replace function karter.erase_person(who uuid) returns void
language plpgsql security definer set search_path = karter, public as $$
declare
  pseudonym uuid := gen_random_uuid();
  eraser text;
begin
  for eraser in select proname from pg_proc where pronamespace = 'karter'::regnamespace and proname like 'erase\_person\_from\_%' order by proname loop
    execute format('select karter.%I($1, $2)', eraser) using who, pseudonym;
  end loop;
  delete from people where id = who;
  perform set_config('karter.erasing', 'on', true);
  update audit set person = case when person = who then pseudonym else person end, key = replace(key, who::text, pseudonym::text),
    before = replace(before::text, who::text, pseudonym::text)::jsonb, after = replace(after::text, who::text, pseudonym::text)::jsonb
  where person = who or key = who::text or before::text like '%' || who || '%' or after::text like '%' || who || '%';
  perform set_config('karter.erasing', '', true);
end
$$;
comment on function karter.erase_person(uuid) is 'Erases an account; audit and what stays public keep a number that names nobody.';

create or replace function karter.enqueue(task text, payload json, run_at timestamptz default null, job_key text default null) returns void
language sql security definer set search_path = karter, public as $$
  select graphile_worker.add_job(task, payload, run_at => run_at, job_key => job_key, max_attempts => 12)
$$;
comment on function karter.enqueue(text, json, timestamptz, text) is 'A job for the queue, in the same transaction as what it follows from.';

revoke execute on function karter.erase_person(uuid), karter.note_act(text, text, jsonb), karter.enqueue(text, json, timestamptz, text), karter.audit_row(), karter.guard_audit() from public;
grant execute on function karter.erase_person(uuid), karter.note_act(text, text, jsonb), karter.enqueue(text, json, timestamptz, text) to karter_app;

-- Tables that keep what people wrote have export_person_<area>(person) returns jsonb: an object of lists.
create or replace function karter.export_person_parts(who uuid) returns jsonb
language plpgsql stable security definer set search_path = karter, public as $$
declare
  gathered jsonb := '{}';
  part jsonb;
  area text;
begin
  for area in select proname from pg_proc where pronamespace = 'karter'::regnamespace and proname like 'export\_person\_%' and proname <> 'export_person_parts' order by proname loop
    execute format('select karter.%I($1)', area) into part using who;
    gathered := gathered || part;
  end loop;
  return gathered;
end
$$;
comment on function karter.export_person_parts(uuid) is 'What every area of the application holds of a person.';
revoke execute on function karter.export_person_parts(uuid) from public;
grant execute on function karter.export_person_parts(uuid) to karter_app;
