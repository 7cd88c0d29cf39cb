-- $1 import, $2 kind of geometry, $3 base, $4–$7 bounds, $8 srid, $9 swapped: what is wrong with records that were read.
with area as materialized (
  select karter.territory($3::boolean, $4, $5, $6, $7) as geom
), kinds as (
  select case $2::text
    when 'point' then array['POINT'] when 'line' then array['LINESTRING', 'MULTILINESTRING']
    when 'polygon' then array['POLYGON', 'MULTIPOLYGON'] else array['POINT', 'LINESTRING', 'MULTILINESTRING', 'POLYGON', 'MULTIPOLYGON'] end as allowed
), rows as (
  select *, row_number() over (partition by properties ->> 'source', properties ->> 'source_id' order by rank) as occurrence,
    min(line) over (partition by properties ->> 'source', properties ->> 'source_id') as first_line
  from karter.import_rows where import = $1 and problem is null
), found as (
  select rank, case
    when rows.geom is not null and GeometryType(rows.geom) <> all(kinds.allowed) then 'géométrie de type ' || GeometryType(rows.geom) || ', attendu : ' || array_to_string(kinds.allowed, ' ou ')
    when rows.geom is not null and not ST_Intersects(rows.geom, area.geom) then 'hors du territoire'
      || case when ST_Intersects((karter.place_given(rows.given, $8::integer, not $9::boolean, $2::text)).geom, area.geom) then ' ; longitude et latitude semblent inversées' else '' end
    when occurrence > 1 then 'doublon : l’identifiant « ' || (properties ->> 'source_id') || ' » est déjà à la ligne ' || first_line
    end as problem
  from rows, area, kinds
)
update karter.import_rows row set problem = found.problem from found where row.import = $1 and row.rank = found.rank and found.problem is not null
