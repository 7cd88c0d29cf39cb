-- Which unit an establishment works in. Nothing here makes a unit or changes an occupancy: a match shows a SIRET on a card,
-- a closing asks for a visit, a refusal of publication takes away what was known, in the past too.

create or replace function karter.match_threshold() returns real
language sql immutable parallel safe return 0.7::real;
comment on function karter.match_threshold() is 'Score from which a match is kept; from 0.4 on it is proposed to a person.';

create or replace function karter.building_of(address text, street text, out number integer, out words text)
language sql immutable parallel safe as $$
  select substring(plain from '^\D{0,3}(\d{1,4})\M')::integer,
    karter.street_words(regexp_replace(plain, '^\D{0,3}\d{1,4}(?:\s*[-/]\s*\d{1,4})?\s*(?:bis\M|ter\M|quater\M|[a-z]\M(?!\.))?\s*,?\s*', '', 'i'))
  from (select nullif(trim(regexp_replace(coalesce(address, street), ',?\s*\m\d{5}\M.*$', '')), '') as plain) given
$$;
comment on function karter.building_of(text, text) is 'Number and street words of a unit''s address, or of its street alone.';

create or replace function karter.naf_agreement(one text, other text) returns real
language sql immutable parallel safe
return case when one = other then 1 when left(one, 5) = left(other, 5) then 0.8 when left(one, 4) = left(other, 4) then 0.4 when left(one, 2) = left(other, 2) then 0.2 else 0 end::real;
comment on function karter.naf_agreement(text, text) is 'Agreement of two NAF codes: the same, of one class (47.11), group (47.1), division (47) or none; null where one is unknown.';

-- Pairs within 60 m, with what speaks for each. The demonstration is no place for a real establishment.
create or replace function karter.establishment_candidates(area public.geometry)
returns table (establishment_id bigint, premises_id bigint, closed boolean, vacant boolean, metres double precision, address_score real, sign_score real, activity_score real, score real)
language sql stable as $$
  with units as materialized (
    select unit.id, unit.geom, unit.demo, unit.naf, unit.occupancy, karter.comparable(coalesce(unit.sign, unit.name)) as sign, building.number, building.words
    from karter.premises unit left join lateral karter.building_of(unit.address, unit.street) building on true
    where unit.geom is not null and (area is null or unit.geom && public.ST_Expand(area, 120))
  ), known as materialized (
    select item.id, item.geom, item.demo, item.state, item.naf, item.number, karter.street_words(item.street) as words,
      karter.comparable(coalesce(item.sign, item.usual_name)) as sign, cos(radians(public.ST_Y(public.ST_Transform(item.geom, 4326)))) as shrink
    from karter.establishments item
    where item.diffusion = 'O' and item.geom is not null and (area is null or item.geom && area)
  ), pairs as (
    select known.id as establishment_id, units.id as premises_id, known.state = 'ferme' as closed, units.occupancy = 'vacant' as vacant,
      public.ST_Distance(known.geom, units.geom) * known.shrink as metres,
      case
        when known.words is null or units.words is null then null
        when public.similarity(known.words, units.words) < 0.7 then 0
        when known.number is null or units.number is null then 0.5
        when known.number = units.number then 1
        else 0 end::real as address_score,
      case when known.sign <> '' and units.sign <> '' then greatest(public.similarity(known.sign, units.sign), 0.9 * public.word_similarity(known.sign, units.sign), 0.9 * public.word_similarity(units.sign, known.sign)) end::real as sign_score,
      karter.naf_agreement(known.naf, units.naf) as activity_score
    from known join units on units.geom && public.ST_Expand(known.geom, 60 / known.shrink) and units.demo = known.demo
    where public.ST_Distance(known.geom, units.geom) * known.shrink <= 60
  )
  select pairs.*, ((0.25 * greatest(0, 1 - greatest(0, metres - 10) / 50) + 0.3 * coalesce(address_score, 0) + 0.3 * coalesce(sign_score, 0) + 0.15 * coalesce(activity_score, 0))
    / (0.25 + case when address_score is null then 0 else 0.3 end + case when sign_score is null then 0 else 0.3 end + case when activity_score is null then 0 else 0.15 end))::real
  from pairs
$$;
comment on function karter.establishment_candidates(public.geometry) is 'Units near the establishments of an area (null: all): distance counts for 0.25, address 0.3, sign 0.3, activity 0.15, over what is known.';

