insert into osm_walls select distinct unnest($1::bigint[]) on conflict do nothing
