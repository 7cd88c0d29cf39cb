-- Filed projects by year, quartier, stage, or one ($4); latest first. The quartier is the fund's: a filed project keeps it.
select project.id, project.fund, fund.year, project.name, project.description, project.stage, fund.quartier, project.demo, project.carrier, project.organisation, project.organisation_id,
  project.asked_cents, project.awarded_cents, project.paid_cents, project.filed_at, project.agreement_on, project.supports,
  ST_X(placed.point) as lon, ST_Y(placed.point) as lat
from karter.public_projects project
join karter.public_funds fund on fund.id = project.fund
join karter.projects feature on feature.id = project.id
cross join lateral (select ST_Transform(ST_PointOnSurface(feature.geom), 4326) as point) placed
where ($1::integer is null or fund.year = $1) and ($2::text is null or fund.quartier = $2) and ($3::text is null or project.stage = $3)
  and ($4::bigint[] is null or project.id = any($4))
order by project.filed_at desc, project.id desc
limit 500
