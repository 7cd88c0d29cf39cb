select count(*)::integer as matched from karter.{relation} item where {conditions}
