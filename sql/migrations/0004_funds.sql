-- The citizens' funds: envelopes, the files of projects, their moves, sessions, votes, payments. Money is whole cents.
-- The reader sees views without people (sql/functions/fonds.sql), never these tables.

create table karter.fund_years (
  year integer primary key check (year between 2000 and 2100),
  total_cents bigint not null check (total_cents >= 0),
  equal_share numeric(5, 4) not null default 0.5 check (equal_share between 0 and 1),
  population_source text not null,
  demo boolean not null default false
);
comment on table karter.fund_years is 'What the city gives to the funds of a year, and the key it is shared by.';
comment on column karter.fund_years.year is 'Year.';
comment on column karter.fund_years.total_cents is 'The city''s total, cents.';
comment on column karter.fund_years.equal_share is 'Part shared equally, 0 to 1; the rest goes by inhabitants.';
comment on column karter.fund_years.population_source is 'Where the numbers of inhabitants come from, or how they were estimated.';
comment on column karter.fund_years.demo is 'Demonstration data.';

create table karter.funds (
  id bigint generated always as identity primary key,
  year integer not null references karter.fund_years,
  quartier text not null,
  inhabitants integer not null check (inhabitants >= 0),
  envelope_cents bigint not null check (envelope_cents >= 0),
  awarded_cents bigint not null default 0,
  paid_cents bigint not null default 0,
  filing_until date,
  demo boolean not null default false,
  unique (year, quartier),
  constraint funds_envelope check (awarded_cents between 0 and envelope_cents),
  constraint funds_paid check (paid_cents between 0 and awarded_cents)
);
comment on table karter.funds is 'A quartier''s fund of a year. The checks hold at every instant: paid ≤ awarded ≤ envelope.';
comment on column karter.funds.id is 'Identifier.';
comment on column karter.funds.year is 'Year.';
comment on column karter.funds.quartier is 'Slug of the quartier.';
comment on column karter.funds.inhabitants is 'Inhabitants counted for the key.';
comment on column karter.funds.envelope_cents is 'Envelope, cents.';
comment on column karter.funds.awarded_cents is 'Engaged by proposals and decisions, cents: the sum over its files, kept by triggers.';
comment on column karter.funds.paid_cents is 'Paid, cents: the sum over its files, kept by triggers.';
comment on column karter.funds.filing_until is 'Last day to file; null: no limit.';
comment on column karter.funds.demo is 'Demonstration data.';

create table karter.project_drafts (
  id uuid primary key,
  author uuid not null references karter.people on delete cascade,
  content jsonb not null,
  updated_at timestamptz not null default now()
);
create index project_drafts_author on karter.project_drafts (author);
comment on table karter.project_drafts is 'What a resident is writing; nobody else sees it.';
comment on column karter.project_drafts.id is 'Made up by the author''s page, so that a retry is no second draft.';
comment on column karter.project_drafts.author is 'Whose.';
comment on column karter.project_drafts.content is 'The form as it stands.';
comment on column karter.project_drafts.updated_at is 'Last kept.';

create table karter.project_files (
  project bigint primary key,
  fund bigint not null references karter.funds,
  author uuid references karter.people on delete set null,
  carrier text not null check (carrier in ('personne', 'association', 'ville')),
  organisation bigint references karter.organisations on delete set null,
  asked_cents bigint not null check (asked_cents > 0),
  awarded_cents bigint not null default 0,
  paid_cents bigint not null default 0,
  agreement_on date,
  submission uuid unique,
  filed_at timestamptz not null default now(),
  demo boolean not null default false,
  constraint project_files_awarded check (awarded_cents between 0 and asked_cents),
  constraint project_files_paid check (paid_cents between 0 and awarded_cents)
);
create index project_files_fund on karter.project_files (fund);
create index project_files_author on karter.project_files (author);
comment on table karter.project_files is 'What stands behind a filed project: its fund, who carries it, its money. The public part is the feature of the layer projects.';
comment on column karter.project_files.project is 'Feature of the layer projects; the file goes with it.';
comment on column karter.project_files.fund is 'The fund it was filed with; kept when borders change.';
comment on column karter.project_files.author is 'Who filed it; personal.';
comment on column karter.project_files.carrier is 'personne, association or ville.';
comment on column karter.project_files.organisation is 'The association that carries it.';
comment on column karter.project_files.asked_cents is 'Asked, cents: the sum of the budget lines.';
comment on column karter.project_files.awarded_cents is 'Engaged, cents.';
comment on column karter.project_files.paid_cents is 'Paid, cents.';
comment on column karter.project_files.agreement_on is 'Day of the agreement with the payee (SCDL dateConvention).';
comment on column karter.project_files.submission is 'The draft it was: sent twice, it is filed once.';
comment on column karter.project_files.filed_at is 'When.';
comment on column karter.project_files.demo is 'Demonstration data.';

