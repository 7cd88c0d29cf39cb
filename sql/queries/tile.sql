coalesce((select ST_AsMVT(tile, '{layer}', 4096, 'geom', 'id') from karter.layer_{layer}(ST_TileEnvelope($1, $2, $3), $1) tile), '')
