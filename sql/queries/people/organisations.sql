-- The organisations a person belongs to, or one of them ($2) whoever asks, with its members.
select organisation.id, organisation.name, organisation.kind, organisation.rna, organisation.siret, organisation.demo,
  coalesce(bool_or(member.manages) filter (where member.person = $1), false) as manages,
  coalesce(json_agg(json_build_object('id', member.person, 'name', person.name, 'manages', member.manages) order by member.since) filter (where member.person is not null), '[]') as members
from karter.organisations organisation
left join karter.memberships member on member.organisation = organisation.id
left join karter.people person on person.id = member.person
where case when $2::bigint is null then exists (select from karter.memberships mine where mine.organisation = organisation.id and mine.person = $1) else organisation.id = $2 end
group by organisation.id
order by organisation.name
