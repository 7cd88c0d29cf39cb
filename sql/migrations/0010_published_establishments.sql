-- What a unit's card says of its establishment: kept apart from the register, which is not public.

create table karter.premises_establishments (
  premises_id bigint primary key,
  siret text not null
);
comment on table karter.premises_establishments is 'The establishment that works in a unit, as it is published: matched, active and diffusible. Written by publish_matches() alone.';
comment on column karter.premises_establishments.premises_id is 'The unit.';
comment on column karter.premises_establishments.siret is 'SIRET of the establishment.';
grant select on karter.premises_establishments to karter_app;
