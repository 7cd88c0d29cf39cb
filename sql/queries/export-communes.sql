select insee, name from karter.communes where name is not null
