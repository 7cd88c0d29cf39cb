-- The triggers every layer carries, and the functions they call.

-- What every layer has, in the words that people read beside the data.
comment on column karter.feature_columns.id is 'Identifiant de l’entité dans la carte, les pages, les tuiles et les fichiers ; il ne sert jamais à une autre.';
comment on column karter.feature_columns.source is 'Qui le dit : un registre, une page publique, un relevé.';
comment on column karter.feature_columns.source_id is 'Identifiant dans cette source ; un nouvel import reconnaît l’entité par là.';
comment on column karter.feature_columns.name is 'Nom usuel ; vide pour un local sans enseigne.';
comment on column karter.feature_columns.address is 'Adresse postale, ou la rue seule.';
comment on column karter.feature_columns.quartier is 'Code du quartier qui contient le lieu, calculé d’après sa position ; saisi seulement pour un lieu sans position.';
comment on column karter.feature_columns.commune is 'Code Insee de la commune qui contient le lieu, calculé d’après sa position.';
comment on column karter.feature_columns.licence is 'Licence sous laquelle la donnée se réutilise.';
comment on column karter.feature_columns.vintage is 'Jour dont parle la donnée.';
comment on column karter.feature_columns.accuracy is 'Ce que vaut la position : exacte, approchée (au rayon près), tracé approximatif et non officiel, ou inconnue.';
comment on column karter.feature_columns.accuracy_m is 'Rayon d’incertitude de la position, en mètres.';
comment on column karter.feature_columns.demo is 'Vrai pour ce qui est généré faute de source ouverte, et ne décrit aucun lieu réel.';
comment on column karter.feature_columns.updated_at is 'Depuis quand cette version de la fiche est celle que l’on connaît.';
comment on column karter.feature_columns.geom is 'Géométrie, valide, en Web Mercator (EPSG:3857) parce que les tuiles s’y découpent ; distances et surfaces se mesurent en Lambert-93.';

create or replace function karter.comparable(label text) returns text
language sql immutable parallel safe
return trim(regexp_replace(regexp_replace(regexp_replace(
  lower(public.unaccent('public.unaccent'::regdictionary, label)), '[^a-z0-9]+', ' ', 'g'), '\mst\M', 'saint', 'g'), '\mste\M', 'sainte', 'g'));
comment on function karter.comparable(text) is 'A label as it is compared: no case, accent, hyphen or apostrophe; saint for st.';

create or replace function karter.slug(label text) returns text
language sql immutable parallel safe
return replace(karter.comparable(label), ' ', '-');
comment on function karter.slug(text) is 'A label as it stands in a URL.';

create or replace function karter.metres(here public.geometry, there public.geometry) returns double precision
language sql immutable parallel safe
return public.ST_Distance(public.ST_Transform(here, 2154), public.ST_Transform(there, 2154));
comment on function karter.metres(public.geometry, public.geometry) is 'Distance in metres, in Lambert-93.';

-- Before a row is written: where it lies, and since when it is so.
create or replace function karter.place_feature() returns trigger
language plpgsql as $$
declare
  anchor public.geometry;
begin
  if tg_op = 'UPDATE' then
    new.id := old.id;
    new.updated_at := old.updated_at;
    if new is not distinct from old then
      return null; -- nothing new is known: no version, no change, no invalidated tile
    end if;
    new.updated_at := greatest(clock_timestamp(), old.updated_at);
  end if;
  if new.geom is not null and (tg_op = 'INSERT' or new.geom is distinct from old.geom or new.quartier is distinct from old.quartier) then
    anchor := public.ST_PointOnSurface(new.geom);
    new.quartier := (select slug from karter.quartiers where public.ST_Covers(geom, anchor) order by id limit 1);
    new.commune := (select insee from karter.communes where public.ST_Covers(geom, anchor) order by id limit 1);
  end if;
  return new;
end
$$;
comment on function karter.place_feature() is 'Row trigger of every layer: keeps the id, skips empty updates, computes quartier and commune from the geometry.';

