-- The queue as a moderator may see it: $1 tells their scopes, [{theme, quartier}], null standing for all; the base is for administrators.
select sent.id, sent.kind, sent.layer, sent.feature, sent.theme, sent.quartier, sent.topic, sent.message as text, sent.state, sent.sent_at, sent.proposed,
  ST_X(ST_Transform(sent.geom, 4326)) as lon, ST_Y(ST_Transform(sent.geom, 4326)) as lat, sent.before, sent.contact is not null as has_contact,
  sent.handled_at, judge.name as handled_by, sent.reason, sent.result
from karter.contributions sent left join karter.people judge on judge.id = sent.handled_by
where exists (
    select from jsonb_to_recordset($1::jsonb) as scope(theme text, quartier text)
    where (scope.theme is null or scope.theme = sent.theme) and (scope.quartier is null or scope.quartier = sent.quartier)
  ) and (sent.theme <> 'fond' or $2::boolean)
  and ($3::bigint is null or sent.id = $3)
  and ($4::text is null or (sent.state = 'attente') = ($4 = 'attente'))
  and ($5::text is null or sent.theme = $5)
  and ($6::bigint is null or sent.id < $6)
order by sent.id desc
limit 50
