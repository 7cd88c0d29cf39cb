create table if not exists karter.communes (
  like karter.feature_columns including all,
  insee text not null unique,
  siren text,
  population integer check (population >= 0)
);
comment on table karter.communes is 'Communes que réunit le territoire. Le contour peut être généralisé pour l’affichage : il ne fait pas foi.';
comment on column karter.communes.insee is 'Code officiel géographique de la commune, 5 caractères.';
comment on column karter.communes.siren is 'Numéro SIREN de la commune, 9 chiffres.';
comment on column karter.communes.population is 'Population municipale selon l’Insee.';

drop view if exists karter.item_communes;
create view karter.item_communes as
select feature.*, null::daterange as during
from karter.communes feature;
comment on view karter.item_communes is 'What is published of each feature; during is its time in the world, for datetime filters.';

create or replace function karter.layer_communes(bounds public.geometry, zoom integer)
returns table (
  id bigint,
  geom public.geometry,
  name text,
  insee text
)
language sql stable parallel safe as $$
  select feature.id, public.ST_AsMVTGeom(feature.geom, bounds, 4096, 64), feature.name, feature.insee
  from karter.communes feature
  where feature.geom && public.ST_Expand(bounds, (public.ST_XMax(bounds) - public.ST_XMin(bounds)) / 64)
$$;

select karter.adopt_layer('communes', true);
