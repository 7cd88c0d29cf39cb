-- Gives a role from a day on, until before another.
with given as (
  insert into karter.grants (person, role, quartier, theme, organisation, valid_from, valid_to, granted_by)
  values ($1, $2, $3, $4, $5, coalesce($6::date::timestamptz, now()), $7::date::timestamptz, $8)
  returning *
)
select given.id, given.role, given.quartier, given.theme, given.organisation, organisation.name as organisation_name, given.valid_from, given.valid_to
from given left join karter.organisations organisation on organisation.id = given.organisation
