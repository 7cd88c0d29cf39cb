create table if not exists karter.gardens (
  like karter.feature_columns including all,
  kind text not null check (kind in ('partage', 'ouvrier', 'pedagogique', 'insertion')),
  manager text,
  area_m2 double precision check (area_m2 > 0),
  plots integer check (plots >= 0),
  plots_free integer check (plots_free >= 0),
  opened_on date,
  closed_on date check (closed_on >= opened_on),
  access text,
  water boolean,
  compost boolean,
  wheelchair text,
  how_to_join text,
  waiting_list integer check (waiting_list >= 0),
  waiting_list_on date,
  phone text,
  email text,
  website text
);
comment on table karter.gardens is 'Jardins cultivés à plusieurs. L’état (ouvert, prévu, fermé) se déduit chaque jour des dates d’ouverture et de fermeture.';
comment on column karter.gardens.kind is 'Sorte de jardin : partagé, ouvrier ou familial, pédagogique, d’insertion.';
comment on column karter.gardens.manager is 'Association, service ou bailleur qui tient le jardin.';
comment on column karter.gardens.area_m2 is 'Surface du jardin, en m².';
comment on column karter.gardens.plots is 'Nombre total de parcelles.';
comment on column karter.gardens.plots_free is 'Parcelles que personne n’occupe.';
comment on column karter.gardens.opened_on is 'Premier jour ; s’il est à venir, le jardin est prévu.';
comment on column karter.gardens.closed_on is 'Jour à partir duquel le jardin n’existe plus.';
comment on column karter.gardens.access is 'Comment on y entre : libre, aux heures de permanence, sur demande…';
comment on column karter.gardens.water is 'Vrai s’il y a de l’eau sur place.';
comment on column karter.gardens.compost is 'Vrai s’il y a un composteur sur place.';
comment on column karter.gardens.wheelchair is 'Accès en fauteuil roulant, au sens d’OpenStreetMap (wheelchair) : yes, limited ou no.';
comment on column karter.gardens.how_to_join is 'La démarche pour y prendre part.';
comment on column karter.gardens.waiting_list is 'Nombre de personnes qui attendent une parcelle.';
comment on column karter.gardens.waiting_list_on is 'Jour où la liste d’attente a été comptée.';
comment on column karter.gardens.phone is 'Numéro de téléphone public.';
comment on column karter.gardens.email is 'Courriel public de l’association.';
comment on column karter.gardens.website is 'Adresse du site web.';

create or replace function karter.garden_state(opened_on date, closed_on date, day date) returns text
language sql immutable parallel safe
return case when closed_on <= day then 'ferme' when opened_on > day then 'prevu' else 'ouvert' end;
comment on function karter.garden_state(date, date, date) is 'ouvert, prevu or ferme on a day; an unknown opening counts as open.';

drop view if exists karter.item_gardens;
create view karter.item_gardens as
select feature.*, daterange(opened_on, closed_on) as during, karter.garden_state(feature.opened_on, feature.closed_on, current_date) as state
from karter.gardens feature;
comment on view karter.item_gardens is 'What is published of each feature; during is its time in the world, for datetime filters.';
comment on column karter.item_gardens.state is 'Ouvert, prévu ou fermé aujourd’hui, d’après les deux dates ; sans date d’ouverture, il est tenu pour ouvert.';

create or replace function karter.layer_gardens(bounds public.geometry, zoom integer)
returns table (
  id bigint,
  geom public.geometry,
  name text,
  kind text,
  state text,
  area_m2 double precision,
  plots_free integer,
  opened_on text,
  closed_on text,
  demo boolean
)
language sql stable parallel safe as $$
  select feature.id,
    -- A garden a few pixels wide is a point; its outline is drawn from z14.
    public.ST_AsMVTGeom(case when zoom >= 14 then feature.geom else public.ST_Centroid(feature.geom) end, bounds, 4096, 64),
    case when zoom >= 12 then feature.name end, feature.kind, karter.garden_state(feature.opened_on, feature.closed_on, current_date),
    case when zoom >= 13 then feature.area_m2 end, case when zoom >= 11 then feature.plots_free end,
    feature.opened_on::text, feature.closed_on::text, case when zoom >= 13 then feature.demo end
  from karter.gardens feature
  where feature.geom && public.ST_Expand(bounds, (public.ST_XMax(bounds) - public.ST_XMin(bounds)) / 64)
    and zoom >= 9
$$;

select karter.adopt_layer('gardens', true);