create or replace function karter.is_public(layer_name text) returns boolean
language sql stable
return has_table_privilege('karter_reader', format('karter.%I', layer_name), 'select');
comment on function karter.is_public(text) is 'Whether the public reader sees the layer. Of one it does not see, no change, retirement or search entry is written either: they are readable.';

-- After a statement: versions (unless the trigger is told `unversioned`), retirement, changes, search. `old_rows` and `new_rows` are its transition tables.
-- Beyond 200 features one box stands for all: a mass import drops the tiles of its extent, not 200,000 boxes one by one.
create or replace function karter.note_insert() returns trigger
language plpgsql security definer set search_path = karter, public as $$
declare
  touched bigint[] := array(select id from new_rows);
begin
  if not is_public(tg_table_name) then return null; end if;
  if cardinality(touched) > 200 then
    insert into changes (layer, bounds) select tg_table_name, ST_Extent(geom)::geometry from new_rows;
  else
    insert into changes (layer, bounds) select tg_table_name, ST_Envelope(geom) from new_rows;
  end if;
  perform index_features(tg_table_name, touched);
  perform pg_notify('karter_changes', '');
  return null;
end
$$;

create or replace function karter.note_update() returns trigger
language plpgsql security definer set search_path = karter, public as $$
declare
  touched bigint[] := array(select id from new_rows);
begin
  if tg_nargs = 0 then
    insert into feature_versions (layer, id, known, feature)
    select tg_table_name, old_rows.id, tstzrange(old_rows.updated_at, new_rows.updated_at), to_jsonb(old_rows)
    from old_rows join new_rows using (id);
  end if;
  perform index_features(tg_table_name, touched);
  if not is_public(tg_table_name) then return null; end if;
  if cardinality(touched) > 200 then
    insert into changes (layer, bounds)
    select tg_table_name, ST_Extent(geom)::geometry from (select geom from old_rows union all select geom from new_rows) rows;
  else
    -- The former and the new place, each with its own box: what lies between them did not change.
    insert into changes (layer, bounds)
    select tg_table_name, ST_Envelope(geom) from old_rows
    union
    select tg_table_name, ST_Envelope(geom) from new_rows;
  end if;
  perform pg_notify('karter_changes', '');
  return null;
end
$$;

create or replace function karter.note_delete() returns trigger
language plpgsql security definer set search_path = karter, public as $$
declare
  touched bigint[] := array(select id from old_rows);
begin
  if tg_nargs = 0 then
    insert into feature_versions (layer, id, known, feature)
    select tg_table_name, id, tstzrange(updated_at, greatest(clock_timestamp(), updated_at)), to_jsonb(old_rows) from old_rows;
  end if;
  perform index_features(tg_table_name, touched);
  if not is_public(tg_table_name) then return null; end if;
  insert into retired_features (id, layer) select id, tg_table_name from old_rows on conflict do nothing;
  if cardinality(touched) > 200 then
    insert into changes (layer, bounds) select tg_table_name, ST_Extent(geom)::geometry from old_rows;
  else
    insert into changes (layer, bounds) select tg_table_name, ST_Envelope(geom) from old_rows;
  end if;
  perform pg_notify('karter_changes', '');
  return null;
end
$$;

-- Rewrites the search entries of these features: gone, renamed or new alike.
create or replace function karter.index_features(layer_name text, ids bigint[]) returns void
language plpgsql security definer set search_path = karter, public as $$
begin
  delete from search_entries where id = any(ids);
  -- The public reader searches here: what it may not see is not in it.
  if not is_public(layer_name) then return; end if;
  execute format(
    $query$
      insert into search_entries (id, layer, name, words, kind, quartier, demo, bounds)
      select id, %1$L, name, comparable(name), to_jsonb(feature) ->> 'kind', quartier, demo, ST_Envelope(geom)
      from %1$I feature where id = any($1) and name is not null and comparable(name) <> ''
    $query$, layer_name) using ids;
end
$$;

