with ways as (
  insert into osm_ways
  select way.* from jsonb_to_recordset($1::jsonb) as way (way bigint, id bigint, square bigint, kind text, name text, forwards boolean, backwards boolean, steps boolean, bridge boolean, tunnel boolean,
    conveying boolean, street boolean, ramp boolean, foot text, wheelchair text, surface text, incline text, width_m double precision, level text, layer integer)
)
insert into osm_points
select * from unnest($2::bigint[], $3::integer[], $4::bigint[], $5::double precision[], $6::double precision[])
