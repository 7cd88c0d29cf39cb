select neighbour.slug, neighbour.name
from karter.quartiers here
join karter.quartiers neighbour on neighbour.id <> here.id and ST_DWithin(here.geom, neighbour.geom, 30)
where here.slug = $1
order by neighbour.name
