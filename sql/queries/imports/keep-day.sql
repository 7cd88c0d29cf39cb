-- What did not change keeps its day, where the file itself gives none.
update staged set properties = staged.properties || jsonb_build_object('vintage', item.vintage)
from compared join karter.{layer} item on item.id = compared.feature
where compared.index = staged.index and compared.outcome = 'inchangee'
