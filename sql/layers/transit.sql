create table if not exists karter.transit (
  like karter.feature_columns including all,
  kind text not null check (kind in ('tram', 'telepherique', 'station')),
  line text
);
comment on table karter.transit is 'Lignes de transport en site propre et leurs stations, pour dire comment venir.';
comment on column karter.transit.kind is 'Ligne de tram, téléphérique, ou station.';
comment on column karter.transit.line is 'Lettre de la ligne ; plusieurs, séparées par des virgules, pour une station de correspondance.';

drop view if exists karter.item_transit;
create view karter.item_transit as
select feature.*, null::daterange as during
from karter.transit feature;
comment on view karter.item_transit is 'What is published of each feature; during is its time in the world, for datetime filters.';

create or replace function karter.layer_transit(bounds public.geometry, zoom integer)
returns table (
  id bigint,
  geom public.geometry,
  name text,
  kind text,
  line text
)
language sql stable parallel safe as $$
  select feature.id, public.ST_AsMVTGeom(feature.geom, bounds, 4096, 64), case when zoom >= 12 then feature.name end, feature.kind, feature.line
  from karter.transit feature
  where feature.geom && public.ST_Expand(bounds, (public.ST_XMax(bounds) - public.ST_XMin(bounds)) / 64)
    and (zoom >= 12 or zoom >= 9 and feature.kind <> 'station')
$$;

select karter.adopt_layer('transit', true);
