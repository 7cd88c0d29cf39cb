-- Cells of 1/128 tile, as they are stored: a square grid over the world, numbered from its north-west corner. Those of the view's
-- zoom, or coarser ones where a big city has more of them than a drawing can bear: the live map shows them all.
select '{layer}' as layer, null, null, null, null, null, cell.demo > 0, 0, null, null,
  ((cell.x + 0.5) * 2 * karter.world_half() / (128 << finest.zoom) - karter.world_half() - frame.x) * frame.scale,
  (frame.y - karter.world_half() + (cell.y + 0.5) * 2 * karter.world_half() / (128 << finest.zoom)) * frame.scale,
  cell.count, cell.vacant
from frame
cross join lateral (
  select level as zoom, floor((ST_XMin(frame.box) + karter.world_half()) / width)::integer as west, floor((ST_XMax(frame.box) + karter.world_half()) / width)::integer as east,
    floor((karter.world_half() - ST_YMax(frame.box)) / width)::integer as north, floor((karter.world_half() - ST_YMin(frame.box)) / width)::integer as south
  from generate_series(frame.zoom, greatest(0, frame.zoom - 4), -1) level cross join lateral (select 2 * karter.world_half() / (1 << level) as width) tile
  order by (
    select count(*) > 2000 from (
      select from karter.{layer}_cells counted
      where counted.zoom = level
        and counted.tile_x between floor((ST_XMin(frame.box) + karter.world_half()) / width)::integer and floor((ST_XMax(frame.box) + karter.world_half()) / width)::integer
        and counted.tile_y between floor((karter.world_half() - ST_YMax(frame.box)) / width)::integer and floor((karter.world_half() - ST_YMin(frame.box)) / width)::integer
      limit 2001
    ) few
  ), level desc
  limit 1
) finest
join karter.{layer}_cells cell on cell.zoom = finest.zoom and cell.tile_x between finest.west and finest.east and cell.tile_y between finest.north and finest.south
