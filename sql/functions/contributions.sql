-- Contributions: their audit, the forgetting of contacts, a person's part in them; and the versions of a feature.
-- after: people

create or replace trigger audit after insert or update or delete on karter.contributions for each row
  execute function karter.audit_row('id', 'message', 'proposed', 'before', 'contact', 'person', 'geom', 'reason');

create or replace function karter.erase_person_from_contributions(who uuid, pseudonym uuid) returns void
language sql security definer set search_path = karter, public as $$
  update contributions set contact = null where contact is not null and lower(contact) = (select email from people where id = who);
  update contributions set person = null, contact = null where person = who;
  update contributions set handled_by = pseudonym where handled_by = who;
$$;
comment on function karter.erase_person_from_contributions(uuid, uuid) is 'What was sent stays, without who sent it; who judged it becomes a number.';

create or replace function karter.export_person_contributions(who uuid) returns jsonb
language sql stable security definer set search_path = karter, public as $$
  select jsonb_build_object('contributions', coalesce(jsonb_agg(jsonb_build_object(
    'id', id, 'layer', layer, 'feature', feature, 'topic', topic, 'message', message, 'contact', contact, 'state', state, 'sent_at', sent_at, 'handled_at', handled_at, 'reason', reason
  ) order by id), '[]'))
  from contributions where person = who
$$;
comment on function karter.export_person_contributions(uuid) is 'What a person sent to correct the map.';

revoke execute on function karter.erase_person_from_contributions(uuid, uuid), karter.export_person_contributions(uuid) from public;
