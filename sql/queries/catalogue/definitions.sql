-- What the database says of each layer and of its columns; of a computed one, in the view that publishes it.
select layer, obj_description(tables.held, 'pg_class') as made,
  (select jsonb_object_agg(attname, col_description(attrelid, attnum)) from pg_attribute
   where attrelid in (tables.held, tables.shown) and attnum > 0 and col_description(attrelid, attnum) is not null) as fields
from unnest($1::text[]) as layer
cross join lateral (select format('karter.%I', layer)::regclass as held, format('karter.%I', 'item_' || layer)::regclass as shown) tables
