create table if not exists karter.streets (
  like karter.feature_columns including all,
  kind text not null check (kind in ('axe', 'principale', 'rue'))
);
comment on table karter.streets is 'Axes commerçants et voies qui aident à se repérer : un choix de rues, non toutes les rues.';
comment on column karter.streets.kind is 'Axe commerçant, voie principale, ou simple rue.';

drop view if exists karter.item_streets;
create view karter.item_streets as
select feature.*, null::daterange as during,
  round(public.ST_Length(public.ST_Transform(feature.geom, 2154)))::double precision as length_m
from karter.streets feature;
comment on view karter.item_streets is 'What is published of each feature; during is its time in the world, for datetime filters.';
comment on column karter.item_streets.length_m is 'Longueur du tracé, en mètres (Lambert-93).';

create or replace function karter.layer_streets(bounds public.geometry, zoom integer)
returns table (
  id bigint,
  geom public.geometry,
  name text,
  kind text
)
language sql stable parallel safe as $$
  select feature.id, public.ST_AsMVTGeom(feature.geom, bounds, 4096, 64), case when zoom >= 13 then feature.name end, feature.kind
  from karter.streets feature
  where feature.geom && public.ST_Expand(bounds, (public.ST_XMax(bounds) - public.ST_XMin(bounds)) / 64)
    and (zoom >= 14 or zoom >= 10 and feature.kind = 'axe' or zoom >= 11 and feature.kind = 'principale')
$$;

select karter.adopt_layer('streets', true);
