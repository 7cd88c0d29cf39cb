-- Addresses ($1, of layer $2) that were not found surely enough, for a person to look at.
insert into karter.geocode_reviews (layer, source, source_id, address, insee, score, kind, label, guess)
select $2, row.properties ->> 'source', row.properties ->> 'source_id', row.properties ->> 'address', row.properties ->> 'insee', best.score, best.kind, best.label, best.geom
from karter.import_rows row left join lateral karter.geocode(row.properties ->> 'address', row.properties ->> 'insee') best on true
where row.import = $1 and $2 not in ('addresses', 'communes', 'quartiers') and row.problem is null and row.geom is null and row.properties ->> 'address' is not null and exists (select from karter.address_streets)
on conflict do nothing
