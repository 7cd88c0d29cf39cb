-- The drawn map in one statement: shapes, places and cells in CSS pixels around the view's centre, y down.
-- $1, $2: the centre in EPSG:3857; $3: pixels a metre; $4, $5: half the drawn box in pixels; $6: the tile zoom. What is united are
-- drawn-shapes.sql and drawn-cells.sql, one a shown layer, in paint order.
with asked (x, y, scale, half_width, half_height, zoom) as (
  values ($1::double precision, $2::double precision, $3::double precision, $4::double precision, $5::double precision, $6::integer)
), frame as (
  select asked.*, ST_SetSRID(ST_MakePoint(x, y), 3857) as centre,
    ST_MakeEnvelope(x - half_width / scale, y - half_height / scale, x + half_width / scale, y + half_height / scale, 3857) as box
  from asked
)
{parts}
