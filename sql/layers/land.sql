create table if not exists karter.land (
  like karter.feature_columns including all,
  kind text not null check (kind in ('terre', 'eau', 'parc'))
);
comment on table karter.land is 'Fond de carte propre à Karter : terre émergée tirée du contour des communes, plans d’eau et grands parcs, simplifiés pour l’affichage.';
comment on column karter.land.kind is 'Terre, eau, ou parc et bois.';

drop view if exists karter.item_land;
create view karter.item_land as
select feature.*, null::daterange as during
from karter.land feature;
comment on view karter.item_land is 'What is published of each feature; during is its time in the world, for datetime filters.';

create or replace function karter.layer_land(bounds public.geometry, zoom integer)
returns table (
  id bigint,
  geom public.geometry,
  kind text
)
language sql stable parallel safe as $$
  select feature.id, public.ST_AsMVTGeom(feature.geom, bounds, 4096, 64), feature.kind
  from karter.land feature
  where feature.geom && public.ST_Expand(bounds, (public.ST_XMax(bounds) - public.ST_XMin(bounds)) / 64)
    and (zoom >= 10 or public.ST_Area(public.ST_Envelope(feature.geom)) > public.ST_Area(bounds) / 16384)
$$;

select karter.adopt_layer('land', true);
