-- Named features by what was typed ($1, already comparable()): exact, then beginning, then a word's beginning, then alike in trigrams (typos).
with typed as (
  select karter.comparable($1) as words
), candidates as (
  select entry.*, typed.words as typed,
    case
      when entry.words = typed.words then 5
      when entry.words like typed.words || '%' then 4
      when entry.words like '% ' || typed.words || '%' then 3.5
      when not exists (select from regexp_split_to_table(typed.words, ' ') word where ' ' || entry.words not like '% ' || word || '%') then 3
      else 2 * word_similarity(typed.words, entry.words)
    end as closeness
  from karter.search_entries entry, typed
  where typed.words <> '' and entry.layer = any($3)
    and (entry.words like typed.words || '%' or entry.words like '%' || typed.words || '%' or typed.words <% entry.words)
)
select candidates.layer, candidates.id, candidates.name, candidates.kind, candidates.quartier, candidates.demo,
  coalesce(quartiers.slug, '') as slug,
  ST_X(centre.geom) as lon, ST_Y(centre.geom) as lat,
  case when box.geom is not null then array[ST_XMin(box.geom), ST_YMin(box.geom), ST_XMax(box.geom), ST_YMax(box.geom)] end as bbox
from candidates
left join karter.quartiers on quartiers.id = candidates.id
left join lateral (select ST_Transform(candidates.bounds, 4326) as geom) box on true
left join lateral (select ST_Centroid(box.geom) as geom) centre on true
order by closeness desc, array_position($4::text[], candidates.layer), similarity(candidates.words, candidates.typed) desc, candidates.demo, candidates.name, candidates.id
limit $2
