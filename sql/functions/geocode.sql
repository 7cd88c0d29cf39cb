-- Where an address is, by the imported address base: what was typed is read in every way that makes sense, each reading is compared with
-- the streets, and the best answer is given with how sure it is and what it rests on. Beneath geocode_threshold() it places nothing.

create or replace function karter.geocode_threshold() returns real
language sql immutable parallel safe return 0.6::real;
comment on function karter.geocode_threshold() is 'Score from which an import takes the point; beneath it the address goes to geocode_reviews.';

create or replace function karter.read_street(street text) returns table (number integer, suffix text, words text, trust real)
language plpgsql immutable parallel safe as $$
declare
  way constant text := '(?:' || array_to_string(karter.ways(), '|') || '|ave?|bd|bld|blvd|boul|pl|r|rte|all|imp|chem?|ch|sq|qu|res|lot|pass|crs|prom|ham|esp|ven|rpt)\M';
  repeated constant text := '(bis|ter|quater|quinquies|[a-z])?\M';
  parts text[];
begin
  return query select null::integer, null::text, karter.street_words(street), 1::real;
  parts := regexp_match(street, '^(?:no? |numero )?(\d{1,4}) ?' || repeated || ' ?(.+)$');
  if parts is not null then
    -- « 12 r Siam »: the letter begins the street's name; « 12 r rue de Siam »: it is part of the number.
    if parts[2] ~ '^[rld]$' and parts[3] !~ ('^' || way) then
      parts := array[parts[1], null, parts[2] || ' ' || parts[3]];
    end if;
    return query select parts[1]::integer, parts[2], karter.street_words(parts[3]), 1::real;
  end if;
  parts := regexp_match(street, '^(.*[a-z]\M.*?) (?:no? |numero )?(\d{1,4}) ?' || repeated || '$');
  if parts is not null then
    return query select parts[2]::integer, parts[3], karter.street_words(parts[1]), 0.98::real;
  end if;
  -- What stands before the number, or before the kind of way, is the name of a house, a shop, a person.
  parts := regexp_match(street, '^.+? (\d{1,4}) ?' || repeated || ' (' || way || ' .+)$');
  if parts is not null then
    return query select parts[1]::integer, parts[2], karter.street_words(parts[3]), 0.97::real;
  else
    parts := regexp_match(street, '^[^0-9]+? (' || way || ' .+)$');
    if parts is not null and street !~ ('^' || way) then
      return query select null::integer, null::text, karter.street_words(parts[1]), 0.95::real;
    end if;
  end if;
end
$$;
comment on function karter.read_street(text) is 'Every way to read what stands before the postcode: number, its index (bis, a…), street words as they are compared, and how natural the reading is.';

create or replace function karter.read_address(typed text)
returns table (number integer, suffix text, words text, trust real, postcode text, city text)
language plpgsql stable parallel safe as $$
declare
  plain text;
  after_comma text := karter.comparable(coalesce(substring(typed from ',([^,]*)$'), ''));
  parts text[];
  street text;
  code text;
  town text;
