-- A person with the grants that hold now.
select person.id, person.name, person.email, person.email_verified as verified, person.quartier, person.demo, coalesce(held.grants, '[]') as grants
from karter.people person
left join lateral (
  select json_agg(json_build_object('id', held.id, 'role', held.role, 'quartier', held.quartier, 'theme', held.theme, 'organisation', held.organisation,
    'organisation_name', organisation.name, 'valid_from', held.valid_from, 'valid_to', held.valid_to) order by held.id) as grants
  from karter.grants held left join karter.organisations organisation on organisation.id = held.organisation
  where held.person = person.id and held.valid_from <= now() and (held.valid_to is null or held.valid_to > now())
) held on true
where person.id = $1
