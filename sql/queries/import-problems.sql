with area as materialized (
  select karter.territory($2::boolean, $3, $4, $5, $6) as geom
), kinds as (
  select case $1::text
    when 'point' then array['POINT'] when 'line' then array['LINESTRING', 'MULTILINESTRING']
    when 'polygon' then array['POLYGON', 'MULTIPOLYGON'] end as allowed
)
select index, problem from staged where problem is not null
union all
select index, 'géométrie de type ' || GeometryType(staged.geom) || ', attendu : ' || array_to_string(kinds.allowed, ' ou ')
from staged, kinds where kinds.allowed is not null and staged.geom is not null and GeometryType(staged.geom) <> all(kinds.allowed)
union all
select index, 'hors du territoire' from staged, area where not ST_Intersects(staged.geom, area.geom)
union all
select index, 'doublon : ' || (properties ->> 'source_id') || ' est déjà dans le fichier'
from (select *, row_number() over (partition by properties ->> 'source', properties ->> 'source_id' order by index) as occurrence from staged) numbered
where occurrence > 1
order by 1
