create table if not exists karter.suppliers (
  like karter.feature_columns including all,
  kind text not null check (kind in ('industrie', 'grossiste', 'supermarche', 'marche', 'cantine', 'jardin')),
  surface_m2 double precision check (surface_m2 > 0),
  days text,
  cold_chain boolean
);
comment on table karter.suppliers is 'Établissements qui ont des invendus alimentaires à donner.';
comment on column karter.suppliers.kind is 'Sorte d’établissement.';
comment on column karter.suppliers.surface_m2 is 'Surface de vente, en m².';
comment on column karter.suppliers.days is 'Jours et heures de collecte, dans la syntaxe opening_hours d’OpenStreetMap.';
comment on column karter.suppliers.cold_chain is 'Vrai si les produits frais y sont gardés au froid.';

drop view if exists karter.item_suppliers;
create view karter.item_suppliers as
select feature.*, null::daterange as during
from karter.suppliers feature;
comment on view karter.item_suppliers is 'What is published of each feature; during is its time in the world, for datetime filters.';

create or replace function karter.layer_suppliers(bounds public.geometry, zoom integer)
returns table (
  id bigint,
  geom public.geometry,
  name text,
  kind text,
  demo boolean
)
language sql stable parallel safe as $$
  select feature.id, public.ST_AsMVTGeom(feature.geom, bounds, 4096, 64), case when zoom >= 12 then feature.name end, feature.kind, case when zoom >= 13 then feature.demo end
  from karter.suppliers feature
  where feature.geom && public.ST_Expand(bounds, (public.ST_XMax(bounds) - public.ST_XMin(bounds)) / 64)
    and zoom >= 11
$$;

select karter.adopt_layer('suppliers', true);
