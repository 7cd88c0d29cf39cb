-- Members present, by college.
select count(*) filter (where college = 'maire')::integer as maire, count(*) filter (where college = 'conseiller')::integer as conseiller, count(*) filter (where college = 'citoyen')::integer as citoyen
from karter.session_presences where session = $1
