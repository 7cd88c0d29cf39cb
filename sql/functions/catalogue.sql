-- What the public may know of tables it does not see: when a layer was last imported, and which corrections OpenStreetMap may take over.
-- after: contributions
-- after: sources

create or replace function karter.imported_at(layer_name text) returns timestamptz
language sql stable security definer set search_path = karter, public as $$
  select greatest((select official_since from layer_loads where layer = layer_name), (select max(changed_at) from sources where layer = layer_name))
$$;
comment on function karter.imported_at(text) is 'When official data last came into a layer, by a file or by a declared source; null: never since it was installed.';
revoke execute on function karter.imported_at(text) from public;
grant execute on function karter.imported_at(text) to karter_reader;

-- Accepted corrections of features that came from OpenStreetMap, without who sent or judged them.

create or replace function karter.osm_corrections(since date)
returns table (
  id bigint, layer text, decided_at date, act text, source text, source_id text, name text,
  columns jsonb, before jsonb, after jsonb, lon double precision, lat double precision
)
language plpgsql stable security definer set search_path = karter, public as $$
declare
  judged record;
  former jsonb;
  present jsonb;
  anchor geometry;
begin
  for judged in
    select sent.id, sent.layer, sent.feature, sent.handled_at, told.act
    from contributions sent
    -- The change is noted in the transaction that judges, and whoever came between would have made it fail.
    cross join lateral (
      select entry.after as act from audit entry
      where entry.object = sent.layer and entry.key = sent.feature::text and entry.operation = 'act' and entry.at >= sent.handled_at
      order by entry.seq limit 1
    ) told
    where sent.state in ('acceptee', 'amendee') and sent.feature is not null and (since is null or sent.handled_at >= since)
      and exists (select from feature_versions version where version.layer = sent.layer and version.id = sent.feature and version.feature ->> 'source' ~* 'openstreetmap')
      and has_table_privilege('karter_reader', format('karter.%I', sent.layer), 'select')
    order by sent.handled_at desc, sent.id desc
  loop
    select version.feature into former from feature_versions version
    where version.layer = judged.layer and version.id = judged.feature and lower(version.known) = (judged.act ->> 'former')::timestamptz;
    continue when former is null or former ->> 'source' !~* 'openstreetmap' or former ->> 'source_id' !~ '^(node|way|relation)/[1-9][0-9]{0,18}$';
    present := null;
    if judged.act ->> 'version' is not null then
      select version.feature into present from feature_versions version
      where version.layer = judged.layer and version.id = judged.feature and lower(version.known) = (judged.act ->> 'version')::timestamptz;
      if present is null then
        execute format('select to_jsonb(item) from %I item where id = $1', judged.layer) into present using judged.feature;
      end if;
    end if;
    anchor := ST_Transform(ST_PointOnSurface((coalesce(present, former) ->> 'geom')::geometry), 4326);
    id := judged.id; layer := judged.layer; decided_at := judged.handled_at::date; act := judged.act ->> 'act';
    source := former ->> 'source'; source_id := former ->> 'source_id'; name := coalesce(present, former) ->> 'name';
    columns := coalesce(judged.act -> 'columns', '[]');
    before := (select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(former - 'geom') where columns ? key);
    after := (select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(coalesce(present, '{}') - 'geom') where columns ? key);
    lon := ST_X(anchor); lat := ST_Y(anchor);
    return next;
  end loop;
end
$$;
comment on function karter.osm_corrections(date) is 'Accepted corrections of features whose source is OpenStreetMap, latest first: which object, what it said before and after, judged from that day on.';
revoke execute on function karter.osm_corrections(date) from public;
grant execute on function karter.osm_corrections(date) to karter_reader;