begin
  -- A range is its first number: 12-14, 12/14, 12 à 14, 12 et 14.
  plain := karter.plain_words(regexp_replace(left(typed, 300),
    '^(\s*(?:n ?°|n°|no?\M\.?|num[eé]ro)?\s*\d{1,4} ?(?:bis|ter|quater|[a-z])?)(?:\s*(?:-|–|/|&|\+|,|\mà\M|\ma\M|\mau\M|\met\M)\s*\d{1,4} ?(?:bis|ter|quater|[a-z]\M)?)+(?=[\s,])', '\1 ', 'i'));
  plain := trim(regexp_replace(plain, '\m(?:bp|b p|cs|tsa|boite postale) ?\d+\M|\m\d{1,2}e etage\M|\m(?:rdc|rez de chaussee)\M|\m(?:appt?|appartement|bat|batiment|hall|etage|escalier|porte|boite) (?:\d{1,3}|[a-z])\M(?!.*\mrue\M)', '', 'g'));
  parts := regexp_match(plain, '^(.*?) ?\m(\d{5})\M ?(.*)$');
  if parts is not null then
    street := trim(parts[1]);
    code := parts[2];
    town := trim(regexp_replace(parts[3], '\m(?:cedex(?: \d+)?|france)\M.*', ''));
    if street = '' and exists (select from karter.communes where town like karter.comparable(communes.name) || ' %') then
      -- The commune comes first: 44000 Nantes, 12 rue Kervégan.
      select substr(town, length(known) + 2), known into street, town
      from (select karter.comparable(communes.name) as known from karter.communes) names where town like known || ' %' order by length(known) desc limit 1;
    end if;
  else
    street := trim(regexp_replace(plain, '\m(?:cedex(?: \d+)?|france)$', ''));
    -- Without a postcode the last words are a commune only where they are the name of one, or nearly so after a comma.
    select known into town from (select karter.comparable(communes.name) as known from karter.communes) names
    where street = known or street like '% ' || known or (after_comma <> '' and public.similarity(after_comma, known) >= 0.5)
    order by street like '%' || known desc, public.similarity(after_comma, known) desc, length(known) desc limit 1;
    if town is not null and street like '%' || town then
      -- « rue de Nantes » may be the street itself.
      if after_comma is distinct from town and street <> town then
        return query select readings.*, null::text, null::text from karter.read_street(street) readings;
      end if;
      street := trim(left(street, -length(town)));
    elsif town is not null then
      street := trim(left(street, -length(after_comma)));
    end if;
  end if;
  if street = '' then
    return query select null::integer, null::text, null::text, 1::real, code, nullif(town, '');
  else
    return query select readings.*, code, nullif(town, '') from karter.read_street(street) readings;
  end if;
end
$$;
comment on function karter.read_address(text) is 'Every way to read an address: the street (words null when only a commune is named), postcode and commune as they were typed.';

create or replace function karter.street_likeness(asked text, asked_core text, known text, known_core text) returns double precision
language sql immutable parallel safe
return case when asked = known then 1 else
  -- Letters alone would take rue de Laon for rue de Lyon; trigrams alone punish short names too hard.
  0.85 * greatest(
    public.similarity(asked_core, known_core),
    (public.similarity(asked_core, known_core) + 1 - public.levenshtein(left(asked_core, 80), left(known_core, 80))::double precision / greatest(length(left(asked_core, 80)), length(left(known_core, 80)), 1)) / 2,
    0.85 * public.strict_word_similarity(asked_core, known_core),
    0.6 * public.strict_word_similarity(known_core, asked_core))
  -- What is left of the words without the name is the kind of way.
  + case when left(asked, -length(asked_core)) = left(known, -length(known_core)) then 0.15 when asked = asked_core then 0.1 when known = known_core then 0.05 else 0 end end;
comment on function karter.street_likeness(text, text, text, text) is 'From 0 to 1, how alike two streets are: their names count for 0.85 (typos, words left out or added), the kind of way for 0.15.';

create or replace function karter.streets_alike(asked_core text, insees text[])
returns table (id bigint, words text, core text, postcode text, city_words text)
language sql stable
-- The planner takes a trigram comparison for as cheap as an equality and would walk through every street: only the trigram index is left to it.
set enable_seqscan = off
set enable_indexscan = off
set enable_indexonlyscan = off
as $$
  select street.id, street.words, street.core, street.postcode, street.city_words
  from karter.address_streets street
  where (street.core % asked_core or street.core %>> asked_core) and coalesce(insees is null or street.insee = any(insees), false)
  order by greatest(public.similarity(street.core, asked_core), 0.85 * public.strict_word_similarity(asked_core, street.core)) desc, street.id limit 8
$$;
comment on function karter.streets_alike(text, text[]) is 'The eight streets whose names are most alike, in these communes or in all (null).';

create or replace function karter.index_of(suffix text) returns text
language sql immutable parallel safe
return case coalesce(suffix, '') when 'b' then 'bis' when 't' then 'ter' when 'q' then 'quater' else coalesce(suffix, '') end;
comment on function karter.index_of(text) is 'What follows a number, in one form: b for bis is bis.';