create table karter.project_budget_lines (
  project bigint not null references karter.project_files on delete cascade,
  rank smallint not null,
  label text not null check (length(label) between 1 and 200),
  cents bigint not null check (cents > 0),
  primary key (project, rank)
);
comment on table karter.project_budget_lines is 'What the money asked is for.';
comment on column karter.project_budget_lines.project is 'The project.';
comment on column karter.project_budget_lines.rank is 'Order.';
comment on column karter.project_budget_lines.label is 'What.';
comment on column karter.project_budget_lines.cents is 'Cents.';

create table karter.project_moves (
  id bigint generated always as identity primary key,
  project bigint not null references karter.project_files on delete cascade,
  from_stage text,
  to_stage text not null,
  at timestamptz not null default clock_timestamp(),
  person uuid,
  role text not null,
  reason text,
  cents bigint,
  deliberation_number text,
  deliberation_on date,
  session bigint,
  check (to_stage <> 'finance' or (deliberation_number is not null and deliberation_on is not null))
);
create index project_moves_project on karter.project_moves (project);
comment on table karter.project_moves is 'Each move of a project: who, when, why. Public but for the person.';
comment on column karter.project_moves.id is 'Order.';
comment on column karter.project_moves.project is 'The project.';
comment on column karter.project_moves.from_stage is 'From; null: filing.';
comment on column karter.project_moves.to_stage is 'To.';
comment on column karter.project_moves.at is 'When.';
comment on column karter.project_moves.person is 'Who; after an erasure, a number that names nobody.';
comment on column karter.project_moves.role is 'In which role.';
comment on column karter.project_moves.reason is 'Why.';
comment on column karter.project_moves.cents is 'Money engaged from then on, cents.';
comment on column karter.project_moves.deliberation_number is 'Number of the council''s deliberation.';
comment on column karter.project_moves.deliberation_on is 'Its date.';
comment on column karter.project_moves.session is 'The committee''s session that made it.';

create table karter.project_supports (
  project bigint not null references karter.project_files on delete cascade,
  person uuid not null references karter.people on delete cascade,
  at timestamptz not null default now(),
  primary key (project, person)
);
create index project_supports_person on karter.project_supports (person);
comment on table karter.project_supports is 'Residents who support a project, once each.';
comment on column karter.project_supports.project is 'The project.';
comment on column karter.project_supports.person is 'Who.';
comment on column karter.project_supports.at is 'When.';

create table karter.project_comments (
  id bigint generated always as identity primary key,
  project bigint not null references karter.project_files on delete cascade,
  person uuid references karter.people on delete set null,
  text text not null check (length(text) between 1 and 2000),
  state text not null default 'attente' check (state in ('attente', 'publie', 'refuse')),
  reason text,
  at timestamptz not null default now(),
  handled_by uuid,
  handled_at timestamptz
);
create index project_comments_project on karter.project_comments (project);
comment on table karter.project_comments is 'Comments; shown once a moderator published them, without their author''s name.';
comment on column karter.project_comments.id is 'Identifier.';
comment on column karter.project_comments.project is 'The project.';
comment on column karter.project_comments.person is 'Author; personal.';
comment on column karter.project_comments.text is 'What they wrote.';
comment on column karter.project_comments.state is 'attente, publie or refuse.';
comment on column karter.project_comments.reason is 'Why it was refused.';
comment on column karter.project_comments.at is 'When.';
comment on column karter.project_comments.handled_by is 'Moderator.';
comment on column karter.project_comments.handled_at is 'When handled.';

create table karter.project_photos (
  id uuid primary key default gen_random_uuid(),
  project bigint not null references karter.project_files on delete cascade,
  kind text not null check (kind in ('idee', 'avant', 'apres')),
  description text not null check (length(description) between 1 and 300),
  width integer not null,
  height integer not null,
  image bytea not null check (length(image) <= 1500000),
  person uuid references karter.people on delete set null,
  at timestamptz not null default now()
);
create index project_photos_project on karter.project_photos (project);
comment on table karter.project_photos is 'Photos, encoded anew as WebP without metadata.';
comment on column karter.project_photos.id is 'Identifier.';
comment on column karter.project_photos.project is 'The project.';
comment on column karter.project_photos.kind is 'idee, avant or apres.';
comment on column karter.project_photos.description is 'What it shows, for those who do not see it.';
comment on column karter.project_photos.width is 'Pixels.';
comment on column karter.project_photos.height is 'Pixels.';
comment on column karter.project_photos.image is 'WebP.';
comment on column karter.project_photos.person is 'Who sent it; personal.';
comment on column karter.project_photos.at is 'When.';

