select distinct person.email, person.name from karter.people person join karter.grants held on held.person = person.id
where held.role = 'administrator' and held.valid_from <= now() and (held.valid_to is null or held.valid_to > now()) and person.email_verified
