-- Comments that wait for a moderator.
select comment.id, comment.project, project.name, project.quartier, comment.text, comment.at
from karter.project_comments comment join karter.public_projects project on project.id = comment.project
where comment.state = 'attente'
order by comment.id
limit 200
