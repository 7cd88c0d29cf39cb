-- after: premises
create table if not exists karter.centralites (
  like karter.feature_columns including all,
  kind text not null check (kind in ('centre_ville', 'centre_quartier', 'centre_bourg', 'pole_peripherique'))
);
comment on table karter.centralites is 'Town centre, quartier and village centres, and the peripheral poles that draw from them.';
comment on column karter.centralites.kind is 'centre_ville, centre_quartier, centre_bourg or pole_peripherique.';

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
