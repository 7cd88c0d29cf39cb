-- Members present, by college.
select maire, conseiller, citoyen from karter.public_presences where session = $1
