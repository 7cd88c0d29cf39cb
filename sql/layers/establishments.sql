-- after: premises
create table if not exists karter.establishments (
  like karter.feature_columns including all,
  siret text not null check (siret ~ '^\d{14}$'),
  siren text not null check (siren ~ '^\d{9}$'),
  nic text check (nic ~ '^\d{5}$'),
  state text not null check (state in ('actif', 'ferme')),
  diffusion text not null check (diffusion in ('O', 'P', 'N')),
  opened_on date,
  closed_on date,
  state_since date,
  head_office boolean,
  employer boolean,
  headcount text,
  legal_category text,
  sign text,
  usual_name text,
  naf text,
  naf_2025 text,
  number integer,
  suffix text,
  street text,
  postcode text,
  city text,
  insee text
);
create unique index if not exists establishments_siret on karter.establishments (siret);
comment on table karter.establishments is 'Répertoire Sirene du territoire, non publié ; il ne crée aucun local et ne change aucune occupation.';
comment on column karter.establishments.siret is 'Numéro de l’établissement, 14 chiffres.';
comment on column karter.establishments.siren is 'Numéro de l’unité légale, 9 chiffres.';
comment on column karter.establishments.nic is 'Numéro de l’établissement dans son unité légale, 5 chiffres.';
comment on column karter.establishments.state is 'actif ou ferme, selon le répertoire.';
comment on column karter.establishments.diffusion is 'O : diffusible ; P : partielle, adresse et enseigne masquées ; N : refusée, l’établissement est retiré.';
comment on column karter.establishments.opened_on is 'Date de création.';
comment on column karter.establishments.closed_on is 'Date de fermeture, quand il est fermé.';
comment on column karter.establishments.state_since is 'Début de la période courante.';
comment on column karter.establishments.head_office is 'Siège de l’unité légale.';
comment on column karter.establishments.employer is 'A des salariés.';
comment on column karter.establishments.headcount is 'Tranche d’effectif (geodata/codes/headcounts.ts).';
comment on column karter.establishments.legal_category is 'Catégorie juridique de l’unité légale ; vide : non connue.';
comment on column karter.establishments.sign is 'Enseigne ; vide quand elle est masquée.';
comment on column karter.establishments.usual_name is 'Dénomination usuelle ; vide quand elle est masquée.';
comment on column karter.establishments.naf is 'Activité principale en NAF rév. 2, avec son point : 47.11B.';
comment on column karter.establishments.naf_2025 is 'Activité principale en NAF 2025.';
comment on column karter.establishments.number is 'Numéro dans la voie ; vide quand il est masqué.';
comment on column karter.establishments.suffix is 'bis, ter, a…';
comment on column karter.establishments.street is 'Voie ; vide quand elle est masquée.';
comment on column karter.establishments.postcode is 'Code postal.';
comment on column karter.establishments.city is 'Nom de la commune.';
comment on column karter.establishments.insee is 'Code INSEE de la commune selon le répertoire.';

create table if not exists karter.establishment_matches (
  establishment_id bigint primary key references karter.establishments (id) on delete cascade,
  premises_id bigint not null references karter.premises (id) on delete cascade,
  score real not null check (score between 0 and 1),
  metres real,
  address_score real,
  sign_score real,
  activity_score real,
  state text not null check (state in ('proposee', 'retenue', 'terminee')),
  decided_by uuid,
  matched_at timestamptz not null default now()
);
create unique index if not exists establishment_matches_kept on karter.establishment_matches (premises_id) where state = 'retenue';
comment on table karter.establishment_matches is 'The unit an establishment works in, as far as can be told, with what speaks for it. Only one that is kept shows, on that unit.';
comment on column karter.establishment_matches.establishment_id is 'The establishment: it works in one unit at most.';
comment on column karter.establishment_matches.premises_id is 'The unit; one establishment is kept for it at most.';
comment on column karter.establishment_matches.score is 'From 0 to 1, over the evidence there is.';
comment on column karter.establishment_matches.metres is 'Distance between them.';
comment on column karter.establishment_matches.address_score is 'Whether their addresses are the same; null where one has none.';
comment on column karter.establishment_matches.sign_score is 'Likeness of their signs; null where one has none.';
comment on column karter.establishment_matches.activity_score is 'Agreement of their NAF codes; null where one has none.';
comment on column karter.establishment_matches.state is 'retenue (kept: it shows), proposee (a person may keep it) or terminee (it closed, and opened a survey task).';
comment on column karter.establishment_matches.decided_by is 'The person who decided; null: computed, and computed anew at the next refresh.';
comment on column karter.establishment_matches.matched_at is 'When.';
grant select, insert, update, delete on karter.establishment_matches to karter_app;

create table if not exists karter.establishment_mismatches (
  establishment_id bigint not null references karter.establishments (id) on delete cascade,
  premises_id bigint not null references karter.premises (id) on delete cascade,
  decided_by uuid,
  decided_at timestamptz not null default now(),
  primary key (establishment_id, premises_id)
);
comment on table karter.establishment_mismatches is 'Pairs that a person refused: they are not proposed again.';
comment on column karter.establishment_mismatches.establishment_id is 'The establishment.';
comment on column karter.establishment_mismatches.premises_id is 'The unit it does not work in.';
comment on column karter.establishment_mismatches.decided_by is 'By whom.';
comment on column karter.establishment_mismatches.decided_at is 'When.';
grant select, insert, update, delete on karter.establishment_mismatches to karter_app;

drop view if exists karter.item_establishments;
create view karter.item_establishments as
select feature.*, daterange(feature.opened_on, feature.closed_on, '[)') as during,
  (select (upper(in_force) - 1)::date from karter.nomenclatures where id = 'NAFRev2') as naf_until,
  (select lower(in_force) from karter.nomenclatures where id = 'NAF2025') as naf_2025_from
from karter.establishments feature;
comment on view karter.item_establishments is 'The layer''s properties; during is its time in the world, for datetime filters.';

-- Whatever a file says beside, what a partial diffusion masks is not stored.
create or replace function karter.mask_establishment() returns trigger
language plpgsql as $$
begin
  if new.diffusion <> 'O' then
    new := jsonb_populate_record(new, karter.masked_establishment());
  end if;
  return new;
end
$$;
create or replace function karter.masked_establishment() returns jsonb
language sql immutable parallel safe
return '{"name": null, "address": null, "sign": null, "usual_name": null, "number": null, "suffix": null, "street": null, "geom": null, "quartier": null, "commune": null}'::jsonb;
comment on function karter.masked_establishment() is 'What is not kept of an establishment that refused to be published, now or in its past.';
create or replace trigger a_mask before insert or update on karter.establishments for each row execute function karter.mask_establishment();

select karter.adopt_layer('establishments', false);
