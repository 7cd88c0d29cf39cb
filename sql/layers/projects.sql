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
comment on table karter.projects is 'Projects proposed by residents and paid by a citizens fund or participatory budget.';
comment on column karter.projects.stage is 'Where it stands.';
comment on column karter.projects.description is 'What it is.';
comment on column karter.projects.amount_eur is 'Amount, euros.';
comment on column karter.projects.votes is 'Votes received.';
comment on column karter.projects.season is 'Fund or season.';
comment on column karter.projects.decided_on is 'Day of the decision.';
comment on column karter.projects.delivered_on is 'Day it was finished.';
comment on column karter.projects.year is 'Year of the fund.';
comment on column karter.projects.website is 'Page about it.';

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
