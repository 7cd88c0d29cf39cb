-- Who filed a project, to be told how it goes; nobody once erased, and demonstration accounts have no post.
select person.name, person.email, feature.name as project
from karter.project_files file join karter.people person on person.id = file.author join karter.projects feature on feature.id = file.project
where file.project = $1 and not person.demo
