-- Records of an import, from what the file says to where they lie; everything that may go wrong is a reason, never an exception.
-- after: import

create or replace function karter.read_given(written text, out geom public.geometry, out problem text)
language plpgsql immutable as $$
begin
  if written is null or written in ('', 'null') then return; end if;
  -- PostGIS takes GeoJSON for WGS 84; here it is a way to write numbers, whose system is said or found elsewhere.
  geom := public.ST_Force2D(case when left(written, 1) = '{' then public.ST_SetSRID(public.ST_GeomFromGeoJSON(written), 0) else written::public.geometry end);
  if public.ST_IsEmpty(geom) then geom := null; problem := 'géométrie vide'; end if;
exception when others then
  geom := null;
  problem := 'géométrie illisible : ' || sqlerrm;
end
$$;
comment on function karter.read_given(text) is 'A geometry written as GeoJSON, WKT, EWKT or hexadecimal WKB, in its own coordinates, or why not; neither for nothing.';

create or replace function karter.place_given(given public.geometry, srid integer, swapped boolean, kind text, out geom public.geometry, out problem text, out remark text)
language plpgsql stable as $$
declare
  here public.geometry := given;
  former double precision;
begin
  if here is null then return; end if;
  if public.ST_XMin(here) = 'NaN' or public.ST_XMin(here) in ('Infinity', '-Infinity') or public.ST_YMin(here) = 'NaN' or public.ST_YMax(here) in ('Infinity', '-Infinity') or public.ST_XMax(here) = 'Infinity' then
    problem := 'coordonnée infinie ou qui n’est pas un nombre';
    return;
  end if;
  if swapped then here := public.ST_FlipCoordinates(here); end if;
  -- A point sent as a collection of one is a point.
  if kind in ('point', 'mixed') and public.GeometryType(here) = 'MULTIPOINT' and public.ST_NumGeometries(here) = 1 then here := public.ST_GeometryN(here, 1); end if;
  here := public.ST_SetSRID(here, coalesce(nullif(public.ST_SRID(here), 0), srid));
  if public.ST_SRID(here) = 4326 and (public.ST_XMin(here) < -180 or public.ST_XMax(here) > 180 or public.ST_YMin(here) < -90 or public.ST_YMax(here) > 90) then
    problem := 'hors du globe : longitude de −180 à 180, latitude de −90 à 90';
    return;
  end if;
  if not public.ST_IsValid(here) then
    former := public.ST_Area(here);
    remark := karter.validity_reason(here);
    geom := public.ST_CollectionExtract(public.ST_MakeValid(here, 'method=structure keepcollapsed=false'), public.ST_Dimension(given) + 1);
    if public.ST_IsEmpty(geom) or abs(public.ST_Area(geom) - former) > 0.05 * greatest(public.ST_Area(geom), former) then
      problem := 'géométrie invalide, qui ne se répare pas sans changer de forme : ' || remark;
      geom := null;
      remark := null;
      return;
    end if;
    remark := 'géométrie réparée : ' || remark;
    here := case when public.ST_NumGeometries(geom) = 1 then public.ST_GeometryN(geom, 1) else geom end;
  end if;
  geom := public.ST_Transform(here, 3857);
  if not public.ST_IsValid(geom) then geom := public.ST_CollectionExtract(public.ST_MakeValid(geom, 'method=structure'), public.ST_Dimension(given) + 1); end if;
  if public.ST_IsEmpty(geom) then geom := null; problem := 'géométrie invalide une fois projetée'; end if;
exception when others then
  geom := null;
  remark := null;
  problem := 'géométrie illisible : ' || sqlerrm;
end
$$;
comment on function karter.place_given(public.geometry, integer, boolean, text) is 'A geometry in the stored projection; repaired where that leaves its shape (and said so), or why it cannot lie on the map.';

create or replace function karter.settle_import(settled bigint, srid integer, swapped boolean, kind text, is_base boolean, west double precision, south double precision, east double precision, north double precision,
  out placed integer, out outside integer, out outside_turned integer)
language plpgsql as $$
declare
  area public.geometry := karter.territory(is_base, west, south, east, north);
begin
  update karter.import_rows row set geom = here.geom, problem = here.problem, remark = here.remark
  from karter.import_rows given cross join lateral karter.place_given(given.given, settle_import.srid, swapped, kind) here
  where row.import = settled and given.import = settled and given.rank = row.rank and row.properties is not null and row.given is not null;
  select count(*), count(*) filter (where not public.ST_Intersects(geom, area)) into placed, outside from karter.import_rows where import = settled and geom is not null;
  -- Longitude and latitude the wrong way round put Brittany into the Indian Ocean.
  select count(*) into outside_turned from karter.import_rows row cross join lateral karter.place_given(row.given, settle_import.srid, not swapped, kind) turned
  where outside > 0 and row.import = settled and row.geom is not null and not public.ST_Intersects(row.geom, area) and public.ST_Intersects(turned.geom, area);
end
$$;
comment on function karter.settle_import(bigint, integer, boolean, text, boolean, double precision, double precision, double precision, double precision) is 'Places every record of an import; how many lie on the map, how many of them outside the territory, how many of those would lie in it with their coordinates turned.';
