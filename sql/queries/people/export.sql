-- All that is held of a person: each area of the application adds a function export_person_<area>(person) that gives its part.
select json_build_object(
  'compte', (select to_json(held) from (select id, name, email, email_verified, quartier, residence_declared_at, created_at from karter.people where id = $1) held),
  'connexions', (select coalesce(json_agg(held), '[]') from (select created_at, expires_at, user_agent from karter.sign_ins where person = $1) held),
  'organisations', (select coalesce(json_agg(held), '[]') from (select organisation.name, member.manages, member.since from karter.memberships member join karter.organisations organisation on organisation.id = member.organisation where member.person = $1) held),
  'roles', (select coalesce(json_agg(held), '[]') from (select role, quartier, theme, organisation, valid_from, valid_to from karter.grants where person = $1) held),
  'actions', (select coalesce(json_agg(held), '[]') from (select at, operation, object, key, columns from karter.audit where person = $1 order by seq) held)
)::jsonb || karter.export_person_parts($1) as held
