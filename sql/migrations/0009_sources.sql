-- Sources that keep themselves fresh: what the city declared of each, how it stands, and what every try came to.

create table karter.sources (
  id text primary key check (id ~ '^[a-z0-9][a-z0-9-]{0,59}$'),
  position integer not null,
  declared jsonb not null,
  title text not null generated always as (declared ->> 'title') stored,
  layer text not null generated always as (declared ->> 'layer') stored,
  enabled_by_hand boolean,
  enabled boolean not null generated always as (coalesce(enabled_by_hand, (declared ->> 'enabled')::boolean, false)) stored,
  withdrawn_at timestamptz,
  next_due timestamptz not null default now(),
  asked_at timestamptz,
  tried_at timestamptz,
  good_at timestamptz,
  changed_at timestamptz,
  good_hash text,
  good_etag text,
  good_modified text,
  good_file text,
  good_bytes bigint,
  good_features integer,
  held_hash text,
  accepted_hash text,
  failures integer not null default 0,
  failing_since timestamptz,
  failure text,
  told_at timestamptz,
  check ((failing_since is null) = (failure is null)),
  check ((failures = 0) = (failing_since is null))
);
comment on table karter.sources is 'What a city declared as its sources, and how each stands.';
comment on column karter.sources.id is 'Its name in commands and addresses.';
comment on column karter.sources.position is 'Rank in the declaration.';
comment on column karter.sources.declared is 'The declaration as it was last read: geodata/sources.ts.';
comment on column karter.sources.title is 'What people call it.';
comment on column karter.sources.layer is 'The layer it fills.';
comment on column karter.sources.enabled_by_hand is 'What an administrator decided; null: as declared.';
comment on column karter.sources.enabled is 'Whether it is refreshed by itself.';
comment on column karter.sources.withdrawn_at is 'Since when it is no longer declared.';
comment on column karter.sources.next_due is 'From then on the schedule asks it again.';
comment on column karter.sources.asked_at is 'When somebody asked for it to be refreshed now; null once that began.';
comment on column karter.sources.tried_at is 'When it was last asked.';
comment on column karter.sources.good_at is 'When it was last found good: imported, or unchanged since.';
comment on column karter.sources.changed_at is 'When its data was last imported.';
comment on column karter.sources.good_hash is 'SHA-256 of the last good version.';
comment on column karter.sources.good_etag is 'What the server called that version.';
comment on column karter.sources.good_modified is 'Since when that version stands, in the server’s words.';
comment on column karter.sources.good_file is 'Under what name that version is kept, in the folder of the machine that fetched it.';
comment on column karter.sources.good_bytes is 'Bytes of that version.';
comment on column karter.sources.good_features is 'Features of that version.';
comment on column karter.sources.held_hash is 'SHA-256 of a version that waits for somebody’s consent.';
comment on column karter.sources.accepted_hash is 'SHA-256 of a version that somebody consented to.';
comment on column karter.sources.failures is 'Tries that failed since the last good one.';
comment on column karter.sources.failing_since is 'When the first of them did.';
comment on column karter.sources.failure is 'What went wrong, for everyone to read.';
comment on column karter.sources.told_at is 'When administrators were told of it.';

create table karter.source_runs (
  id bigint generated always as identity primary key,
  source text not null references karter.sources on delete cascade,
  cause text not null check (cause in ('horaire', 'demande', 'commande')),
  started_at timestamptz not null default now(),
  heartbeat_at timestamptz not null default now(),
  stage text not null default 'recherche' check (stage in ('recherche', 'verification', 'import')),
  cancel boolean not null default false,
  ended_at timestamptz,
  outcome text check (outcome in ('importee', 'inchangee', 'retenue', 'echec', 'annulee', 'interrompue')),
  reason text,
  detail jsonb,
  bytes bigint,
  hash text,
  counts jsonb,
  check ((ended_at is null) = (outcome is null))
);
create index source_runs_source on karter.source_runs (source, id desc);
-- One source is refreshed at a time, whatever runs where.
create unique index source_runs_one on karter.source_runs ((true)) where ended_at is null;
comment on table karter.source_runs is 'Every try to refresh a source, the last hundred of each.';
comment on column karter.source_runs.id is 'Identifier.';
comment on column karter.source_runs.source is 'The source.';
comment on column karter.source_runs.cause is 'horaire: it was due; demande: asked for in the application; commande: on the command line.';
comment on column karter.source_runs.started_at is 'When it began.';
comment on column karter.source_runs.heartbeat_at is 'When it was last heard of: a run that is silent for a minute is dead.';
comment on column karter.source_runs.stage is 'What it was doing: fetching, checking or importing.';
comment on column karter.source_runs.cancel is 'Somebody asked it to stop.';
comment on column karter.source_runs.ended_at is 'When it ended.';
comment on column karter.source_runs.outcome is 'How: importee, inchangee, retenue, echec, annulee or interrompue.';
comment on column karter.source_runs.reason is 'What went wrong, for everyone to read.';
comment on column karter.source_runs.detail is 'What went wrong, for those who mend it: refused lines.';
comment on column karter.source_runs.bytes is 'Bytes that were fetched.';
comment on column karter.source_runs.hash is 'SHA-256 of them.';
comment on column karter.source_runs.counts is 'What the import counted.';

grant select, insert, update, delete on karter.sources, karter.source_runs to karter_app;
