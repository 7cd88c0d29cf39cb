select id, layer, decided_at, act, source, source_id, name, columns, before, after, lon, lat from karter.osm_corrections($1) limit 5000
