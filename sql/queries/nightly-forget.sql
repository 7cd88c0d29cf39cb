delete from karter.changes where at < now() - interval '7 days'
;
-- An import that was killed says nothing more; one that nobody wrote in two days speaks of a layer that has moved on.
update karter.imports set state = 'echec', updated_at = now(),
  failure = case when state = 'pret' then 'Personne ne l’a écrit en deux jours : recommencez l’import.' else 'L’import s’est interrompu : la couche est comme avant, recommencez-le.' end
where (state in ('lecture', 'ecriture') and updated_at < now() - interval '1 hour') or (state = 'pret' and updated_at < now() - interval '2 days');
delete from karter.import_rows row using karter.imports where imports.id = row.import and (imports.state in ('echec', 'annule', 'ecrit') or imports.updated_at < now() - interval '2 days')
