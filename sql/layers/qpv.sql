create table if not exists karter.qpv (
  like karter.feature_columns including all,
  code text,
  population integer check (population >= 0)
);
comment on table karter.qpv is 'Quartiers prioritaires de la politique de la ville, liste de 2024.';
comment on column karter.qpv.code is 'Code national du quartier prioritaire.';
comment on column karter.qpv.population is 'Nombre d’habitants publié avec la liste.';

drop view if exists karter.item_qpv;
create view karter.item_qpv as
select feature.*, null::daterange as during
from karter.qpv feature;
comment on view karter.item_qpv is 'What is published of each feature; during is its time in the world, for datetime filters.';

create or replace function karter.layer_qpv(bounds public.geometry, zoom integer)
returns table (
  id bigint,
  geom public.geometry,
  name text
)
language sql stable parallel safe as $$
  select feature.id, public.ST_AsMVTGeom(feature.geom, bounds, 4096, 64), case when zoom >= 12 then feature.name end
  from karter.qpv feature
  where feature.geom && public.ST_Expand(bounds, (public.ST_XMax(bounds) - public.ST_XMin(bounds)) / 64)
    and zoom >= 10
$$;

select karter.adopt_layer('qpv', true);
