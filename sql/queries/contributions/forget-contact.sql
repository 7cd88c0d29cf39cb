-- Thirty days after it was judged, a contribution no longer says whom to answer.
update karter.contributions set contact = null where id = $1 and contact is not null and handled_at is not null