-- Gives a table the triggers above and the words above on its common columns; a layer's file calls it once its table stands.
-- `is_versioned`: whether its past is kept; a directory that is replaced every week keeps none.
drop function if exists karter.adopt_layer(text, boolean);
create or replace function karter.adopt_layer(layer_name text, is_public boolean, is_versioned boolean default true) returns void
language plpgsql as $$
declare
  said record;
  how text := case when is_versioned then '' else quote_literal('unversioned') end;
begin
  for said in
    select attname as name, col_description(attrelid, attnum) as definition
    from pg_attribute where attrelid = 'karter.feature_columns'::regclass and attnum > 0 and not attisdropped
  loop
    execute format('comment on column karter.%I.%I is %L', layer_name, said.name, said.definition);
  end loop;
  execute format('create or replace trigger a_place before insert or update on karter.%I for each row execute function karter.place_feature()', layer_name);
  execute format('create or replace trigger note_insert after insert on karter.%I referencing new table as new_rows for each statement execute function karter.note_insert()', layer_name);
  execute format('create or replace trigger note_update after update on karter.%I referencing old table as old_rows new table as new_rows for each statement execute function karter.note_update(%s)', layer_name, how);
  execute format('create or replace trigger note_delete after delete on karter.%I referencing old table as old_rows for each statement execute function karter.note_delete(%s)', layer_name, how);
  execute format('create index if not exists %I on karter.%I using gist (geom)', layer_name || '_geom', layer_name);
  execute format('create index if not exists %I on karter.%I (quartier)', layer_name || '_quartier', layer_name);
  execute format('grant select, insert, update, delete on karter.%I to karter_app', layer_name);
  execute format('grant select on karter.%I to karter_app', 'item_' || layer_name);
  if is_public then
    execute format('grant select on karter.%1$I, karter.%2$I to karter_reader', layer_name, 'item_' || layer_name);
  else
    execute format('revoke all on karter.%1$I, karter.%2$I from karter_reader', layer_name, 'item_' || layer_name);
  end if;
end
$$;

-- Rows of a layer as they were known at a moment; null means now.
create or replace function karter.features_as_of(kind anyelement, known_at timestamptz) returns setof anyelement
language plpgsql stable as $$
declare
  layer_name text := (select relname from pg_class where oid = (select typrelid from pg_type where oid = pg_typeof(kind)));
begin
  if known_at is null then
    return query execute format('select * from karter.%I', layer_name);
  else
    return query execute format(
      $query$
        select * from karter.%1$I where updated_at <= $1
        union all
        select (jsonb_populate_record(null::karter.%1$I, feature)).*
        from karter.feature_versions where layer = %1$L and known @> $1
      $query$, layer_name) using known_at;
  end if;
end
$$;
comment on function karter.features_as_of(anyelement, timestamptz) is 'features_as_of(null::karter.gardens, moment): the layer''s rows as they were known then; null moment: as they are.';

-- After the boundaries changed: every feature is placed anew.
create or replace function karter.replace_all(layer_names text[]) returns void
language plpgsql as $$
declare
  layer_name text;
begin
  foreach layer_name in array layer_names loop
    execute format(
      $query$
        update karter.%I feature set quartier = now_in.quartier, commune = now_in.commune
        from (
          select id, (select slug from karter.quartiers q where public.ST_Covers(q.geom, anchor) order by q.id limit 1) quartier,
            (select insee from karter.communes c where public.ST_Covers(c.geom, anchor) order by c.id limit 1) commune
          from (select id, public.ST_PointOnSurface(geom) anchor from karter.%I where geom is not null) placed
        ) now_in
        where feature.id = now_in.id
          and (feature.quartier, feature.commune) is distinct from (now_in.quartier, now_in.commune)
      $query$, layer_name, layer_name);
  end loop;
end
$$;

revoke execute on function karter.index_features(text, bigint[]), karter.adopt_layer(text, boolean, boolean), karter.replace_all(text[]) from public;
grant execute on function karter.replace_all(text[]) to karter_app;
