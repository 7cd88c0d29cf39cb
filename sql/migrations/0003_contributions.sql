-- What residents send to correct and complete the map. None of it is for the public reader.

create table karter.contributions (
  id bigint generated always as identity primary key,
  kind text not null generated always as (case when feature is null then 'lieu' else 'erreur' end) stored,
  layer text not null,
  feature bigint,
  theme text not null,
  quartier text,
  topic text,
  message text not null check (length(message) between 1 and 2000),
  geom public.geometry(Point, 3857) check (public.ST_IsValid(geom)),
  proposed jsonb not null default '{}',
  before jsonb,
  contact text check (length(contact) <= 254),
  person uuid references karter.people on delete set null,
  state text not null default 'attente' check (state in ('attente', 'acceptee', 'amendee', 'refusee')),
  sent_at timestamptz not null default now(),
  handled_at timestamptz,
  handled_by uuid,
  reason text,
  result bigint,
  check ((state = 'attente') = (handled_at is null)),
  check (state <> 'refusee' or reason <> ''),
  check (feature is not null or geom is not null)
);
create index contributions_waiting on karter.contributions (theme, id) where state = 'attente';
create index contributions_geom on karter.contributions using gist (geom);
create index contributions_person on karter.contributions (person);
-- The same words on the same place, sent twice: one is enough.
create unique index contributions_once on karter.contributions (layer, coalesce(feature, 0), md5(message), coalesce(round(public.ST_X(geom)), 0)) where state = 'attente';
comment on table karter.contributions is 'Errors reported and places proposed; nothing public changes before one is accepted.';
comment on column karter.contributions.id is 'Identifier.';
comment on column karter.contributions.kind is 'erreur: about a feature; lieu: a place proposed.';
comment on column karter.contributions.layer is 'Layer of the feature or of the place proposed.';
comment on column karter.contributions.feature is 'The feature that is wrong.';
comment on column karter.contributions.theme is 'Theme of the layer: whose moderators judge.';
comment on column karter.contributions.quartier is 'Slug of the quartier it lies in, where a moderator holds one only.';
comment on column karter.contributions.topic is 'What is wrong: ferme, position, autre, or a field of the layer.';
comment on column karter.contributions.message is 'What was written, as text; personal.';
comment on column karter.contributions.geom is 'Where the pin was put.';
comment on column karter.contributions.proposed is 'What the words amount to as properties of the layer, where they can be read so.';
comment on column karter.contributions.before is 'The feature when it was sent: {geometry, properties}.';
comment on column karter.contributions.contact is 'Address for the answer; erased 30 days after handling; personal.';
comment on column karter.contributions.person is 'Who sent it, when signed in; personal.';
comment on column karter.contributions.state is 'attente, acceptee, amendee or refusee.';
comment on column karter.contributions.sent_at is 'When it was sent.';
comment on column karter.contributions.handled_at is 'When it was judged.';
comment on column karter.contributions.handled_by is 'By whom; after an erasure, a number that names nobody.';
comment on column karter.contributions.reason is 'What its author was told: why refused, or a word with the acceptance.';
comment on column karter.contributions.result is 'The feature that was written.';

create table karter.spent_tokens (
  token text primary key,
  expires_at timestamptz not null
);
create index spent_tokens_expires on karter.spent_tokens (expires_at);
comment on table karter.spent_tokens is 'Form tokens that were used: each serves once.';
comment on column karter.spent_tokens.token is 'SHA-256 of the token.';
comment on column karter.spent_tokens.expires_at is 'From then on the token is refused by its own date, and the row is of no more use.';

grant select, insert, update on karter.contributions to karter_app;
grant select, insert, delete on karter.spent_tokens to karter_app;
