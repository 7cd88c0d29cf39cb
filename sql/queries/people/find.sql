-- Accounts whose address or name holds these letters, with the grants that hold now.
select person.id, person.name, person.email, person.email_verified as verified,
  coalesce(json_agg(json_build_object('id', held.id, 'role', held.role, 'quartier', held.quartier, 'theme', held.theme, 'organisation', held.organisation,
    'organisation_name', organisation.name, 'valid_from', held.valid_from, 'valid_to', held.valid_to) order by held.id) filter (where held.id is not null), '[]') as grants
from karter.people person
left join karter.grants held on held.person = person.id and held.valid_from <= now() and (held.valid_to is null or held.valid_to > now())
left join karter.organisations organisation on organisation.id = held.organisation
where $1 = '' or position(lower($1) in lower(person.email)) > 0 or position(karter.comparable($1) in karter.comparable(person.name)) > 0
group by person.id
order by person.name, person.id
limit 50
