insert into karter.contributions (layer, feature, theme, quartier, topic, message, geom, proposed, before, contact, person)
values ($1, $2, $3, $4, $5, $6, ST_Transform(ST_SetSRID(ST_MakePoint($7, $8), 4326), 3857), $9, $10, $11, $12)
returning id
