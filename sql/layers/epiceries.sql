-- after: ressourceries
create table if not exists karter.epiceries (
  like karter.feature_columns including all,
  kind text not null check (kind in ('solidaire', 'sociale', 'etudiante')),
  manager text,
  students boolean,
  opening_hours text,
  hours_verified_on date,
  admission text,
  wheelchair text,
  phone text,
  website text,
  opened_on date
);
comment on table karter.epiceries is 'Épiceries où l’on achète à petit prix sous conditions de ressources. La distance à la ressourcerie la plus proche est recalculée à chaque lecture.';
comment on column karter.epiceries.kind is 'Qui la tient et pour qui : association, centre communal d’action sociale (CCAS), ou étudiants.';
comment on column karter.epiceries.manager is 'Association, service ou entreprise qui tient le lieu.';
comment on column karter.epiceries.students is 'Vrai si les étudiants y sont admis.';
comment on column karter.epiceries.opening_hours is 'Horaires habituels, dans la syntaxe opening_hours d’OpenStreetMap.';
comment on column karter.epiceries.hours_verified_on is 'Jour où quelqu’un a vérifié ces horaires pour la dernière fois.';
comment on column karter.epiceries.admission is 'Qui peut en bénéficier, et la démarche à faire.';
comment on column karter.epiceries.wheelchair is 'Accès en fauteuil roulant, au sens d’OpenStreetMap (wheelchair) : yes, limited ou no.';
comment on column karter.epiceries.phone is 'Numéro de téléphone public.';
comment on column karter.epiceries.website is 'Adresse du site web.';
comment on column karter.epiceries.opened_on is 'Premier jour d’ouverture.';

drop view if exists karter.item_epiceries;
create view karter.item_epiceries as
select feature.*, daterange(opened_on, null) as during, round(nearest.metres::numeric)::double precision as ressourcerie_m
from karter.epiceries feature
left join lateral (
  select karter.metres(feature.geom, ressourcerie.geom) as metres
  from karter.ressourceries ressourcerie where ressourcerie.geom is not null
  order by ressourcerie.geom <-> feature.geom limit 1
) nearest on feature.geom is not null;
comment on view karter.item_epiceries is 'What is published of each feature; during is its time in the world, for datetime filters.';
comment on column karter.item_epiceries.ressourcerie_m is 'Distance à vol d’oiseau jusqu’à la ressourcerie la plus proche, en mètres (Lambert-93).';

create or replace function karter.layer_epiceries(bounds public.geometry, zoom integer)
returns table (
  id bigint,
  geom public.geometry,
  name text,
  kind text,
  students boolean,
  demo boolean
)
language sql stable parallel safe as $$
  select feature.id, public.ST_AsMVTGeom(feature.geom, bounds, 4096, 64), case when zoom >= 12 then feature.name end, feature.kind, feature.students, case when zoom >= 13 then feature.demo end
  from karter.epiceries feature
  where feature.geom && public.ST_Expand(bounds, (public.ST_XMax(bounds) - public.ST_XMin(bounds)) / 64)
    and zoom >= 9
$$;

select karter.adopt_layer('epiceries', true);
