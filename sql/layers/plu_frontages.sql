create table if not exists karter.plu_frontages (
  like karter.feature_columns including all,
  stypepsc text not null check (stypepsc in ('00', '01', '02', '03', '04')),
  rule text,
  street text,
  idurba text
);
comment on table karter.plu_frontages is 'Protected commercial frontages (CNIG PRESCRIPTION_LIN, TYPEPSC 22).';
comment on column karter.plu_frontages.stypepsc is 'CNIG STYPEPSC within 22.';
comment on column karter.plu_frontages.rule is 'The rule, as written.';
comment on column karter.plu_frontages.street is 'Street it runs along.';
comment on column karter.plu_frontages.idurba is 'CNIG IDURBA: the document.';

drop view if exists karter.item_plu_frontages;
create view karter.item_plu_frontages as
select feature.*, null::daterange as during,
  round(public.ST_Length(public.ST_Transform(feature.geom, 2154)))::double precision as length_m
from karter.plu_frontages feature;
comment on view karter.item_plu_frontages is 'What is published of each feature; during is its time in the world, for datetime filters.';

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
