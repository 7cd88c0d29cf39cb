-- Flat-topped hexagons: their centres are two rectangular lattices, one in the middles of the other, so a point's hexagon
-- is that of the nearer of its two nearest centres. Far quicker than intersecting each point with ST_HexagonGrid, and the same cells.
-- A table of one row, because PostgreSQL inlines such a function into the query and not a scalar one with a FROM.
drop function if exists karter.hexagon_centre(public.geometry, double precision);
create or replace function karter.hexagon_centre(place public.geometry, side double precision) returns table (centre public.geometry)
language sql immutable parallel safe as $$
  select public.ST_SetSRID(case
      when (x - ax) ^ 2 + (y - ay) ^ 2 <= (x - bx) ^ 2 + (y - by) ^ 2 then public.ST_MakePoint(ax, ay) else public.ST_MakePoint(bx, by)
    end, public.ST_SRID(place))
  from (select public.ST_X(place) as x, public.ST_Y(place) as y, 3 * side as width, sqrt(3) * side as height) given
  cross join lateral (select round(x / width) * width as ax, round(y / height) * height as ay) first_lattice
  cross join lateral (select (floor(x / width) + 0.5) * width as bx, (floor(y / height) + 0.5) * height as by) second_lattice
$$;
comment on function karter.hexagon_centre(public.geometry, double precision) is 'Centre of the hexagon that holds a point; side and coordinates in the units of its projection.';
