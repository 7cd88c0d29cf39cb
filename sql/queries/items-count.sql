select count(*)::integer as matched from karter.item_{layer} item where {conditions}
