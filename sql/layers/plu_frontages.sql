create table if not exists karter.plu_frontages (
  like karter.feature_columns including all,
  stypepsc text not null check (stypepsc in ('00', '01', '02', '03', '04')),
  rule text,
  street text,
  idurba text
);
comment on table karter.plu_frontages is 'Prescriptions linéaires de type 22 du plan local d’urbanisme (standard CNIG), une par tronçon de rue.';
comment on column karter.plu_frontages.stypepsc is 'Degré de protection, sous-type CNIG (STYPEPSC) du type 22.';
comment on column karter.plu_frontages.rule is 'La règle, telle qu’elle est écrite.';
comment on column karter.plu_frontages.street is 'Rue que longe le linéaire.';
comment on column karter.plu_frontages.idurba is 'Document d’urbanisme dont vient la règle (CNIG : IDURBA).';

drop view if exists karter.item_plu_frontages;
create view karter.item_plu_frontages as
select feature.*, null::daterange as during,
  round(public.ST_Length(public.ST_Transform(feature.geom, 2154)))::double precision as length_m
from karter.plu_frontages feature;
comment on view karter.item_plu_frontages is 'What is published of each feature; during is its time in the world, for datetime filters.';
comment on column karter.item_plu_frontages.length_m is 'Longueur du linéaire, en mètres (Lambert-93).';

create or replace function karter.layer_plu_frontages(bounds public.geometry, zoom integer)
returns table (
  id bigint,
  geom public.geometry,
  stypepsc text
)
language sql stable parallel safe as $$
  select feature.id, public.ST_AsMVTGeom(feature.geom, bounds, 4096, 64), feature.stypepsc
  from karter.plu_frontages feature
  where feature.geom && public.ST_Expand(bounds, (public.ST_XMax(bounds) - public.ST_XMin(bounds)) / 64)
    and zoom >= 12
$$;

select karter.adopt_layer('plu_frontages', true);
