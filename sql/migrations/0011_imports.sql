-- Files on their way into a layer: what was sent, what was read of it, what it would change; and what an import must remember.

create table karter.imports (
  id bigint generated always as identity primary key,
  layer text not null,
  file_name text not null check (length(file_name) between 1 and 200),
  file_path text,
  state text not null default 'lecture' check (state in ('lecture', 'pret', 'refuse', 'ecriture', 'ecrit', 'annule', 'echec')),
  wish jsonb not null default '{}',
  told jsonb not null default '{}',
  read_rows bigint not null default 0,
  failure text,
  person uuid references karter.people (id) on delete set null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  check ((state = 'echec') = (failure is not null))
);
comment on table karter.imports is 'Imports into layers, from the file that is read to what it changed; their rows are forgotten once written or given up.';
comment on column karter.imports.id is 'Identifier.';
comment on column karter.imports.layer is 'The layer.';
comment on column karter.imports.file_name is 'Name of the file as its sender has it.';
comment on column karter.imports.file_path is 'Where the file waits on the server; null once it is of no use.';
comment on column karter.imports.state is 'lecture, pret (read, awaits a person), refuse (some rows cannot be taken), ecriture, ecrit, annule, or echec.';
comment on column karter.imports.wish is 'What was asked: profile, mapping, source, licence, vintage, complete, table, encoding, delimiter.';
comment on column karter.imports.told is 'What was found: format, columns, sample, mapping, and the report.';
comment on column karter.imports.read_rows is 'Records read so far.';
comment on column karter.imports.failure is 'Why it came to nothing, in words.';
comment on column karter.imports.person is 'Who brought it; null from the command line, or once erased.';
comment on column karter.imports.created_at is 'When.';
comment on column karter.imports.updated_at is 'Last sign of life.';

create unlogged table karter.import_rows (
  import bigint not null references karter.imports (id) on delete cascade,
  rank integer not null,
  line integer not null,
  properties jsonb,
  given public.geometry,
  geom public.geometry(geometry, 3857),
  problem text,
  remark text,
  outcome text check (outcome in ('nouvelle', 'changee', 'inchangee', 'rattachee')),
  feature bigint,
  version timestamptz,
  likely bigint,
  primary key (import, rank)
);
comment on table karter.import_rows is 'Records of an import before it is written: as read, as placed, and what would become of them. Not kept through a crash: the import is then made again.';
comment on column karter.import_rows.import is 'The import.';
comment on column karter.import_rows.rank is 'Order in the file, from 1.';
comment on column karter.import_rows.line is 'Line or feature number by which a person finds it.';
comment on column karter.import_rows.properties is 'Properties as the layer''s schema kept them.';
comment on column karter.import_rows.given is 'Geometry as the file has it, in its own coordinates.';
comment on column karter.import_rows.geom is 'The same where it lies on the map.';
comment on column karter.import_rows.problem is 'Why it cannot be taken; null: it can.';
comment on column karter.import_rows.remark is 'What was done to it: repaired, found by its address.';
comment on column karter.import_rows.outcome is 'nouvelle, changee, inchangee, or rattachee to a feature it was merged into.';
comment on column karter.import_rows.feature is 'The feature it is, where there is one.';
comment on column karter.import_rows.version is 'Version of that feature when it was compared.';
comment on column karter.import_rows.likely is 'A feature of another source with the same name within 50 m.';

create table karter.import_origins (
  layer text not null,
  id bigint not null,
  said jsonb not null,
  primary key (layer, id)
);
comment on table karter.import_origins is 'What the source last said of features that were changed by hand since: only what the source changes after that is written over.';
comment on column karter.import_origins.layer is 'The layer.';
comment on column karter.import_origins.id is 'The feature.';
comment on column karter.import_origins.said is 'The row as its source had it.';

create table karter.feature_aliases (
  layer text not null,
  source text not null,
  source_id text not null,
  id bigint not null,
  primary key (layer, source, source_id)
);
comment on table karter.feature_aliases is 'Names in their sources of features that were merged into another: an import does not bring them back.';
comment on column karter.feature_aliases.layer is 'The layer.';
comment on column karter.feature_aliases.source is 'Source of the merged feature.';
comment on column karter.feature_aliases.source_id is 'Its identifier there.';
comment on column karter.feature_aliases.id is 'The feature it was merged into.';

create table karter.likely_duplicates (
  layer text not null,
  one bigint not null,
  other bigint not null check (other > one),
  state text not null default 'a_voir' check (state in ('a_voir', 'distincts', 'fusionnes')),
  noticed_at timestamptz not null default now(),
  settled_at timestamptz,
  settled_by uuid references karter.people (id) on delete set null,
  primary key (layer, one, other)
);
comment on table karter.likely_duplicates is 'Pairs of features with the same name within 50 m, for a person to judge: nothing is merged without one.';
comment on column karter.likely_duplicates.layer is 'The layer.';
comment on column karter.likely_duplicates.one is 'The older feature.';
comment on column karter.likely_duplicates.other is 'The newer one.';
comment on column karter.likely_duplicates.state is 'a_voir, distincts (two places) or fusionnes.';
comment on column karter.likely_duplicates.noticed_at is 'When an import noticed it.';
comment on column karter.likely_duplicates.settled_at is 'When it was judged.';
comment on column karter.likely_duplicates.settled_by is 'By whom.';

grant select, insert, update, delete on karter.imports, karter.import_rows, karter.import_origins, karter.feature_aliases, karter.likely_duplicates to karter_app;
