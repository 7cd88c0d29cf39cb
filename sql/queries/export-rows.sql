-- Known again by source and source_id, and in their order: the same data gives the same file.
select {values} from karter.item_{layer} item where {conditions} order by item.source, item.source_id
