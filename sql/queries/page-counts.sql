select '{layer}' as layer, count(*)::integer as count from karter.{layer}
