-- after: geocode
create or replace function karter.find_address(typed text) returns table (id bigint, label text, lon double precision, lat double precision)
language plpgsql stable security definer set search_path = karter, public as $$
begin
  -- An address has a number; without a base there is nothing to look in.
  if typed !~ '\d' or length(typed) < 5 or not exists (select from address_streets) then return; end if;
  return query
    select coalesce(found.address_id, 0), found.label, ST_X(ST_Transform(found.geom, 4326)), ST_Y(ST_Transform(found.geom, 4326))
    from geocode(typed) found where found.score >= geocode_threshold() and found.kind in ('numéro', 'interpolation');
end
$$;
comment on function karter.find_address(text) is 'The address that was typed, for anyone: how it is written and where it is, nothing else of the base.';
grant execute on function karter.find_address(text) to karter_reader;
