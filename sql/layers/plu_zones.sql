create table if not exists karter.plu_zones (
  like karter.feature_columns including all,
  libelle text not null,
  libelong text,
  typezone text not null,
  idurba text
);
comment on table karter.plu_zones is 'Zones du plan local d’urbanisme, au standard CNIG (table ZONE_URBA).';
comment on column karter.plu_zones.libelle is 'Nom court de la zone au règlement (CNIG : LIBELLE).';
comment on column karter.plu_zones.libelong is 'Intitulé complet de la zone (CNIG : LIBELONG).';
comment on column karter.plu_zones.typezone is 'Type de zone au sens du code de l’urbanisme (CNIG : TYPEZONE).';
comment on column karter.plu_zones.idurba is 'Document d’urbanisme dont vient la zone (CNIG : IDURBA).';

drop view if exists karter.item_plu_zones;
create view karter.item_plu_zones as
select feature.*, null::daterange as during
from karter.plu_zones feature;
comment on view karter.item_plu_zones is 'What is published of each feature; during is its time in the world, for datetime filters.';

create or replace function karter.layer_plu_zones(bounds public.geometry, zoom integer)
returns table (
  id bigint,
  geom public.geometry,
  libelle text,
  typezone text
)
language sql stable parallel safe as $$
  select feature.id, public.ST_AsMVTGeom(feature.geom, bounds, 4096, 64), case when zoom >= 13 then feature.libelle end, feature.typezone
  from karter.plu_zones feature
  where feature.geom && public.ST_Expand(bounds, (public.ST_XMax(bounds) - public.ST_XMin(bounds)) / 64)
    and zoom >= 11
$$;

select karter.adopt_layer('plu_zones', true);
