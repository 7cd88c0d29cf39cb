// What pages with a form say: accounts, contributions, desks.
import { typeset } from './format.ts';

/** Title and lead by page, the same from the server and in the client. */
export const forms = typeset({
  compte: { title: 'Mon compte', lead: 'Vos informations, vos rôles, vos sessions.' },
  connexion: { title: 'Se connecter', lead: 'Pour proposer, soutenir et suivre.' },
  inscription: { title: 'Créer un compte', lead: 'Une adresse électronique et un mot de passe suffisent.' },
  'mot-de-passe': { title: 'Choisir un mot de passe', lead: 'Dix caractères au moins ; une phrase se retient mieux.' },
  bureau: { title: 'Mon bureau', lead: 'Ce qui vous attend, selon vos rôles.' },
  administration: { title: 'Administration', lead: 'Les comptes, les rôles et le journal de ce qui change.' },
  imports: { title: 'Importer des données', lead: 'Un fichier est lu et comparé à la carte ; rien n’y est écrit avant que vous l’ayez vu et décidé.' },
  contribute: { title: 'Contribuer à la carte', lead: 'Signalez une erreur ou proposez un lieu : une personne relit avant que rien ne change.' },
  file: { title: 'Proposer un projet', lead: 'Cinq minutes suffisent ; le brouillon est gardé au fur et à mesure.' },
  fund: { title: 'Fonds d’initiative citoyenne', lead: 'Ce que le quartier a reçu, attribué et réalisé.' },
  data: { title: 'Données, sources et licences', lead: 'Chaque couche de la carte : ce qu’elle contient, d’où elle vient, ce qu’elle vaut, et comment la reprendre.' },
  corrections: { title: 'Corrections à reporter dans OpenStreetMap', lead: '' },
  session: { title: 'Séance du comité', lead: 'Les projets examinés, les votes et la décision.' },
});

export const needsScript = 'Cette page a besoin de JavaScript. La carte, les listes et les fiches se lisent sans.';

/** In the header of every page. */
export const header = { signIn: 'Se connecter', account: 'Mon compte', desk: 'Mon bureau' } as const;
