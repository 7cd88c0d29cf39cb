create table if not exists karter.projects (
  like karter.feature_columns including all,
  stage text not null check (stage in ('depose', 'recevable', 'non_recevable', 'en_deliberation', 'propose', 'refuse', 'ajourne', 'finance', 'en_cours', 'realise', 'abandonne')),
  description text,
  amount_eur double precision check (amount_eur >= 0),
  votes integer check (votes >= 0),
  season text,
  decided_on date,
  delivered_on date,
  website text,
  year integer
);
-- A base from before the funds: the stages take the names that the funds gave them.
do $$
begin
  if not exists (select from pg_attribute where attrelid = 'karter.projects'::regclass and attname = 'year') then
    alter table karter.projects add column year integer;
    alter table karter.projects drop constraint projects_stage_check;
    alter table karter.projects disable trigger user;
    update karter.projects set stage = case stage when 'idee' then 'depose' when 'etude' then 'recevable' when 'vote' then 'en_deliberation' when 'retenu' then 'finance' else stage end;
    alter table karter.projects enable trigger user;
    alter table karter.projects add constraint projects_stage_check check (stage in ('depose', 'recevable', 'non_recevable', 'en_deliberation', 'propose', 'refuse', 'ajourne', 'finance', 'en_cours', 'realise', 'abandonne'));
  end if;
end
$$;
comment on table karter.projects is 'Projets déposés par des habitants ou des associations. Un projet déposé dans Karter avance d’étape en étape par son fonds ; personne ne change son étape à la main.';
comment on column karter.projects.stage is 'Où en est le projet, du dépôt à la réalisation.';
comment on column karter.projects.description is 'Ce que le projet veut faire, dans les mots de qui le porte.';
comment on column karter.projects.amount_eur is 'Montant demandé, ou accordé une fois le projet financé, en euros.';
comment on column karter.projects.votes is 'Nombre de voix reçues.';
comment on column karter.projects.season is 'Fonds, ou saison du budget participatif, dont il relève.';
comment on column karter.projects.decided_on is 'Jour de la décision.';
comment on column karter.projects.delivered_on is 'Jour où le projet a été achevé.';
comment on column karter.projects.year is 'Année du fonds.';
comment on column karter.projects.website is 'Page qui parle du projet.';

drop view if exists karter.item_projects;
create view karter.item_projects as
select feature.*, daterange(decided_on, null) as during
from karter.projects feature;
comment on view karter.item_projects is 'What is published of each feature; during is its time in the world, for datetime filters.';

create or replace function karter.layer_projects(bounds public.geometry, zoom integer)
returns table (
  id bigint,
  geom public.geometry,
  name text,
  stage text,
  amount_eur double precision,
  demo boolean
)
language sql stable parallel safe as $$
  select feature.id, public.ST_AsMVTGeom(feature.geom, bounds, 4096, 64), case when zoom >= 12 then feature.name end, feature.stage, case when zoom >= 13 then feature.amount_eur end, case when zoom >= 13 then feature.demo end
  from karter.projects feature
  where feature.geom && public.ST_Expand(bounds, (public.ST_XMax(bounds) - public.ST_XMin(bounds)) / 64)
    and zoom >= 9
$$;

select karter.adopt_layer('projects', true);
