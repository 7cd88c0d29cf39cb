-- Funds of a year and quartier, or all; latest year first.
select id, year, quartier, inhabitants, envelope_cents, awarded_cents, paid_cents, filing_until, total_cents, equal_share::double precision as equal_share, population_source, demo
from karter.public_funds
where ($1::integer is null or year = $1) and ($2::text is null or quartier = $2)
order by year desc, quartier