create table karter.project_notes (
  id bigint generated always as identity primary key,
  project bigint not null references karter.project_files on delete cascade,
  person uuid references karter.people on delete set null,
  role text not null,
  text text not null check (length(text) between 1 and 2000),
  at timestamptz not null default now()
);
create index project_notes_project on karter.project_notes (project);
comment on table karter.project_notes is 'How the project goes on, told by those who follow it.';
comment on column karter.project_notes.id is 'Identifier.';
comment on column karter.project_notes.project is 'The project.';
comment on column karter.project_notes.person is 'Who; personal.';
comment on column karter.project_notes.role is 'In which role.';
comment on column karter.project_notes.text is 'What they tell.';
comment on column karter.project_notes.at is 'When.';

create table karter.project_payments (
  id bigint generated always as identity primary key,
  project bigint not null references karter.project_files on delete cascade,
  cents bigint not null check (cents > 0),
  paid_on date not null,
  payee text not null check (payee in ('association', 'ville')),
  organisation bigint references karter.organisations,
  label text not null check (length(label) between 1 and 200),
  request uuid unique,
  person uuid references karter.people on delete set null,
  at timestamptz not null default now(),
  check ((payee = 'association') = (organisation is not null))
);
create index project_payments_project on karter.project_payments (project);
comment on table karter.project_payments is 'What was paid: to an association, or spent by the city itself.';
comment on column karter.project_payments.id is 'Identifier.';
comment on column karter.project_payments.project is 'The project.';
comment on column karter.project_payments.cents is 'Cents.';
comment on column karter.project_payments.paid_on is 'When it was paid.';
comment on column karter.project_payments.payee is 'association, or ville for a direct expense.';
comment on column karter.project_payments.organisation is 'The association.';
comment on column karter.project_payments.label is 'What for.';
comment on column karter.project_payments.request is 'Made up by the page: sent twice, it is recorded once.';
comment on column karter.project_payments.person is 'Who recorded it.';
comment on column karter.project_payments.at is 'When it was recorded.';

create table karter.fund_sessions (
  id bigint generated always as identity primary key,
  fund bigint not null references karter.funds,
  held_at timestamptz not null,
  place text not null check (length(place) between 1 and 200),
  mode text not null check (mode in ('vote', 'bulletins')),
  electorate text not null default 'comite' check (electorate in ('comite', 'habitants')),
  rule text not null default 'equal-shares' check (rule in ('equal-shares', 'greedy')),
  votes_each smallint not null default 5 check (votes_each between 1 and 50),
  quorum jsonb not null,
  weights jsonb not null,
  seed text not null,
  state text not null default 'prevue' check (state in ('prevue', 'ouverte', 'close', 'annulee')),
  opened_at timestamptz,
  closed_at timestamptz,
  budget_cents bigint,
  result jsonb,
  deviation text,
  ballots_cast integer,
  demo boolean not null default false
);
create index fund_sessions_fund on karter.fund_sessions (fund);
comment on table karter.fund_sessions is 'Sessions of a quartier''s committee.';
comment on column karter.fund_sessions.id is 'Identifier.';
comment on column karter.fund_sessions.fund is 'The fund.';
comment on column karter.fund_sessions.held_at is 'When.';
comment on column karter.fund_sessions.place is 'Where.';
comment on column karter.fund_sessions.mode is 'vote: for, against or abstain on each project; bulletins: votes spread over the projects.';
comment on column karter.fund_sessions.electorate is 'Who casts ballots: the committee or all residents of the quartier.';
comment on column karter.fund_sessions.rule is 'How ballots become awards.';
comment on column karter.fund_sessions.votes_each is 'Votes a ballot may spread.';
comment on column karter.fund_sessions.quorum is 'Members present that each college needs.';
comment on column karter.fund_sessions.weights is 'Weight of each college.';
comment on column karter.fund_sessions.seed is 'Published seed of lots drawn.';
comment on column karter.fund_sessions.state is 'prevue, ouverte, close or annulee.';
comment on column karter.fund_sessions.opened_at is 'When voting began.';
comment on column karter.fund_sessions.closed_at is 'When it ended.';
comment on column karter.fund_sessions.budget_cents is 'What was left of the envelope at closing, cents.';
comment on column karter.fund_sessions.result is 'What was computed and what was decided, once closed.';
comment on column karter.fund_sessions.deviation is 'Why the committee decided otherwise than computed.';
comment on column karter.fund_sessions.ballots_cast is 'Ballots, once closed.';
comment on column karter.fund_sessions.demo is 'Demonstration data.';

