create table if not exists karter.ressourceries (
  like karter.feature_columns including all,
  kind text not null check (kind in ('ressourcerie', 'materiaux', 'velo', 'textile')),
  manager text,
  surface_m2 double precision check (surface_m2 > 0),
  opening_hours text,
  hours_verified_on date,
  wheelchair text,
  phone text,
  website text,
  opened_on date
);
comment on table karter.ressourceries is 'Places that collect, repair and sell given things.';
comment on column karter.ressourceries.kind is 'ressourcerie, materiaux, velo or textile.';
comment on column karter.ressourceries.manager is 'Who runs it.';
comment on column karter.ressourceries.surface_m2 is 'Area, m².';
comment on column karter.ressourceries.opening_hours is 'OSM opening_hours syntax.';
comment on column karter.ressourceries.hours_verified_on is 'When the hours were last checked.';
comment on column karter.ressourceries.wheelchair is 'OSM wheelchair: yes, limited or no.';
comment on column karter.ressourceries.phone is 'Telephone.';
comment on column karter.ressourceries.website is 'Web site.';
comment on column karter.ressourceries.opened_on is 'First day.';

drop view if exists karter.item_ressourceries;
create view karter.item_ressourceries as
select feature.*, daterange(opened_on, null) as during
from karter.ressourceries feature;
comment on view karter.item_ressourceries is 'What is published of each feature; during is its time in the world, for datetime filters.';

create or replace function karter.layer_ressourceries(bounds public.geometry, zoom integer)
returns table (
  id bigint,
  geom public.geometry,
  name text,
  kind text,
  demo boolean
)
language sql stable parallel safe as $$
  select feature.id, public.ST_AsMVTGeom(feature.geom, bounds, 4096, 64), case when zoom >= 12 then feature.name end, feature.kind, case when zoom >= 13 then feature.demo end
  from karter.ressourceries feature
  where feature.geom && public.ST_Expand(bounds, (public.ST_XMax(bounds) - public.ST_XMin(bounds)) / 64)
    and zoom >= 9
$$;

select karter.adopt_layer('ressourceries', true);
