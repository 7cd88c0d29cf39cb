-- The three roles, shared by every Karter database of a server. Run by whoever connects; each step is skipped when done.
-- karter_owner owns the schema and runs the migrations; karter_app writes; karter_reader serves the public and sees public tables only.
do $$
declare
  wanted text;
begin
  foreach wanted in array array['karter_owner', 'karter_app', 'karter_reader'] loop
    if not exists (select from pg_roles where rolname = wanted) then
      begin
        execute format('create role %I nologin', wanted);
      exception when duplicate_object or unique_violation then
        null; -- another database of this server is being set up at the same moment
      end;
    end if;
    if not pg_has_role(current_user, wanted, 'member') then
      execute format('grant %I to %I', wanted, current_user);
    end if;
  end loop;
end
$$;
create extension if not exists postgis with schema public;
create extension if not exists pgrouting with schema public;
create extension if not exists pg_trgm with schema public;
create extension if not exists unaccent with schema public;
create extension if not exists fuzzystrmatch with schema public;
create schema if not exists karter authorization karter_owner;
-- The job queue keeps a schema of its own, made by the owner.
do $$ begin execute format('grant create on database %I to karter_owner', current_database()); end $$;
grant usage on schema karter to karter_app, karter_reader;
grant usage on schema public to karter_owner, karter_app, karter_reader;
