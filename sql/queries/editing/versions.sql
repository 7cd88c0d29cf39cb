-- What a feature has been, latest first, each version with the act that ended in it where a person wrote it.
with versions as (
  select lower(known) as since, upper(known) as until, feature from karter.feature_versions where layer = $1 and id = $2
  union all
  select item.updated_at, null, to_jsonb(item) from karter.{layer} item where item.id = $2
)
select to_jsonb(versions.since) #>> '{}' as version, to_jsonb(versions.until) #>> '{}' as until, versions.feature - 'geom' as row,
  ST_AsGeoJSON(ST_Transform((versions.feature ->> 'geom')::geometry, 4326), 9)::json as geometry, act.act, person.name
from versions
left join lateral (
  select entry.after ->> 'act' as act, entry.person
  from karter.audit entry
  where entry.object = $1 and entry.key = $2::text and entry.operation = 'act'
    and (entry.after ->> 'version')::timestamptz >= versions.since
    and coalesce((entry.after ->> 'former')::timestamptz, '-infinity') < versions.since
  order by entry.seq limit 1
) act on true
left join karter.people person on person.id = act.person
order by versions.since desc
limit 200
