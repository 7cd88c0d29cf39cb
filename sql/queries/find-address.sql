select id, label, lon, lat from karter.find_address($1)
