select layer, successor from karter.retired_features where id = $1
