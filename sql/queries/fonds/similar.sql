-- Projects whose name is alike or whose place is near: what a resident should see before filing the same again.
select project.id, project.fund, fund.year, project.name, project.description, project.stage, fund.quartier, project.demo, project.carrier, project.organisation, project.organisation_id,
  project.asked_cents, project.awarded_cents, project.paid_cents, project.filed_at, project.agreement_on, project.supports,
  ST_X(placed.point) as lon, ST_Y(placed.point) as lat, round(near.metres)::integer as metres
from karter.public_projects project
join karter.public_funds fund on fund.id = project.fund
join karter.projects feature on feature.id = project.id
cross join lateral (select ST_Transform(ST_PointOnSurface(feature.geom), 4326) as point) placed
cross join lateral (select karter.metres(feature.geom, ST_Transform(ST_SetSRID(ST_MakePoint($2, $3), 4326), 3857)) as metres) near
cross join lateral (select case when $1::text is null or $1 = '' then 0 else word_similarity(karter.comparable($1), karter.comparable(project.name)) end as likeness) alike
where likeness > 0.45 or metres < 300
order by likeness desc, metres nulls last, project.id
limit 6
