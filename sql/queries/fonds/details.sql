-- Budget, comments, notes, payments and photos of a project.
select lines, comments, notes, payments, photos from karter.public_details where id = $1
