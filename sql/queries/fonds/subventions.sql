-- Subsidies decided: SCDL subventions 2.1.1. Private persons never appear: what the city spends itself is no subsidy.
select fund.year, move.deliberation_on, move.deliberation_number, file.agreement_on, organisation.name, organisation.siret, organisation.rna, feature.name as object, file.awarded_cents, file.paid_cents, file.demo,
  (select min(paid_on) from karter.project_payments where project = file.project) as first_paid, (select max(paid_on) from karter.project_payments where project = file.project) as last_paid
from karter.project_files file
join karter.funds fund on fund.id = file.fund
join karter.projects feature on feature.id = file.project
join karter.organisations organisation on organisation.id = file.organisation and organisation.kind = 'association'
join karter.project_moves move on move.project = file.project and move.to_stage = 'finance'
where feature.stage in ('finance', 'en_cours', 'realise') and ($1::integer is null or fund.year = $1) and ($2::text is null or fund.quartier = $2)
order by move.deliberation_on, file.project
