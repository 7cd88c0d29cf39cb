-- The record, latest first, by what is asked.
select entry.seq, entry.at, entry.person, person.name, entry.operation, entry.object, entry.key, entry.columns, entry.before, entry.after
from karter.audit entry left join karter.people person on person.id = entry.person
where ($1::text is null or entry.object = $1) and ($2::text is null or entry.key = $2) and ($3::uuid is null or entry.person = $3)
  and ($4::bigint is null or entry.seq < $4)
order by entry.seq desc
limit $5
