-- Streets of the address base, what came of addresses that no coordinates came with, the two nomenclatures of activities, and surveys to make.

create table karter.address_streets (
  id bigint generated always as identity primary key,
  insee text not null,
  postcode text,
  words text not null,
  core text not null,
  name text not null,
  city text not null,
  city_words text not null,
  spellings text[] not null,
  is_place boolean not null,
  numbers integer not null,
  middle public.geometry(point, 3857) not null
);
create unique index address_streets_once on karter.address_streets (insee, words, coalesce(postcode, ''));
create index address_streets_words on karter.address_streets (words);
create index address_streets_core on karter.address_streets (core);
create index address_streets_alike on karter.address_streets using gin (core public.gin_trgm_ops);
comment on table karter.address_streets is 'Streets and places of the addresses layer, gathered from it: what a typed address is first compared with.';
comment on column karter.address_streets.id is 'Identifier, until the commune is gathered anew.';
comment on column karter.address_streets.insee is 'INSEE code of the commune.';
comment on column karter.address_streets.postcode is 'Postcode: it tells apart two streets of one name in one commune.';
comment on column karter.address_streets.words is 'The name as it is compared: abbreviations written out, no article, no case, no accent.';
comment on column karter.address_streets.core is 'The same without the kind of way: siam for rue siam.';
comment on column karter.address_streets.name is 'The name as it is most often written.';
comment on column karter.address_streets.city is 'Name of the commune.';
comment on column karter.address_streets.city_words is 'The same as it is compared.';
comment on column karter.address_streets.spellings is 'Every spelling in the addresses: its numbers are found by them.';
comment on column karter.address_streets.is_place is 'A lieu-dit rather than a street.';
comment on column karter.address_streets.numbers is 'How many numbered addresses it has.';
comment on column karter.address_streets.middle is 'The address nearest to its middle.';

create table karter.nomenclatures (
  id text primary key,
  title text not null,
  in_force daterange not null,
  source text not null
);
insert into karter.nomenclatures (id, title, in_force, source) values
  ('NAFRev2', 'NAF rév. 2', '[2008-01-01,2027-01-01)', 'INSEE ; décret n° 2007-1888'),
  ('NAF2025', 'NAF 2025', '[2027-01-01,)', 'INSEE ; décret n° 2025-736');
comment on table karter.nomenclatures is 'Nomenclatures of activities and the days on which they hold; both codes of an establishment are kept side by side.';
comment on column karter.nomenclatures.id is 'As the Sirene register names it (nomenclatureActivitePrincipaleEtablissement).';
comment on column karter.nomenclatures.title is 'Name.';
comment on column karter.nomenclatures.in_force is 'First day inclusive, last day exclusive.';
comment on column karter.nomenclatures.source is 'The text that puts it in force.';

create table karter.survey_tasks (
  id bigint generated always as identity primary key,
  premises_id bigint not null,
  reason text not null check (reason in ('siret_ferme', 'observation_ancienne', 'signalement', 'demande')),
  signal text not null,
  signalled_on date not null,
  state text not null default 'ouverte' check (state in ('ouverte', 'faite', 'ecartee')),
  opened_at timestamptz not null default now(),
  closed_at timestamptz,
  closed_by uuid,
  check ((state = 'ouverte') = (closed_at is null)),
  unique (premises_id, reason, signal)
);
create index survey_tasks_open on karter.survey_tasks (premises_id) where state = 'ouverte';
comment on table karter.survey_tasks is 'Units to go and look at. A signal opens a task, never more: only an observation changes an occupancy.';
comment on column karter.survey_tasks.id is 'Identifier.';
comment on column karter.survey_tasks.premises_id is 'The unit.';
comment on column karter.survey_tasks.reason is 'siret_ferme (its establishment closed), observation_ancienne, signalement (a resident), demande.';
comment on column karter.survey_tasks.signal is 'What names the signal within its reason (a SIRET and the day it closed): the same one opens no second task, even after the first was done.';
comment on column karter.survey_tasks.signalled_on is 'The day the signal speaks of.';
comment on column karter.survey_tasks.state is 'ouverte, faite (looked at) or ecartee (of no use).';
comment on column karter.survey_tasks.opened_at is 'When.';
comment on column karter.survey_tasks.closed_at is 'When it was done or set aside.';
comment on column karter.survey_tasks.closed_by is 'By whom.';

create table karter.geocode_reviews (
  id bigint generated always as identity primary key,
  layer text not null,
  source text not null,
  source_id text not null,
  address text not null,
  insee text,
  score real,
  kind text,
  label text,
  guess public.geometry(point, 3857),
  state text not null default 'ouverte' check (state in ('ouverte', 'acceptee', 'ecartee')),
  noted_at timestamptz not null default now(),
  decided_at timestamptz,
  decided_by uuid,
  unique (layer, source, source_id)
);
create index geocode_reviews_open on karter.geocode_reviews (layer) where state = 'ouverte';
comment on table karter.geocode_reviews is 'Addresses that were not found surely enough to place a feature: the best guess is shown to a person, never taken.';
comment on column karter.geocode_reviews.id is 'Identifier.';
comment on column karter.geocode_reviews.layer is 'Layer of the feature.';
comment on column karter.geocode_reviews.source is 'Its source…';
comment on column karter.geocode_reviews.source_id is '… and identifier there.';
comment on column karter.geocode_reviews.address is 'The address as it came.';
comment on column karter.geocode_reviews.insee is 'The commune as it came.';
comment on column karter.geocode_reviews.score is 'Of the best guess; null when there is none.';
comment on column karter.geocode_reviews.kind is 'Of the best guess: numéro, interpolation, voie, lieu-dit, commune.';
comment on column karter.geocode_reviews.label is 'The best guess.';
comment on column karter.geocode_reviews.guess is 'Where the best guess lies.';
comment on column karter.geocode_reviews.state is 'ouverte, acceptee (the guess was right) or ecartee.';
comment on column karter.geocode_reviews.noted_at is 'When the import met it.';
comment on column karter.geocode_reviews.decided_at is 'When a person judged it.';
comment on column karter.geocode_reviews.decided_by is 'Who.';

grant select on karter.nomenclatures to karter_reader;
grant select on karter.address_streets, karter.nomenclatures to karter_app;
grant select, insert, update, delete on karter.survey_tasks, karter.geocode_reviews to karter_app;
