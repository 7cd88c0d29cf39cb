select '{layer}' as layer, feature.id, feature.name, feature.whereabouts, feature.slug, feature.value, feature.demo,
  ST_Dimension(feature.geom) as dimension, drawn.path, drawn.length,
  (anchor.x - frame.x) * frame.scale as x, (frame.y - anchor.y) * frame.scale as y, null::integer as count, null::integer as vacant
from (
  select item.id, item.name, {whereabouts} as whereabouts, {slug} as slug, {value} as value, item.demo, item.geom
  from karter.{relation} item cross join frame
  where item.geom && frame.box {conditions}
  -- Beyond what a person can tell apart the nearest to the centre come first; the live map and the tiles hold all.
  order by item.geom <-> frame.centre
  limit {limit}
) feature
cross join frame
left join lateral (
  -- Half a pixel is not seen; points are written relative to the one before, because that is short.
  select ST_AsSVG(pixels.geom, 1, 1) as path, ST_Length(pixels.geom) as length
  from (
    select ST_SnapToGrid(ST_Simplify(ST_Scale(ST_Translate(cut.geom, -frame.x, -frame.y), frame.scale, frame.scale), 0.5), 0.5) as geom
    from (select ST_CollectionExtract(ST_ClipByBox2D(feature.geom, frame.box), ST_Dimension(feature.geom) + 1) as geom) cut
  ) pixels
  where not ST_IsEmpty(pixels.geom)
    -- What its own sign covers is not drawn.
    and not ({anchored} and ST_XMax(pixels.geom) - ST_XMin(pixels.geom) < 9 and ST_YMax(pixels.geom) - ST_YMin(pixels.geom) < 9)
) drawn on ST_Dimension(feature.geom) > 0
left join lateral (
  select ST_X(point.geom) as x, ST_Y(point.geom) as y from (select ST_PointOnSurface(feature.geom) as geom) point
) anchor on {anchored}
-- What is too small to be seen as an area keeps its sign.
where ST_Dimension(feature.geom) = 0 or drawn.path is not null or {anchored}