create or replace function karter.match_establishments(area public.geometry default null) returns void
language plpgsql security definer set search_path = karter, public as $$
begin
  drop table if exists matched_now;
  create temporary table matched_now on commit drop as
  with candidates as (
    select candidate.*,
      -- Where it is alone says little: flats lie above shops. The sign or the activity must agree, and nobody works in an empty unit.
      candidate.score >= match_threshold() and not (vacant and not closed) and (coalesce(sign_score, 0) >= 0.5 or (activity_score >= 0.8 and coalesce(sign_score, 1) >= 0.2)) as is_sure,
      lead(candidate.score) over by_establishment as next_best
    from establishment_candidates(area) candidate
    where not exists (select from establishment_mismatches refused where (refused.establishment_id, refused.premises_id) = (candidate.establishment_id, candidate.premises_id))
      and not exists (select from establishment_matches decided where decided.establishment_id = candidate.establishment_id and decided.decided_by is not null)
    window by_establishment as (partition by candidate.establishment_id order by candidate.score desc, metres, premises_id)
  ), best as (
    select distinct on (establishment_id) * from candidates order by establishment_id, score desc, metres, premises_id
  )
  select best.*, is_sure and not closed and coalesce(next_best, 0) < score - 0.05
    and row_number() over (partition by premises_id, is_sure and not closed and coalesce(next_best, 0) < score - 0.05 order by score desc, metres, establishment_id) = 1
    and not exists (
      select from establishment_matches held join establishments holder on holder.id = held.establishment_id
      where held.premises_id = best.premises_id and held.state = 'retenue' and (held.decided_by is not null or not (area is null or holder.geom && area))) as is_kept
  from best where score >= 0.4;

  -- One that closed keeps its match as the reason for its task.
  delete from establishment_matches known using establishments item
  where item.id = known.establishment_id and known.decided_by is null and (area is null or item.geom && area or item.geom is null) and item.state = 'actif';
  delete from establishment_matches known using establishments item where item.id = known.establishment_id and item.diffusion <> 'O';
  insert into establishment_matches (establishment_id, premises_id, score, metres, address_score, sign_score, activity_score, state)
  select establishment_id, premises_id, score, metres, address_score, sign_score, activity_score, case when closed then 'terminee' when is_kept then 'retenue' else 'proposee' end
  from matched_now where not closed or is_sure
  on conflict (establishment_id) do nothing;

  insert into survey_tasks (premises_id, reason, signal, signalled_on)
  select known.premises_id, 'siret_ferme', item.siret || ' ' || coalesce(item.closed_on, item.vintage), coalesce(item.closed_on, item.vintage)
  from establishment_matches known join establishments item on item.id = known.establishment_id join premises unit on unit.id = known.premises_id
  where item.state = 'ferme' and known.state in ('retenue', 'terminee')
    -- Whoever went there since has seen it, and whoever works there now is known.
    and coalesce(unit.observed_on, '-infinity') < coalesce(item.closed_on, item.vintage)
    and not exists (select from matched_now heir where heir.premises_id = known.premises_id and heir.is_kept)
  on conflict (premises_id, reason, signal) do nothing;
  update establishment_matches known set state = 'terminee' from establishments item where item.id = known.establishment_id and item.state = 'ferme' and known.state <> 'terminee';
  drop table matched_now;
  perform publish_matches();
end
$$;
revoke execute on function karter.match_establishments(public.geometry) from public;
grant execute on function karter.match_establishments(public.geometry) to karter_app;
comment on function karter.match_establishments(public.geometry) is 'Matches the establishments of an area (null: all) anew: one kept for a unit, what persons decided left alone, closings turned into survey tasks once.';

create or replace function karter.publish_matches() returns void
language plpgsql security definer set search_path = karter, public as $$
declare
  touched bigint;
begin
  with wanted as (
    select known.premises_id, item.siret from establishment_matches known join establishments item on item.id = known.establishment_id
    where known.state = 'retenue' and item.state = 'actif' and item.diffusion = 'O'
  ), gone as (
    delete from premises_establishments shown where not exists (select from wanted where (wanted.premises_id, wanted.siret) = (shown.premises_id, shown.siret)) returning premises_id
  ), come as (
    insert into premises_establishments (premises_id, siret) select premises_id, siret from wanted
    on conflict (premises_id) do update set siret = excluded.siret where premises_establishments.siret <> excluded.siret returning premises_id
  )
  select count(*) into touched from (select from gone union all select from come) changed;
  if touched > 0 then
    insert into changes (layer, bounds) values ('premises', null);
    perform pg_notify('karter_changes', '');
  end if;
end
$$;
revoke execute on function karter.publish_matches() from public;
comment on function karter.publish_matches() is 'Brings what the cards show in line with the matches that are kept, active and diffusible.';

