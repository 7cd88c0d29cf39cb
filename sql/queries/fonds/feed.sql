-- The latest public moves of a quartier's funds.
select move.id, move.project, project.name, project.demo, move.to_stage, move.at, move.reason, move.cents
from karter.public_moves move join karter.public_projects project on project.id = move.project join karter.public_funds fund on fund.id = project.fund
where fund.quartier = $1
order by move.id desc
limit 50
