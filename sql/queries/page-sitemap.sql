-- Cards that stand for something real: demonstration data is not offered to search engines.
select '{layer}' as layer, item.id, item.updated_at::date as changed from karter.{layer} item where not item.demo
