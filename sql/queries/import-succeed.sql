update karter.retired_features set successor = heir.id
from retired_now, (
  select karter.comparable(name) as words, min(id) as id from karter.{layer} where name is not null group by 1 having count(*) = 1
) heir
where retired_features.id = retired_now.id and heir.words = retired_now.words
