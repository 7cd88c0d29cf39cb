-- How many await judgement, by theme, within the same scopes.
select sent.theme, count(*)::integer as count
from karter.contributions sent
where sent.state = 'attente' and exists (
    select from jsonb_to_recordset($1::jsonb) as scope(theme text, quartier text)
    where (scope.theme is null or scope.theme = sent.theme) and (scope.quartier is null or scope.quartier = sent.quartier)
  ) and (sent.theme <> 'fond' or $2::boolean)
group by sent.theme
