-- What every layer stands on: identity, provenance, history, changes, search. Layers come after, from sql/layers/.

create sequence karter.feature_id as bigint;
comment on sequence karter.feature_id is 'One sequence for all layers: an id names one feature for ever.';

create table karter.feature_columns (
  id bigint primary key default nextval('karter.feature_id'),
  source text not null check (source <> ''),
  source_id text not null check (source_id <> ''),
  name text,
  address text,
  quartier text,
  commune text,
  licence text not null,
  vintage date not null,
  accuracy text not null check (accuracy in ('exacte', 'approchee', 'trace_approximatif', 'inconnue')),
  accuracy_m double precision check (accuracy_m >= 0),
  demo boolean not null default false,
  updated_at timestamptz not null default now(),
  geom public.geometry(geometry, 3857) check (public.ST_IsValid(geom)),
  unique (source, source_id)
);
comment on table karter.feature_columns is 'The columns every layer has; always empty, layers are created like it.';
comment on column karter.feature_columns.id is 'Names the feature in items, tiles, pages and exports; never reused.';
comment on column karter.feature_columns.source is 'Who says so: register, page or survey.';
comment on column karter.feature_columns.source_id is 'Identifier within the source; imports are idempotent by it.';
comment on column karter.feature_columns.name is 'Usual name; null for a unit without a sign.';
comment on column karter.feature_columns.address is 'Postal address, or the street only.';
comment on column karter.feature_columns.quartier is 'Slug of the quartier that covers it; computed from geom, given only where geom is null.';
comment on column karter.feature_columns.commune is 'INSEE code of the commune that covers it; computed from geom.';
comment on column karter.feature_columns.licence is 'Licence of the data.';
comment on column karter.feature_columns.vintage is 'The day the data speaks of.';
comment on column karter.feature_columns.accuracy is 'exacte, approchee (within accuracy_m), trace_approximatif (not official) or inconnue (no position).';
comment on column karter.feature_columns.accuracy_m is 'Radius of uncertainty, metres.';
comment on column karter.feature_columns.demo is 'Generated for want of an open source; marked wherever it shows.';
comment on column karter.feature_columns.updated_at is 'Since when this version of the row is what is known.';
comment on column karter.feature_columns.geom is 'The only stored geometry, valid, in EPSG:3857 because tiles are cut from it; distances and areas are taken in EPSG:2154.';

create table karter.retired_features (
  id bigint primary key,
  layer text not null,
  successor bigint,
  retired_at timestamptz not null default now()
);
comment on table karter.retired_features is 'Ids that no longer name a live feature: 308 to the successor where there is one, else 410.';
comment on column karter.retired_features.id is 'The id that was.';
comment on column karter.retired_features.layer is 'Its layer.';
comment on column karter.retired_features.successor is 'The feature it was merged into.';
comment on column karter.retired_features.retired_at is 'When.';

create table karter.feature_versions (
  layer text not null,
  id bigint not null,
  known tstzrange not null,
  feature jsonb not null
);
create index feature_versions_layer_known on karter.feature_versions using btree (layer, upper(known));
create index feature_versions_id on karter.feature_versions (id);
alter table karter.feature_versions enable row level security;
create policy public_layers on karter.feature_versions for select to karter_reader
  using (has_table_privilege('karter_reader', format('karter.%I', layer), 'select'));
create policy application on karter.feature_versions to karter_app using (true) with check (true);
comment on table karter.feature_versions is 'Former versions of rows, so that a figure can be recomputed as of any moment.';
comment on column karter.feature_versions.layer is 'The layer.';
comment on column karter.feature_versions.id is 'The feature.';
comment on column karter.feature_versions.known is 'When this version was what was known.';
comment on column karter.feature_versions.feature is 'The whole row as it was.';

create table karter.changes (
  seq bigint generated always as identity primary key,
  layer text not null,
  bounds public.geometry(geometry, 3857),
  at timestamptz not null default now(),
  txid xid8 not null default pg_current_xact_id()
);
create index changes_txid on karter.changes (txid);
comment on column karter.changes.txid is 'The writing transaction: a process reads on from the oldest one that was still open, so none is missed.';
comment on table karter.changes is 'What changed where: every process drops the tiles and figures it touches, and catches up from seq after a lost connection.';
comment on column karter.changes.seq is 'Order of writing.';
comment on column karter.changes.layer is 'Layer whose features changed.';
comment on column karter.changes.bounds is 'Box around the former and the new geometry; null when nothing drawn changed.';
comment on column karter.changes.at is 'When.';

create table karter.search_entries (
  id bigint primary key,
  layer text not null,
  name text not null,
  words text not null,
  kind text,
  quartier text,
  demo boolean not null,
  bounds public.geometry(geometry, 3857)
);
create index search_entries_words on karter.search_entries using gin (words public.gin_trgm_ops);
create index search_entries_prefix on karter.search_entries (words text_pattern_ops);
comment on table karter.search_entries is 'What /api/search looks through: one row a named feature of a searchable public layer.';
comment on column karter.search_entries.id is 'The feature.';
comment on column karter.search_entries.layer is 'Its layer.';
comment on column karter.search_entries.name is 'As shown.';
comment on column karter.search_entries.words is 'As compared: without case, accents, hyphens; saint for st.';
comment on column karter.search_entries.kind is 'The layer''s kind code, to tell homonyms apart.';
comment on column karter.search_entries.quartier is 'Slug of its quartier.';
comment on column karter.search_entries.demo is 'Demonstration data.';
comment on column karter.search_entries.bounds is 'Its envelope: where to fly to.';

create table karter.layer_loads (
  layer text primary key,
  shipped_hash text,
  official_since timestamptz
);
comment on table karter.layer_loads is 'What was loaded into each layer: the shipped file, and since when official data replaces its demonstration.';
comment on column karter.layer_loads.layer is 'The layer.';
comment on column karter.layer_loads.shipped_hash is 'SHA-256 of the shipped file last loaded.';
comment on column karter.layer_loads.official_since is 'From then on the shipped demonstration and approximate outlines of this layer stay out.';

grant usage on sequence karter.feature_id to karter_app;
grant select on karter.retired_features, karter.feature_versions, karter.changes, karter.search_entries to karter_reader;
grant select, insert, update, delete on karter.retired_features, karter.feature_versions, karter.changes, karter.search_entries, karter.layer_loads to karter_app;
