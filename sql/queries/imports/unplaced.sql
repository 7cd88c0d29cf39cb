-- Records ($1) of a layer ($2) with an address that our own base did not place: at most 2,000, since another's service is asked one by one.
select rank, properties ->> 'address' as address, properties ->> 'insee' as insee from karter.import_rows
where import = $1 and $2 not in ('addresses', 'communes', 'quartiers') and problem is null and given is null and geom is null and properties ->> 'address' is not null
order by rank limit 2000
