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
comment on table karter.ressourceries is 'Lieux qui collectent, réparent et revendent des objets donnés.';
comment on column karter.ressourceries.kind is 'Ce qui s’y donne et s’y trouve : de tout, des matériaux, des vélos, du textile.';
comment on column karter.ressourceries.manager is 'Association, service ou entreprise qui tient le lieu.';
comment on column karter.ressourceries.surface_m2 is 'Surface du lieu, en m².';
comment on column karter.ressourceries.opening_hours is 'Horaires habituels, dans la syntaxe opening_hours d’OpenStreetMap.';
comment on column karter.ressourceries.hours_verified_on is 'Jour où quelqu’un a vérifié ces horaires pour la dernière fois.';
comment on column karter.ressourceries.wheelchair is 'Accès en fauteuil roulant, au sens d’OpenStreetMap (wheelchair) : yes, limited ou no.';
comment on column karter.ressourceries.phone is 'Numéro de téléphone public.';
comment on column karter.ressourceries.website is 'Adresse du site web.';
comment on column karter.ressourceries.opened_on is 'Premier jour d’ouverture.';

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
