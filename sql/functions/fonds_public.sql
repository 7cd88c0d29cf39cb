-- after: fonds
-- What everyone may read: no person, no vote before the closing.
create or replace view karter.public_funds as
select fund.id, fund.year, fund.quartier, fund.inhabitants, fund.envelope_cents, fund.awarded_cents, fund.paid_cents, fund.filing_until, fund.demo,
  given.total_cents, given.equal_share, given.population_source
from karter.funds fund join karter.fund_years given using (year);
comment on view karter.public_funds is 'Funds with the key of their year.';

create or replace view karter.public_projects as
select file.project as id, file.fund, feature.name, feature.description, feature.stage, feature.quartier, feature.demo, file.carrier,
  organisation.name as organisation, file.asked_cents, file.awarded_cents, file.paid_cents, file.filed_at, file.agreement_on,
  (select count(*)::integer from karter.project_supports where project = file.project) as supports,
  file.organisation as organisation_id
from karter.project_files file join karter.projects feature on feature.id = file.project
left join karter.organisations organisation on organisation.id = file.organisation;
comment on view karter.public_projects is 'Filed projects, without their authors.';

create or replace view karter.public_moves as
select id, project, from_stage, to_stage, at, role, reason, cents, deliberation_number, deliberation_on, session from karter.project_moves;
comment on view karter.public_moves is 'The moves of projects, without the persons.';

create or replace view karter.public_sessions as
select session.id, session.fund, session.held_at, session.place, session.mode, session.electorate, session.rule, session.votes_each, session.quorum, session.weights, session.seed,
  session.state, session.opened_at, session.closed_at, session.budget_cents, session.deviation, session.demo,
  case when session.state = 'close' then session.result end as result, case when session.state = 'close' then session.ballots_cast end as ballots_cast,
  (select coalesce(json_agg(json_build_object('id', listed.project, 'name', feature.name, 'cents', listed.cents, 'stage', feature.stage) order by listed.project), '[]')
   from karter.session_projects listed join karter.projects feature on feature.id = listed.project where listed.session = session.id) as projects
from karter.fund_sessions session;
comment on view karter.public_sessions is 'Sessions; results once closed.';

create or replace view karter.public_details as
select file.project as id,
  (select coalesce(json_agg(json_build_object('label', label, 'cents', cents) order by rank), '[]') from karter.project_budget_lines where project = file.project) as lines,
  (select coalesce(json_agg(json_build_object('id', id, 'text', text, 'at', at) order by id), '[]') from karter.project_comments where project = file.project and state = 'publie') as comments,
  (select coalesce(json_agg(json_build_object('text', text, 'role', role, 'at', at) order by id), '[]') from karter.project_notes where project = file.project) as notes,
  (select coalesce(json_agg(json_build_object('cents', cents, 'paid_on', paid_on, 'payee', payee, 'organisation', (select name from karter.organisations where id = organisation), 'label', label) order by paid_on, id), '[]') from karter.project_payments where project = file.project) as payments,
  (select coalesce(json_agg(json_build_object('id', id, 'kind', kind, 'description', description, 'width', width, 'height', height) order by at), '[]') from karter.project_photos where project = file.project) as photos
from karter.project_files file;
comment on view karter.public_details is 'What a project''s page tells besides its feature.';

create or replace view karter.public_presences as
select session.id as session, count(*) filter (where college = 'maire')::integer as maire, count(*) filter (where college = 'conseiller')::integer as conseiller, count(*) filter (where college = 'citoyen')::integer as citoyen
from karter.fund_sessions session left join karter.session_presences presence on presence.session = session.id
group by session.id;
comment on view karter.public_presences is 'Members present at each session, by college: the quorum is counted from it.';

create or replace view karter.public_subsidies as
select fund.year, fund.quartier, file.project, move.deliberation_on, move.deliberation_number, file.agreement_on, organisation.name, organisation.siret, organisation.rna, feature.name as object, file.awarded_cents, file.paid_cents, file.demo,
  (select min(paid_on) from karter.project_payments where project = file.project) as first_paid, (select max(paid_on) from karter.project_payments where project = file.project) as last_paid
from karter.project_files file
join karter.funds fund on fund.id = file.fund
join karter.projects feature on feature.id = file.project
join karter.organisations organisation on organisation.id = file.organisation and organisation.kind = 'association'
join karter.project_moves move on move.project = file.project and move.to_stage = 'finance'
where feature.stage in ('finance', 'en_cours', 'realise');
comment on view karter.public_subsidies is 'Subsidies to associations that the council decided; no person appears: what the city spends itself is no subsidy.';

create or replace view karter.public_photos as select id, project, image from karter.project_photos;
comment on view karter.public_photos is 'Photos of filed projects.';
create or replace view karter.public_ballots as
select ballot.session, ballot.ballot, ballot.points from karter.published_ballots ballot join karter.fund_sessions session on session.id = ballot.session where session.state = 'close';
comment on view karter.public_ballots is 'Ballots of closed sessions with at least 20 voters.';

grant select on karter.public_funds, karter.public_projects, karter.public_moves, karter.public_sessions, karter.public_details, karter.public_presences, karter.public_subsidies, karter.public_photos, karter.public_ballots to karter_reader, karter_app;
