-- What a project went through, in order.
select id, from_stage, to_stage, at, role, reason, cents, deliberation_number, deliberation_on, session from karter.public_moves where project = $1 order by id
