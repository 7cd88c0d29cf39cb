-- after: ressourceries
create table if not exists karter.epiceries (
  like karter.feature_columns including all,
  kind text not null check (kind in ('solidaire', 'sociale', 'etudiante')),
  manager text,
  students boolean,
  opening_hours text,
  hours_verified_on date,
  admission text,
  wheelchair text,
  phone text,
  website text,
  opened_on date
);
comment on table karter.epiceries is 'Food shops open to people of small means, fed in part by unsold goods.';
comment on column karter.epiceries.kind is 'solidaire, sociale or etudiante.';
comment on column karter.epiceries.manager is 'Who runs it.';
comment on column karter.epiceries.students is 'Whether students are admitted.';
comment on column karter.epiceries.opening_hours is 'OSM opening_hours syntax.';
comment on column karter.epiceries.hours_verified_on is 'When the hours were last checked.';
comment on column karter.epiceries.admission is 'Who may use it and how to apply.';
comment on column karter.epiceries.wheelchair is 'OSM wheelchair: yes, limited or no.';
comment on column karter.epiceries.phone is 'Telephone.';
comment on column karter.epiceries.website is 'Web site.';
comment on column karter.epiceries.opened_on is 'First day.';

drop view if exists karter.item_epiceries;
create view karter.item_epiceries as
select feature.*, daterange(opened_on, null) as during, round(nearest.metres::numeric)::double precision as ressourcerie_m
from karter.epiceries feature
left join lateral (
  select karter.metres(feature.geom, ressourcerie.geom) as metres
  from karter.ressourceries ressourcerie where ressourcerie.geom is not null
  order by ressourcerie.geom <-> feature.geom limit 1
) nearest on feature.geom is not null;
comment on view karter.item_epiceries is 'What is published of each feature; during is its time in the world, for datetime filters.';

create or replace function karter.layer_epiceries(bounds public.geometry, zoom integer)
returns table (
  id bigint,
  geom public.geometry,
  name text,
  kind text,
  students boolean,
  demo boolean
)
language sql stable parallel safe as $$
  select feature.id, public.ST_AsMVTGeom(feature.geom, bounds, 4096, 64), case when zoom >= 12 then feature.name end, feature.kind, feature.students, case when zoom >= 13 then feature.demo end
  from karter.epiceries feature
  where feature.geom && public.ST_Expand(bounds, (public.ST_XMax(bounds) - public.ST_XMin(bounds)) / 64)
    and zoom >= 9
$$;

select karter.adopt_layer('epiceries', true);
