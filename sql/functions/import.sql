-- What PostGIS says of a geometry that breaks the rules, with the place it says it of.
create or replace function karter.validity_reason(geom public.geometry) returns text
language sql immutable as $$
  select coalesce(said.french, said.reason) || coalesce(' (' || substring(said.reason from '\[(.*)\]') || ')', '')
  from (
    select reason, case
      when reason like 'Self-intersection%' then 'elle se recoupe'
      when reason like 'Ring Self-intersection%' then 'un de ses contours se recoupe'
      when reason like 'Too few points%' then 'elle a trop peu de points'
      when reason like 'Hole lies outside shell%' then 'un trou est hors de son contour'
      when reason like 'Holes are nested%' then 'un trou est dans un autre'
      when reason like 'Interior is disconnected%' then 'son intérieur est coupé en deux'
      when reason like 'Nested shells%' then 'une de ses parties est dans une autre'
      when reason like 'Duplicate Rings%' then 'un contour y est deux fois'
      when reason like 'Invalid Coordinate%' then 'une coordonnée n’est pas un nombre'
      when reason like 'Ring is not closed%' then 'un contour n’est pas fermé'
    end as french
    from public.ST_IsValidReason(geom) reason
  ) said
$$;
comment on function karter.validity_reason(public.geometry) is 'Why a geometry is not valid, in French, and where.';

-- Reading geometry that may be anything: the reason instead of an exception, so that every rejected feature is told at once.
create or replace function karter.read_geometry(geojson text, srid integer, out geom public.geometry, out problem text)
language plpgsql immutable as $$
begin
  if geojson is null or geojson = 'null' then
    return;
  end if;
  geom := public.ST_SetSRID(public.ST_Force2D(public.ST_GeomFromGeoJSON(geojson)), srid);
  if public.ST_IsEmpty(geom) then
    geom := null;
    problem := 'géométrie vide';
  elsif not public.ST_IsValid(geom) then
    problem := 'géométrie invalide : ' || karter.validity_reason(geom);
    geom := null;
  else
    geom := public.ST_Transform(geom, 3857);
    if not public.ST_IsValid(geom) then
      problem := 'géométrie invalide une fois projetée : ' || karter.validity_reason(geom);
      geom := null;
    end if;
  end if;
exception when others then
  geom := null;
  problem := 'géométrie illisible : ' || sqlerrm;
end
$$;
comment on function karter.read_geometry(text, integer) is 'A GeoJSON geometry in the stored projection, or why not; neither for null.';

-- Where features of a layer may lie: the communes and 1 km around them; the city's bounds for the base itself.
create or replace function karter.territory(is_base boolean, west double precision, south double precision, east double precision, north double precision)
returns public.geometry language sql stable as $$
  select coalesce(
    (select public.ST_Transform(public.ST_Buffer(public.ST_Union(public.ST_Transform(geom, 2154)), 1000), 3857) from karter.communes where not is_base),
    public.ST_Transform(public.ST_MakeEnvelope(west, south, east, north, 4326), 3857)
  )
$$;
comment on function karter.territory(boolean, double precision, double precision, double precision, double precision) is 'What lies outside is refused by an import.';
