create table if not exists karter.quartiers (
  like karter.feature_columns including all,
  slug text not null unique,
  town_hall text
);
comment on table karter.quartiers is 'Découpage administratif de la commune : les quartiers la couvrent toute, sans se recouvrir. Chaque lieu de la carte est rattaché au sien par sa position.';
comment on column karter.quartiers.slug is 'Nom court et stable, employé dans les adresses des pages.';
comment on column karter.quartiers.town_hall is 'Lieu de la mairie de quartier.';

drop view if exists karter.item_quartiers;
create view karter.item_quartiers as
select feature.*, null::daterange as during,
  round((public.ST_Area(public.ST_Transform(feature.geom, 2154)) / 1e6)::numeric, 2)::double precision as area_km2
from karter.quartiers feature;
comment on view karter.item_quartiers is 'What is published of each feature; during is its time in the world, for datetime filters.';
comment on column karter.item_quartiers.area_km2 is 'Superficie, en km² (Lambert-93).';

create or replace function karter.layer_quartiers(bounds public.geometry, zoom integer)
returns table (
  id bigint,
  geom public.geometry,
  name text,
  slug text
)
language sql stable parallel safe as $$
  select feature.id, public.ST_AsMVTGeom(feature.geom, bounds, 4096, 64), feature.name, feature.slug
  from karter.quartiers feature
  where feature.geom && public.ST_Expand(bounds, (public.ST_XMax(bounds) - public.ST_XMin(bounds)) / 64)
$$;

select karter.adopt_layer('quartiers', true);

create or replace function karter.name_quartier() returns trigger
language plpgsql as $$
begin
  new.slug := coalesce(new.slug, karter.slug(new.name));
  return new;
end
$$;
comment on function karter.name_quartier() is 'Gives an imported quartier its slug from its name where the file has none.';
create or replace trigger a_name before insert or update on karter.quartiers for each row execute function karter.name_quartier();
