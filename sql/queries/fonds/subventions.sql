-- Subsidies decided, by year and quartier: rows of SCDL subventions 2.1.1.
select year, deliberation_on, deliberation_number, agreement_on, name, siret, rna, object, awarded_cents, paid_cents, demo, first_paid, last_paid
from karter.public_subsidies
where ($1::integer is null or year = $1) and ($2::text is null or quartier = $2)
order by deliberation_on, project