create table karter.session_projects (
  session bigint not null references karter.fund_sessions on delete cascade,
  project bigint not null references karter.project_files on delete cascade,
  cents bigint not null check (cents > 0),
  primary key (session, project)
);
create index session_projects_project on karter.session_projects (project);
comment on table karter.session_projects is 'Projects that a session deliberates.';
comment on column karter.session_projects.session is 'The session.';
comment on column karter.session_projects.project is 'The project.';
comment on column karter.session_projects.cents is 'What would be awarded, cents.';

create table karter.session_presences (
  session bigint not null references karter.fund_sessions on delete cascade,
  person uuid not null,
  college text not null check (college in ('maire', 'conseiller', 'citoyen')),
  at timestamptz not null default now(),
  primary key (session, person)
);
comment on table karter.session_presences is 'Members who signed in to a session.';
comment on column karter.session_presences.session is 'The session.';
comment on column karter.session_presences.person is 'The member.';
comment on column karter.session_presences.college is 'For which college.';
comment on column karter.session_presences.at is 'When.';

create table karter.session_conflicts (
  session bigint not null references karter.fund_sessions on delete cascade,
  project bigint not null references karter.project_files on delete cascade,
  person uuid not null,
  at timestamptz not null default now(),
  primary key (session, project, person)
);
comment on table karter.session_conflicts is 'Conflicts of interest that members declared: they do not vote on that project.';
comment on column karter.session_conflicts.session is 'The session.';
comment on column karter.session_conflicts.project is 'The project.';
comment on column karter.session_conflicts.person is 'The member.';
comment on column karter.session_conflicts.at is 'When.';

create table karter.session_votes (
  session bigint not null references karter.fund_sessions on delete cascade,
  project bigint not null references karter.project_files on delete cascade,
  person uuid not null,
  college text not null check (college in ('maire', 'conseiller', 'citoyen')),
  choice text not null check (choice in ('pour', 'contre', 'abstention')),
  at timestamptz not null default now(),
  primary key (session, project, person)
);
comment on table karter.session_votes is 'Votes of members; nothing counts them before the closing, and audit does not follow them.';
comment on column karter.session_votes.session is 'The session.';
comment on column karter.session_votes.project is 'The project.';
comment on column karter.session_votes.person is 'The member.';
comment on column karter.session_votes.college is 'For which college.';
comment on column karter.session_votes.choice is 'pour, contre or abstention.';
comment on column karter.session_votes.at is 'When.';

create table karter.session_ballots (
  session bigint not null references karter.fund_sessions on delete cascade,
  person uuid not null,
  points jsonb not null,
  at timestamptz not null default now(),
  primary key (session, person)
);
comment on table karter.session_ballots is 'Ballots while the session is open; at its closing they lose their author, or are forgotten when fewer than 20.';
comment on column karter.session_ballots.session is 'The session.';
comment on column karter.session_ballots.person is 'Who cast it.';
comment on column karter.session_ballots.points is 'Votes by project id.';
comment on column karter.session_ballots.at is 'When.';

create table karter.published_ballots (
  session bigint not null references karter.fund_sessions on delete cascade,
  ballot uuid not null default gen_random_uuid(),
  points jsonb not null,
  primary key (session, ballot)
);
comment on table karter.published_ballots is 'Ballots of a closed session in which at least 20 voted, under random numbers.';
comment on column karter.published_ballots.session is 'The session.';
comment on column karter.published_ballots.ballot is 'Random number.';
comment on column karter.published_ballots.points is 'Votes by project id.';

grant select, insert, update, delete on karter.fund_years, karter.funds, karter.project_drafts, karter.project_files, karter.project_budget_lines, karter.project_moves,
  karter.project_supports, karter.project_comments, karter.project_photos, karter.project_notes, karter.project_payments, karter.fund_sessions, karter.session_projects,
  karter.session_presences, karter.session_conflicts, karter.session_votes, karter.session_ballots, karter.published_ballots to karter_app;
