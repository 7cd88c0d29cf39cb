select quartier, key, value, coalesce(demo, false) as demo from karter.figures($1::date, $2::timestamptz)
