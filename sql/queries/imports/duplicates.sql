-- Pairs that await a person's judgement, with both features as they are.
select pair.layer, jsonb_build_object('id', one.id, 'name', one.name, 'address', one.address, 'source', one.source, 'vintage', one.vintage, 'geometry', ST_AsGeoJSON(ST_Transform(one.geom, 4326), 6)::jsonb) as one,
  jsonb_build_object('id', other.id, 'name', other.name, 'address', other.address, 'source', other.source, 'vintage', other.vintage, 'geometry', ST_AsGeoJSON(ST_Transform(other.geom, 4326), 6)::jsonb) as other,
  round(karter.metres(one.geom, other.geom))::integer as metres
from karter.likely_duplicates pair join karter.{layer} one on one.id = pair.one join karter.{layer} other on other.id = pair.other
where pair.layer = '{layer}' and pair.state = 'a_voir'
order by pair.noticed_at, pair.one, pair.other limit 100
