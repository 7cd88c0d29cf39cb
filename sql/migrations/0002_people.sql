-- Who acts: people and their sign-in, organisations, grants, and the record of what was changed. None of it is for the public reader.

create table karter.people (
  id uuid primary key default gen_random_uuid(),
  name text not null check (length(name) between 1 and 120),
  email text not null unique check (length(email) <= 254),
  email_verified boolean not null default false,
  image text,
  quartier text,
  residence_declared_at timestamptz,
  demo boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on table karter.people is 'People with an account.';
comment on column karter.people.id is 'Identifier.';
comment on column karter.people.name is 'Name they gave; personal.';
comment on column karter.people.email is 'Address they sign in with; personal.';
comment on column karter.people.email_verified is 'Whether they answered the message sent there.';
comment on column karter.people.image is 'Unused; the account library asks for it.';
comment on column karter.people.quartier is 'Quartier where they declare on their honour to live; personal.';
comment on column karter.people.residence_declared_at is 'When they declared it.';
comment on column karter.people.demo is 'Made for a demonstration; never on a real database.';
comment on column karter.people.created_at is 'When the account was made.';
comment on column karter.people.updated_at is 'When it last changed.';

create table karter.sign_ins (
  id uuid primary key default gen_random_uuid(),
  person uuid not null references karter.people on delete cascade,
  token text not null unique,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index sign_ins_person on karter.sign_ins (person);
comment on table karter.sign_ins is 'Open sessions; ended ones are deleted.';
comment on column karter.sign_ins.id is 'Identifier.';
comment on column karter.sign_ins.person is 'Whose.';
comment on column karter.sign_ins.token is 'What the cookie carries.';
comment on column karter.sign_ins.expires_at is 'When it ends by itself.';
comment on column karter.sign_ins.ip_address is 'Never filled.';
comment on column karter.sign_ins.user_agent is 'Browser, so that a person recognises their sessions; personal.';
comment on column karter.sign_ins.created_at is 'Since when.';
comment on column karter.sign_ins.updated_at is 'Last prolonged.';

create table karter.credentials (
  id uuid primary key default gen_random_uuid(),
  person uuid not null references karter.people on delete cascade,
  account_id text not null,
  provider_id text not null,
  password text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (provider_id, account_id)
);
create index credentials_person on karter.credentials (person);
comment on table karter.credentials is 'How a person signs in: a password, or an account with an OpenID Connect provider.';
comment on column karter.credentials.id is 'Identifier.';
comment on column karter.credentials.person is 'Whose.';
comment on column karter.credentials.account_id is 'The person at the provider.';
comment on column karter.credentials.provider_id is 'credential for a password, else the provider.';
comment on column karter.credentials.password is 'scrypt hash.';
comment on column karter.credentials.access_token is 'Of the provider.';
comment on column karter.credentials.refresh_token is 'Of the provider.';
comment on column karter.credentials.id_token is 'Of the provider.';
comment on column karter.credentials.access_token_expires_at is 'When it ends.';
comment on column karter.credentials.refresh_token_expires_at is 'When it ends.';
comment on column karter.credentials.scope is 'What was asked of the provider.';
comment on column karter.credentials.created_at is 'When.';
comment on column karter.credentials.updated_at is 'When.';

create table karter.verifications (
  id uuid primary key default gen_random_uuid(),
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index verifications_identifier on karter.verifications (identifier);
comment on table karter.verifications is 'What waits for an answer by e-mail or from a provider.';
comment on column karter.verifications.id is 'Identifier.';
comment on column karter.verifications.identifier is 'What it is for.';
comment on column karter.verifications.value is 'What is expected or carried.';
comment on column karter.verifications.expires_at is 'Until when.';
comment on column karter.verifications.created_at is 'When.';
comment on column karter.verifications.updated_at is 'When.';

create table karter.rate_limits (
  id uuid primary key default gen_random_uuid(),
  key text not null unique,
  count integer not null,
  last_request bigint not null
);
comment on table karter.rate_limits is 'Attempts to sign in, counted across processes.';
comment on column karter.rate_limits.id is 'Identifier.';
comment on column karter.rate_limits.key is 'Who and what.';
comment on column karter.rate_limits.count is 'Attempts in the window.';
comment on column karter.rate_limits.last_request is 'Milliseconds since 1970.';

create table karter.organisations (
  id bigint generated always as identity primary key,
  name text not null check (length(name) between 1 and 200),
  kind text not null check (kind in ('association', 'entreprise', 'service_public')),
  rna text unique check (rna ~ '^W[0-9A-Z]{3}[0-9]{6}$'),
  siret text unique check (siret ~ '^[0-9]{14}$'),
  demo boolean not null default false,
  created_at timestamptz not null default now()
);
comment on table karter.organisations is 'Associations, companies and public services that people act for.';
comment on column karter.organisations.id is 'Identifier.';
comment on column karter.organisations.name is 'Name.';
comment on column karter.organisations.kind is 'association, entreprise or service_public.';
comment on column karter.organisations.rna is 'Number in the national register of associations: W and nine characters.';
comment on column karter.organisations.siret is 'Number of the establishment, 14 digits, checked by Luhn.';
comment on column karter.organisations.demo is 'Demonstration data.';
comment on column karter.organisations.created_at is 'When.';

create table karter.memberships (
  organisation bigint not null references karter.organisations on delete cascade,
  person uuid not null references karter.people on delete cascade,
  manages boolean not null default false,
  since timestamptz not null default now(),
  primary key (organisation, person)
);
create index memberships_person on karter.memberships (person);
comment on table karter.memberships is 'Who belongs to which organisation.';
comment on column karter.memberships.organisation is 'The organisation.';
comment on column karter.memberships.person is 'The person.';
comment on column karter.memberships.manages is 'Whether they may add and remove members.';
comment on column karter.memberships.since is 'Since when.';

create table karter.grants (
  id bigint generated always as identity primary key,
  person uuid not null references karter.people on delete cascade,
  role text not null,
  organisation bigint references karter.organisations on delete cascade,
  quartier text,
  theme text check (theme in ('emploi', 'epiceries', 'fonds', 'commerces', 'jardins')),
  valid_from timestamptz not null default now(),
  valid_to timestamptz check (valid_to >= valid_from),
  granted_by uuid references karter.people on delete set null,
  granted_at timestamptz not null default now()
);
create index grants_person on karter.grants (person);
comment on table karter.grants is 'A person holds a role, for an organisation, a quartier or a theme, during a time (geodata/permissions.ts says what it allows).';
comment on column karter.grants.id is 'Identifier.';
comment on column karter.grants.person is 'Who.';
comment on column karter.grants.role is 'Role of geodata/permissions.ts.';
comment on column karter.grants.organisation is 'Only for this organisation.';
comment on column karter.grants.quartier is 'Only in this quartier (slug).';
comment on column karter.grants.theme is 'Only in this theme.';
comment on column karter.grants.valid_from is 'From when.';
comment on column karter.grants.valid_to is 'Until when, excluded; null: until ended.';
comment on column karter.grants.granted_by is 'By whom; null: by command, or erased.';
comment on column karter.grants.granted_at is 'When.';

create table karter.audit (
  seq bigint generated always as identity primary key,
  at timestamptz not null default clock_timestamp(),
  person uuid,
  operation text not null check (operation in ('insert', 'update', 'delete', 'act')),
  object text not null,
  key text not null,
  columns text[] not null default '{}',
  before jsonb,
  after jsonb
);
create index audit_person on karter.audit (person);
create index audit_object on karter.audit (object, key);
comment on table karter.audit is 'Who changed what: written by triggers, only ever added to. Columns marked personal are named, never their values.';
comment on column karter.audit.seq is 'Order.';
comment on column karter.audit.at is 'When.';
comment on column karter.audit.person is 'Who; null: the system. After an erasure, a number that names nobody.';
comment on column karter.audit.operation is 'insert, update, delete, or act for what is no single row.';
comment on column karter.audit.object is 'Table.';
comment on column karter.audit.key is 'Key of the row.';
comment on column karter.audit.columns is 'Which columns changed.';
comment on column karter.audit.before is 'Former values of what is not personal.';
comment on column karter.audit.after is 'New values of what is not personal.';

create table karter.secrets (
  name text primary key,
  value text not null
);
comment on table karter.secrets is 'What the server made up for itself and all its processes share, where no setting gives it.';
comment on column karter.secrets.name is 'What it is for.';
comment on column karter.secrets.value is 'Random.';
grant select, insert on karter.secrets to karter_app;

grant select, insert, update, delete on karter.people, karter.sign_ins, karter.credentials, karter.verifications, karter.rate_limits,
  karter.organisations, karter.memberships, karter.grants to karter_app;
grant select on karter.audit to karter_app;
