create table if not exists karter.addresses (
  like karter.feature_columns including all,
  number integer check (number between 0 and 99998),
  suffix text,
  street text not null check (street <> ''),
  postcode text,
  city text not null,
  insee text not null,
  place text,
  position text,
  certified boolean
);
create index if not exists addresses_number on karter.addresses (insee, street, number);
comment on table karter.addresses is 'Adresses de la BAN ou de la base d’une commune : elles servent à situer, aucune page ne les montre.';
comment on column karter.addresses.number is 'Numéro dans la voie ; vide pour une voie ou un lieu-dit sans numéro (99999 dans une BAL).';
comment on column karter.addresses.suffix is 'bis, ter, a…, en minuscules.';
comment on column karter.addresses.street is 'Nom de la voie ou du lieu-dit, comme la commune l’écrit.';
comment on column karter.addresses.postcode is 'Code postal.';
comment on column karter.addresses.city is 'Nom de la commune.';
comment on column karter.addresses.insee is 'Code INSEE de la commune selon le fichier ; commune dit où tombe le point.';
comment on column karter.addresses.place is 'Lieu-dit qui complète la voie.';
comment on column karter.addresses.position is 'Ce que le point désigne : entrée, bâtiment, segment…';
comment on column karter.addresses.certified is 'Si la commune s’en porte garante.';

-- Abbreviations of ways, as people, the post and the Sirene register write them: only as the first word of a street, where "ch" is no Charles.
create or replace function karter.way_abbreviations() returns jsonb
language sql immutable parallel safe return '{
  "av": "avenue", "ave": "avenue", "aven": "avenue", "bd": "boulevard", "bld": "boulevard", "blvd": "boulevard", "boul": "boulevard", "bvd": "boulevard", "bv": "boulevard",
  "r": "rue", "ru": "rue", "pl": "place", "plc": "place", "pce": "place", "rte": "route", "rt": "route", "all": "allee", "al": "allee", "allees": "allee", "imp": "impasse", "ip": "impasse",
  "che": "chemin", "chem": "chemin", "ch": "chemin", "chm": "chemin", "sq": "square", "sqr": "square", "qu": "quai", "q": "quai", "qua": "quai", "fg": "faubourg", "fbg": "faubourg", "fb": "faubourg",
  "res": "residence", "rsd": "residence", "lot": "lotissement", "lots": "lotissement", "pas": "passage", "pass": "passage", "psg": "passage", "crs": "cours",
  "esp": "esplanade", "espl": "esplanade", "pro": "promenade", "prom": "promenade", "rpt": "rond point", "rdpt": "rond point", "rp": "rond point", "ven": "venelle", "vl": "venelle", "rle": "ruelle", "sen": "sentier", "sent": "sentier",
  "ham": "hameau", "hle": "halle", "cte": "cote", "mte": "montee", "dom": "domaine", "gr": "grande rue", "grr": "grande rue", "tra": "traverse", "trav": "traverse", "vla": "villa", "vlge": "village", "vge": "village", "car": "carrefour", "carr": "carrefour", "prv": "parvis", "ptr": "petite rue", "esc": "escalier", "cc": "centre commercial", "ctre": "centre", "ld": "", "lieu": "", "dit": ""
}'::jsonb;
comment on function karter.way_abbreviations() is 'Abbreviation of a kind of way → the word, for the first word of a street.';

-- Abbreviations of titles and words inside a name, and numbers one spelling of which is enough.
create or replace function karter.name_abbreviations() returns jsonb
language sql immutable parallel safe return '{
  "sts": "saints", "stes": "saintes", "gal": "general", "gen": "general", "gl": "general", "mal": "marechal", "mchal": "marechal", "aml": "amiral", "amal": "amiral",
  "col": "colonel", "cel": "colonel", "cdt": "commandant", "cmdt": "commandant", "cne": "capitaine", "cap": "capitaine", "capt": "capitaine", "lt": "lieutenant", "ltt": "lieutenant", "sgt": "sergent", "adj": "adjudant",
  "dr": "docteur", "doct": "docteur", "pdt": "president", "prt": "president", "pres": "president", "prof": "professeur", "pr": "professeur", "mgr": "monseigneur", "abb": "abbe", "mme": "madame", "mlle": "mademoiselle", "ing": "ingenieur",
  "nd": "notre dame", "rep": "republique", "lib": "liberation", "gds": "grands", "gd": "grand", "gde": "grande", "gdes": "grandes", "pt": "petit", "pte": "petite", "vx": "vieux", "vle": "vieille", "hte": "haute", "ht": "haut", "bse": "basse",
  "univ": "universite", "hop": "hopital", "egl": "eglise", "chap": "chapelle", "fbg": "faubourg", "fg": "faubourg", "bd": "boulevard", "av": "avenue", "sq": "square",
  "jn": "jean", "ph": "philippe", "frs": "francois", "ch": "charles", "chs": "charles",
  "premier": "1e", "premiere": "1e", "deux": "2", "trois": "3", "quatre": "4", "cinq": "5", "six": "6", "sept": "7", "huit": "8", "dix": "10", "onze": "11", "douze": "12", "quatorze": "14", "seize": "16", "vingt": "20",
  "ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8", "ix": "9", "xi": "11", "xii": "12", "xiii": "13", "xiv": "14", "xv": "15", "xvi": "16", "xxiii": "23"
}'::jsonb;
comment on function karter.name_abbreviations() is 'Abbreviation inside a street''s name → the word; both sides of a comparison pass through it.';

