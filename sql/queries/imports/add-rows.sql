-- $1 import, $2 [{rank, line, properties, geometry, srid, problem}]: geometry as text.
insert into karter.import_rows (import, rank, line, properties, given, problem)
select $1, (entry ->> 'rank')::integer, (entry ->> 'line')::integer, entry -> 'properties',
  case when entry ? 'srid' and entry ->> 'srid' is not null then ST_SetSRID(reading.geom, (entry ->> 'srid')::integer) else reading.geom end,
  coalesce(entry ->> 'problem', reading.problem)
from jsonb_array_elements($2::jsonb) entry
cross join lateral karter.read_given(entry ->> 'geometry') reading