create or replace function karter.same_town(asked_code text, asked_city text, code text, city text) returns real
language sql immutable parallel safe
return case
  when asked_code is null and asked_city is null then 1
  when asked_city = city or asked_city like city || ' %' then case when asked_code = code or asked_code is null or code is null then 1 else 0.97 end
  when asked_code = code then case when asked_city is null then 1 when public.similarity(asked_city, city) >= 0.4 then 0.97 else 0.9 end
  when public.similarity(asked_city, city) >= 0.5 then 0.93
  else 0.4 end;
comment on function karter.same_town(text, text, text, text) is 'Whether the postcode and commune that were typed are those of a street: 1 where they are, 0.4 where neither is.';

create or replace function karter.find_number(street karter.address_streets, asked integer, asked_suffix text)
returns table (id bigint, geom public.geometry, how text, number integer, suffix text)
language plpgsql stable as $$
declare
  lower_end record;
  upper_end record;
begin
  select item.id, item.geom, 'numéro', item.number, item.suffix into id, geom, how, number, suffix
  from karter.addresses item
  where item.insee = street.insee and item.street = any(street.spellings) and item.number = asked and item.postcode is not distinct from street.postcode and item.geom is not null
  order by karter.index_of(item.suffix) = karter.index_of(asked_suffix) desc, item.suffix is null desc, item.position = 'entrée' desc nulls last, item.suffix, item.id limit 1;
  if id is not null then
    return next;
    return;
  end if;
  -- Between two numbers of the same side; beyond the last one, at it, while that is not far.
  select item.number, item.geom into lower_end from karter.addresses item
  where item.insee = street.insee and item.street = any(street.spellings) and item.number < asked and (asked - item.number) % 2 = 0 and item.postcode is not distinct from street.postcode and item.geom is not null
  order by item.number desc limit 1;
  select item.number, item.geom into upper_end from karter.addresses item
  where item.insee = street.insee and item.street = any(street.spellings) and item.number > asked and (item.number - asked) % 2 = 0 and item.postcode is not distinct from street.postcode and item.geom is not null
  order by item.number limit 1;
  if lower_end.number is not null and upper_end.number is not null then
    geom := public.ST_LineInterpolatePoint(public.ST_MakeLine(lower_end.geom, upper_end.geom), (asked - lower_end.number)::double precision / (upper_end.number - lower_end.number));
    how := 'interpolation';
    return next;
  elsif asked - lower_end.number <= 10 or upper_end.number - asked <= 10 then
    geom := coalesce(lower_end.geom, upper_end.geom);
    how := 'bout';
    return next;
  end if;
end
$$;
comment on function karter.find_number(karter.address_streets, integer, text) is 'A number of a street: itself (its index may differ), else between its neighbours, else at the end of the street when that is near; no row when the street has nothing near it.';

