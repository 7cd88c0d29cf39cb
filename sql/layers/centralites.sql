-- after: premises
create table if not exists karter.centralites (
  like karter.feature_columns including all,
  kind text not null check (kind in ('centre_ville', 'centre_quartier', 'centre_bourg', 'pole_peripherique'))
);
comment on table karter.centralites is 'Périmètres tracés autour des rues où commerces et services se regroupent. Les locaux qu’ils contiennent y sont comptés à chaque lecture.';
comment on column karter.centralites.kind is 'Rang du centre : centre-ville, centre de quartier, centre-bourg, ou pôle périphérique.';

drop view if exists karter.item_centralites;
create view karter.item_centralites as
select feature.*, null::daterange as during,
  round(public.ST_Area(public.ST_Transform(feature.geom, 2154)))::double precision as area_m2, inside.premises, inside.vacant
from karter.centralites feature
cross join lateral (
  select count(*)::integer as premises, count(*) filter (where occupancy = 'vacant')::integer as vacant
  from karter.premises where public.ST_Covers(feature.geom, premises.geom)
) inside;
comment on view karter.item_centralites is 'What is published of each feature; during is its time in the world, for datetime filters.';
comment on column karter.item_centralites.area_m2 is 'Surface du périmètre, en m², mesurée en Lambert-93.';
comment on column karter.item_centralites.premises is 'Locaux commerciaux situés dans le périmètre.';
comment on column karter.item_centralites.vacant is 'Ceux de ces locaux dont la dernière observation dit qu’ils sont vacants.';

create or replace function karter.layer_centralites(bounds public.geometry, zoom integer)
returns table (
  id bigint,
  geom public.geometry,
  name text,
  kind text
)
language sql stable parallel safe as $$
  select feature.id, public.ST_AsMVTGeom(feature.geom, bounds, 4096, 64), case when zoom >= 12 then feature.name end, feature.kind
  from karter.centralites feature
  where feature.geom && public.ST_Expand(bounds, (public.ST_XMax(bounds) - public.ST_XMin(bounds)) / 64)
    and zoom >= 9
$$;

select karter.adopt_layer('centralites', true);
