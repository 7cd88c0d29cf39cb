-- What an editor's hand must leave alone.
create or replace function karter.is_led(layer text, feature bigint) returns boolean
language plpgsql stable security definer set search_path = karter, public as $$
declare
  led boolean := false;
begin
  if layer = 'projects' and to_regclass('karter.project_files') is not null then
    execute 'select exists (select from project_files where project = $1)' into led using feature;
  end if;
  return led;
end
$$;
comment on function karter.is_led(text, bigint) is 'Whether a feature is the public part of something that leads it: a project that has a file is changed through its fund.';
revoke execute on function karter.is_led(text, bigint) from public;
grant execute on function karter.is_led(text, bigint) to karter_app;
