// What the funds' tables refuse, said to the person: each name of sql/functions/fonds.sql has its sentence.
import { DatabaseError } from '../../db.ts';
import { conflict, notFound, refused, type ProblemError } from '../../problem.ts';

const sentences: Record<string, () => ProblemError> = {
  outside: () => refused('Ce point n’est dans aucun quartier de la ville : déplacez-le.', { errors: [{ parameter: 'lon', reason: 'hors des quartiers' }] }),
  no_fund: () => refused('Ce quartier n’a pas encore de fonds ouvert cette année.'),
  filing_closed: () => refused('Le dépôt est clos pour cette année : votre brouillon est gardé.'),
  over_envelope: () => refused('La somme demandée dépasse l’enveloppe du fonds.', { errors: [{ parameter: 'asked_cents', reason: 'plus que l’enveloppe' }] }),
  lines_do_not_sum: () => refused('Les lignes du budget ne font pas la somme demandée.', { errors: [{ parameter: 'lines', reason: 'la somme ne tombe pas juste' }] }),
  no_draft: () => notFound('Ce brouillon n’existe pas, ou n’est pas le vôtre.'),
  no_project: () => notFound('Ce projet n’a pas de dossier.'),
  stage_changed: () => conflict('Ce projet a changé d’étape entre-temps : relisez-le avant de continuer.'),
  over_asked: () => refused('On ne peut pas attribuer plus que ce qui est demandé.', { errors: [{ parameter: 'cents', reason: 'plus que demandé' }] }),
  nothing_awarded: () => refused('Il faut attribuer une somme.', { errors: [{ parameter: 'cents', reason: 'plus que zéro' }] }),
  under_paid: () => refused('Une somme plus grande a déjà été versée.'),
  session_not_planned: () => conflict('Cette séance est déjà ouverte, close ou annulée.'),
  session_over: () => conflict('Cette séance est déjà close ou annulée.'),
  session_empty: () => refused('La séance n’a plus aucun projet à examiner : ils ont été abandonnés, ou une autre séance les examine.'),
  session_not_open: () => conflict('Le vote n’est pas ouvert.'),
  session_unfinished: () => refused('Chaque projet de la séance doit recevoir une décision.'),
  fund_is_kept: () => refused('Un projet déposé garde son fonds.'),
  payment_is_kept: () => refused('Un versement enregistré ne se modifie pas.'),
};

/** The checks that hold at every instant, by the name of their constraint. */
const constraints: Record<string, () => ProblemError> = {
  funds_envelope: () => conflict('L’enveloppe du fonds n’y suffit pas : ce qui est déjà engagé et cette somme la dépassent.'),
  funds_paid: () => refused('On ne peut pas verser plus que ce qui est attribué.', { errors: [{ parameter: 'cents', reason: 'plus que l’attribution' }] }),
  project_files_paid: () => refused('On ne peut pas verser plus que ce qui est attribué.', { errors: [{ parameter: 'cents', reason: 'plus que l’attribution' }] }),
  project_files_awarded: () => refused('On ne peut pas attribuer plus que ce qui est demandé.', { errors: [{ parameter: 'cents', reason: 'plus que demandé' }] }),
};

/** Rethrows a refusal of the database as a problem that says what to do; anything else as it is. */
export function explainRefusal(error: unknown): never {
  if (error instanceof DatabaseError) {
    const known = error.code === 'KF000' ? sentences[error.message] : error.constraint ? constraints[error.constraint] : undefined;
    if (known) throw known();
  }
  throw error;
}