create or replace function karter.ways() returns text[]
language sql immutable parallel safe return
  '{rue,avenue,boulevard,place,route,allee,impasse,chemin,square,quai,faubourg,residence,lotissement,passage,cours,cour,esplanade,promenade,venelle,ruelle,sentier,hameau,halle,halles,cote,montee,domaine,traverse,villa,village,carrefour,parvis,galerie,cite,clos,voie,rampe,escalier,mail,parc,pont,port,porte,zone,za,zi,zac,centre,rond point,petite rue,grande rue,centre commercial}'::text[];
comment on function karter.ways() is 'Kinds of way, written out.';

create or replace function karter.plain_words(label text) returns text
language sql immutable parallel safe
return regexp_replace(karter.comparable(
    -- Initials are one word: D.F.L. is DFL.
    regexp_replace(label, '\m([[:alpha:]])\.\s?(?=[[:alpha:]]\.)', '\1', 'g')),
  '\m(\d+) ?(?:ieme|eme|ere|er|nde|nd)\M', '\1e', 'g');
comment on function karter.plain_words(text) is 'A label as it is compared, with initials joined (D.F.L. is dfl) and ordinals in one form (19ème, 19e).';

create or replace function karter.street_words(label text) returns text
language sql immutable parallel safe
return (
  select coalesce(nullif(string_agg(coalesce(case when place = 1 then karter.way_abbreviations() ->> word end, karter.name_abbreviations() ->> word, word), ' ' order by place)
      filter (where word <> all ('{de,du,des,d,la,le,les,l,a,au,aux,et,en,sur,sous}')), ''), karter.plain_words(label))
  from regexp_split_to_table(karter.plain_words(label), ' ') with ordinality as parts(word, place)
);
comment on function karter.street_words(text) is 'The name of a street as it is compared: abbreviations written out, without articles.';

create or replace function karter.street_core(words text) returns text
language sql immutable parallel safe
return coalesce(nullif(case
  when split_part(words, ' ', 1) || ' ' || split_part(words, ' ', 2) = any (karter.ways()) then regexp_replace(words, '^\S+ \S+ ?', '')
  when split_part(words, ' ', 1) = any (karter.ways()) then regexp_replace(words, '^\S+ ?', '')
  else words end, ''), words);
comment on function karter.street_core(text) is 'Street words without the kind of way; the words themselves where nothing else is left.';

create or replace function karter.gather_streets(communes text[]) returns void
language plpgsql security definer set search_path = karter, public as $$
begin
  delete from address_streets where insee = any(communes);
  insert into address_streets (insee, postcode, words, core, name, city, city_words, spellings, is_place, numbers, middle)
  with spelt as (
    select distinct insee, street from addresses where insee = any(communes)
  ), worded as materialized (
    select insee, street, street_words(street) as words from spelt
  )
  select item.insee, item.postcode, worded.words, street_core(worded.words), mode() within group (order by item.street),
    mode() within group (order by item.city), comparable(mode() within group (order by item.city)), array_agg(distinct item.street),
    count(item.number) = 0 and (street_core(worded.words) = worded.words or split_part(worded.words, ' ', 1) = any ('{halle,halles,hameau,village,domaine,port,porte,pont,parc,centre,zone,za,zi,zac,cite,residence,lotissement}')), count(item.number),
    ST_ClosestPoint(ST_Collect(item.geom), ST_Centroid(ST_Collect(item.geom)))
  from addresses item join worded using (insee, street)
  where item.geom is not null and worded.words <> ''
  group by item.insee, item.postcode, worded.words;
end
$$;
revoke execute on function karter.gather_streets(text[]) from public;
comment on function karter.gather_streets(text[]) is 'Gathers the streets of these communes anew from their addresses.';

create or replace function karter.note_streets() returns trigger
language plpgsql security definer set search_path = karter, public as $$
begin
  if tg_op = 'INSERT' then
    perform gather_streets(array(select distinct insee from new_rows));
  elsif tg_op = 'DELETE' then
    perform gather_streets(array(select distinct insee from old_rows));
  else
    perform gather_streets(array(select insee from old_rows union select insee from new_rows));
  end if;
  return null;
end
$$;
create or replace trigger streets_insert after insert on karter.addresses referencing new table as new_rows for each statement execute function karter.note_streets();
create or replace trigger streets_update after update on karter.addresses referencing old table as old_rows new table as new_rows for each statement execute function karter.note_streets();
create or replace trigger streets_delete after delete on karter.addresses referencing old table as old_rows for each statement execute function karter.note_streets();

drop view if exists karter.item_addresses;
create view karter.item_addresses as
select feature.*, null::daterange as during
from karter.addresses feature;
comment on view karter.item_addresses is 'The layer''s properties; during is its time in the world, for datetime filters.';

-- Its past is in the files it came from, and no figure is made of it.
select karter.adopt_layer('addresses', false, false);

-- What is compared may have changed with the functions above.
select karter.gather_streets(array(select distinct insee from karter.addresses));
