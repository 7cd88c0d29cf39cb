-- What was committed since a watermark, and the next watermark: the oldest transaction still open, so that none is missed.
select
  coalesce(jsonb_agg(jsonb_build_object('layer', layer, 'bounds',
    case when bounds is not null then jsonb_build_array(ST_XMin(bounds), ST_YMin(bounds), ST_XMax(bounds), ST_YMax(bounds)) end)) filter (where layer is not null), '[]') as changes,
  pg_snapshot_xmin(pg_current_snapshot())::text as watermark
from (select) always left join karter.changes on changes.txid >= $1::xid8
