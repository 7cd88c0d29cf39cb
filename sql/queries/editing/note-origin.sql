-- Before a hand changes a feature ($1): what its source said of it, so that the next import writes over only what the source changes.
insert into karter.import_origins (layer, id, said)
select '{layer}', item.id, to_jsonb(item) from karter.{layer} item where item.id = $1 and item.source <> 'saisie'
on conflict do nothing