create or replace function karter.decide_match(establishment bigint, unit bigint, kept boolean, person uuid) returns void
language plpgsql security definer set search_path = karter, public as $$
begin
  if kept then
    delete from establishment_mismatches where (establishment_id, premises_id) = (establishment, unit);
    update establishment_matches set state = 'proposee' where premises_id = unit and establishment_id <> establishment and state = 'retenue';
    insert into establishment_matches (establishment_id, premises_id, score, state, decided_by) values (establishment, unit, 1, 'retenue', person)
    on conflict (establishment_id) do update set premises_id = excluded.premises_id, state = 'retenue', decided_by = excluded.decided_by, matched_at = now();
  else
    insert into establishment_mismatches (establishment_id, premises_id, decided_by) values (establishment, unit, person) on conflict do nothing;
    delete from establishment_matches where (establishment_id, premises_id) = (establishment, unit);
  end if;
  perform publish_matches();
end
$$;
revoke execute on function karter.decide_match(bigint, bigint, boolean, uuid) from public;
grant execute on function karter.decide_match(bigint, bigint, boolean, uuid) to karter_app;
comment on function karter.decide_match(bigint, bigint, boolean, uuid) is 'A person keeps or refuses a match: no refresh changes that, save a closing or a refusal of publication.';

-- After any writing of establishments: refusals first, then matches. Its name comes after note_*: the past is cleared once it is written.
create or replace function karter.settle_establishments() returns trigger
language plpgsql security definer set search_path = karter, public as $$
declare
  area geometry;
begin
  if tg_op = 'DELETE' then
    -- Who left the register's stock, or refused, leaves no past here either.
    delete from feature_versions using old_rows where feature_versions.layer = 'establishments' and feature_versions.id = old_rows.id;
    delete from geocode_reviews using old_rows where geocode_reviews.layer = 'establishments' and (geocode_reviews.source, geocode_reviews.source_id) = (old_rows.source, old_rows.source_id);
    perform publish_matches();
    return null;
  end if;
  update feature_versions set feature = feature || masked_establishment()
  from new_rows where feature_versions.layer = 'establishments' and feature_versions.id = new_rows.id and new_rows.diffusion <> 'O' and not feature @> masked_establishment();
  delete from geocode_reviews using new_rows
  where new_rows.diffusion <> 'O' and geocode_reviews.layer = 'establishments' and (geocode_reviews.source, geocode_reviews.source_id) = (new_rows.source, new_rows.source_id);
  delete from establishments using new_rows where establishments.id = new_rows.id and new_rows.diffusion = 'N';
  if tg_op = 'UPDATE' then
    select ST_SetSRID(ST_Extent(geom)::geometry, 3857) into area from (select geom from old_rows union all select geom from new_rows) rows;
  else
    select ST_SetSRID(ST_Extent(geom)::geometry, 3857) into area from new_rows;
  end if;
  if area is null then
    perform publish_matches();
  else
    perform match_establishments(ST_Expand(area, 200));
  end if;
  return null;
end
$$;
create or replace trigger settle_insert after insert on karter.establishments referencing new table as new_rows for each statement execute function karter.settle_establishments();
create or replace trigger settle_update after update on karter.establishments referencing old table as old_rows new table as new_rows for each statement execute function karter.settle_establishments();
create or replace trigger settle_delete after delete on karter.establishments referencing old table as old_rows for each statement execute function karter.settle_establishments();

-- Units that came, moved or changed their sign are matched too; without any establishment this costs one look.
create or replace function karter.settle_premises() returns trigger
language plpgsql security definer set search_path = karter, public as $$
declare
  area geometry;
begin
  if not exists (select from establishments) then return null; end if;
  if tg_op = 'UPDATE' then
    select ST_SetSRID(ST_Extent(box)::geometry, 3857) into area from (
      select ST_Collect(old_rows.geom, new_rows.geom) as box from old_rows join new_rows using (id)
      where (old_rows.geom, old_rows.name, old_rows.sign, old_rows.address, old_rows.street, old_rows.naf, old_rows.occupancy = 'vacant')
        is distinct from (new_rows.geom, new_rows.name, new_rows.sign, new_rows.address, new_rows.street, new_rows.naf, new_rows.occupancy = 'vacant')
    ) changed;
  else
    select ST_SetSRID(ST_Extent(geom)::geometry, 3857) into area from new_rows;
  end if;
  if area is not null then perform match_establishments(ST_Expand(area, 200)); end if;
  return null;
end
$$;
create or replace trigger settle_insert after insert on karter.premises referencing new table as new_rows for each statement execute function karter.settle_premises();
create or replace trigger settle_update after update on karter.premises referencing old table as old_rows new table as new_rows for each statement execute function karter.settle_premises();
