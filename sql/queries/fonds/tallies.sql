-- Votes by project and college. Asked under lock_session alone: nothing counts votes before the closing.
select project, college, count(*) filter (where choice = 'pour')::integer as pour, count(*) filter (where choice = 'contre')::integer as contre, count(*) filter (where choice = 'abstention')::integer as abstention
from karter.session_votes where session = $1 group by project, college order by project, college
