update karter.contributions set state = $2, handled_at = now(), handled_by = $3, reason = $4, result = $5 where id = $1
