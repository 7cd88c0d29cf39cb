-- Cells of 1/128 tile, as they are stored: a square grid over the world, numbered from its north-west corner.
select '{layer}' as layer, null, null, null, null, null, cell.demo > 0, 0, null, null,
  ((cell.x + 0.5) * 2 * karter.world_half() / (128 << frame.zoom) - karter.world_half() - frame.x) * frame.scale,
  (frame.y - karter.world_half() + (cell.y + 0.5) * 2 * karter.world_half() / (128 << frame.zoom)) * frame.scale,
  cell.count, cell.vacant
from karter.{layer}_cells cell, frame
where cell.zoom = frame.zoom
  and cell.tile_x between floor((ST_XMin(frame.box) + karter.world_half()) / (2 * karter.world_half()) * (1 << frame.zoom))
    and floor((ST_XMax(frame.box) + karter.world_half()) / (2 * karter.world_half()) * (1 << frame.zoom))
  and cell.tile_y between floor((karter.world_half() - ST_YMax(frame.box)) / (2 * karter.world_half()) * (1 << frame.zoom))
    and floor((karter.world_half() - ST_YMin(frame.box)) / (2 * karter.world_half()) * (1 << frame.zoom))