create or replace function karter.geocode_many(typed text[], communes text[] default null)
returns table (rank integer, geom public.geometry, score real, kind text, label text, address_id bigint)
language sql stable as $$
  with asked as materialized (
    select given.rank::integer as rank, given.address, nullif(communes[given.rank], '') as insee
    from unnest(typed) with ordinality as given(address, rank)
    where karter.comparable(given.address) <> ''
  ), read as materialized (
    select asked.rank, asked.insee, reading.*, karter.street_core(reading.words) as core
    from asked cross join lateral karter.read_address(asked.address) reading
  ), towns as materialized (
    select insee, postcode, city_words from karter.address_streets group by insee, postcode, city_words
  ), meant as materialized (
    -- The communes that a postcode and a name can mean: streets are looked for in them alone.
    select said.postcode, said.city, coalesce(array_agg(distinct towns.insee) filter (where karter.same_town(said.postcode, said.city, towns.postcode, towns.city_words) >= 0.9), '{}') as insees
    from (select distinct postcode, city from read where coalesce(postcode, city) is not null) said cross join towns group by said.postcode, said.city
  ), readings as materialized (
    select read.*, case when read.insee is not null then array[read.insee] else meant.insees end as insees
    from read left join meant on meant.postcode is not distinct from read.postcode and meant.city is not distinct from read.city
    where read.words is not null
  ), exact as materialized (
    select reading.rank, reading.number, reading.suffix, street.id as street_id,
      reading.trust * karter.street_likeness(reading.words, reading.core, street.words, street.core) * karter.same_town(reading.postcode, reading.city, street.postcode, street.city_words) as likeness
    from readings reading join karter.address_streets street on street.core = reading.core
    where reading.insees is null or street.insee = any(reading.insees)
  ), alike as materialized (
    -- Trigrams are asked only where no street is called just so, and not of a reading that took the number for the name.
    select reading.rank, reading.number, reading.suffix, near.id as street_id,
      reading.trust * karter.street_likeness(reading.words, reading.core, near.words, near.core) * karter.same_town(reading.postcode, reading.city, near.postcode, near.city_words) as likeness
    from readings reading
    cross join lateral karter.streets_alike(reading.core, reading.insees) near
    where reading.words !~ '^\d' and reading.rank not in (select exact.rank from exact where exact.likeness >= 0.9)
  ), ranked as (
    select candidates.*, row_number() over (partition by candidates.rank order by likeness desc, number is null) as place, max(likeness) over (partition by candidates.rank) as best
    from (select * from exact union all select * from alike) candidates where likeness >= 0.3
  ), found as materialized (
    select ranked.rank, ranked.number as asked_number, street.id as street_id, street.name, street.postcode, street.city, street.is_place, street.middle,
      point.id, point.geom, point.how, point.number, point.suffix,
      ranked.likeness * case
        when ranked.number is null then 1
        when point.how = 'numéro' then case when karter.index_of(point.suffix) = karter.index_of(ranked.suffix) then 1 else 0.95 end
        when point.how = 'interpolation' then 0.9
        when point.how = 'bout' then 0.8
        else 0.75 end as score
    from ranked
    join karter.address_streets street on street.id = ranked.street_id
    left join lateral karter.find_number(street, ranked.number, ranked.suffix) point on ranked.number is not null
    -- What is not in its street costs a quarter at most: what lies further behind cannot come first.
    where ranked.place <= 6 and ranked.likeness >= 0.74 * ranked.best
  ), best as materialized (
    select distinct on (found.rank) found.* from found order by found.rank, found.score desc, found.asked_number is null, found.street_id
  ), ambiguous as (
    -- As good an answer elsewhere: which of the two is meant is not for us to guess.
    select distinct best.rank from best join found rival on rival.rank = best.rank
    where rival.street_id <> best.street_id and rival.score >= best.score - 0.02 and public.ST_Distance(rival.middle, best.middle) > 300
  ), fallback as (
    select distinct on (read.rank) read.rank, commune.geom, commune.name
    from read join karter.communes commune on commune.insee = read.insee or public.similarity(karter.comparable(commune.name), read.city) >= 0.6
    where read.rank not in (select best.rank from best)
    order by read.rank, public.similarity(karter.comparable(commune.name), read.city) desc nulls last
  )
  select best.rank, coalesce(best.geom, best.middle), (case when ambiguous.rank is null then best.score else least(best.score, 0.5) end)::real,
    case when best.how = 'numéro' then 'numéro' when best.how in ('interpolation', 'bout') then 'interpolation' when best.is_place then 'lieu-dit' else 'voie' end,
    concat_ws(' ', case when best.how in ('interpolation', 'bout') then best.asked_number else best.number end, best.suffix, best.name || ',', best.postcode, best.city), best.id
  from best left join ambiguous using (rank)
  union all
  select fallback.rank, public.ST_PointOnSurface(fallback.geom), 0.3::real, 'commune', fallback.name, null from fallback
$$;
comment on function karter.geocode_many(text[], text[]) is 'The best answer for each address (rank: from 1): point in EPSG:3857, score from 0 to 1, what it rests on (numéro, interpolation, voie, lieu-dit, commune), how the base writes it, and the address itself. No row: nothing comes near.';

create or replace function karter.geocode(address text, insee text default null)
returns table (geom public.geometry, score real, kind text, label text, address_id bigint)
language sql stable
as $$ select geom, score, kind, label, address_id from karter.geocode_many(array[address], array[insee]) $$;
comment on function karter.geocode(text, text) is 'geocode_many() for one address, within a commune where its INSEE code is known.';
