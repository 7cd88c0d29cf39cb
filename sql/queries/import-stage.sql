insert into staged (index, properties, geom, problem)
select (entry ->> 'index')::integer, entry -> 'properties', reading.geom, reading.problem
from jsonb_array_elements($1::jsonb) entry
cross join lateral karter.read_geometry(entry ->> 'geometry', $2::integer) reading
