-- What the kept feature ($1) does not say itself, the other ($2) says; identity and provenance stay the kept one's.
update karter.{layer} kept set {fill} from karter.{layer} merged where kept.id = $1 and merged.id = $2
