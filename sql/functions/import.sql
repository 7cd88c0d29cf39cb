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
    problem := 'géométrie invalide : ' || public.ST_IsValidReason(geom);
    geom := null;
  else
    geom := public.ST_Transform(geom, 3857);
    if not public.ST_IsValid(geom) then
      problem := 'géométrie invalide une fois projetée : ' || public.ST_IsValidReason(geom);
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
