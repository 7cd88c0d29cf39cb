-- What a project is to a person: whether they filed it, carry it with their association, support it.
select coalesce(file.author = $2, false) or exists (select from karter.memberships member where member.organisation = file.organisation and member.person = $2) as author,
  exists (select from karter.project_supports support where support.project = file.project and support.person = $2) as supported
from karter.project_files file where file.project = $1
