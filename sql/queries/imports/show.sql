-- Imports as their page shows them: one ($1) or, with null, the latest of one person ($2) or of everyone (null).
select made.id, made.layer, made.file_name as file, made.state, made.created_at, made.updated_at, who.name as person, made.person as person_id, made.read_rows as read, made.failure, made.wish as settings, made.told, made.file_path
from karter.imports made left join karter.people who on who.id = made.person
where ($1::bigint is null or made.id = $1) and ($2::uuid is null or made.person = $2)
order by made.id desc limit 30
