-- Supporters of a project whose addresses are one person's under another spelling.
select json_agg(support.person order by support.at) as persons, 'même adresse, écrite autrement' as why
from karter.project_supports support join karter.people person on person.id = support.person
where support.project = $1
group by karter.canonical_email(person.email)
having count(*) > 1
