// What accounts and their administration say.
import { number, plural, typeset } from './format.ts';

export const account = typeset({
  fields: {
    name: 'Prénom et nom', nameHint: 'Visible de la ville et de votre comité ; jamais dans un export public.',
    email: 'Adresse électronique', password: 'Mot de passe', newPassword: 'Nouveau mot de passe', currentPassword: 'Mot de passe actuel',
    passwordHint: 'Dix caractères au moins.', show: 'Afficher', hide: 'Masquer', optional: '(facultatif)',
  },
  signIn: {
    button: 'Se connecter', forgotten: 'Mot de passe oublié ?', none: 'Pas encore de compte ?', register: 'Créer un compte', agents: 'Agents de la ville et partenaires', with: (name: string) => `Se connecter avec ${name}`,
    already: (name: string) => `Vous êtes connecté·e : ${name}.`, goOn: 'Continuer', why: 'Connectez-vous pour continuer : vous reviendrez ensuite là où vous étiez.',
    unconfirmed: 'Le message n’arrive pas ? Regardez dans les indésirables, ou demandez-en un autre.', resend: 'Renvoyer le message', resent: 'C’est envoyé, si un compte attend d’être confirmé à cette adresse.',
  },
  register: {
    button: 'Créer mon compte', consent: 'En créant un compte, j’accepte que Karter garde mon nom et mon adresse pour m’identifier et m’écrire au sujet de ce que j’y fais. Je peux les consulter, les emporter et les effacer à tout moment.',
    consentTitle: 'Il manque votre accord.', consentMissing: 'cochez cette case pour continuer', have: 'Déjà un compte ?',
    sentTitle: 'Un message vous a été envoyé', sent: (email: string) => `Ouvrez le message envoyé à ${email} et suivez le lien : votre compte sera ouvert. Le lien vaut un jour.`,
  },
  password: {
    ask: 'Recevoir un lien', askLead: 'Indiquez l’adresse de votre compte : un lien pour choisir un nouveau mot de passe vous sera envoyé.',
    asked: (email: string) => `Si un compte est ouvert sous ${email}, un message vient d’y être envoyé. Le lien vaut une heure.`,
    save: 'Enregistrer ce mot de passe', saved: 'Votre mot de passe est changé, et les sessions ouvertes ailleurs sont fermées. Connectez-vous.', again: 'Demander un nouveau lien', back: 'Revenir à la connexion',
  },
  mine: {
    confirmed: 'Votre adresse est confirmée.', signOut: 'Se déconnecter', desk: 'Ouvrir mon bureau', save: 'Enregistrer', saved: 'C’est enregistré.',
    who: 'Vos informations', quartier: 'Quartier où vous habitez', noQuartier: 'Aucun, ou hors de la ville',
    honour: 'En choisissant un quartier, vous déclarez sur l’honneur y habiter. C’est demandé pour soutenir les projets de son fonds.',
    roles: 'Vos rôles', onlyResident: 'Habitant·e : vous pouvez proposer, soutenir et commenter. Les autres rôles sont donnés par l’administration.',
    access: 'Adresse et mot de passe', changeEmail: 'Changer d’adresse', newEmail: 'Nouvelle adresse électronique', emailSent: (email: string) => `Un message a été envoyé à ${email}. L’adresse changera quand vous aurez suivi son lien.`,
    changePassword: 'Changer de mot de passe', passwordChanged: 'Votre mot de passe est changé ; vos autres sessions sont fermées.',
    sessions: 'Où vous êtes connecté·e', here: 'cette session', since: (moment: string) => `depuis le ${moment}`, close: 'Fermer cette session', closeOthers: 'Fermer toutes les autres', closed: 'La session est fermée.', closedOthers: 'Les autres sessions sont fermées.', unknownBrowser: 'Navigateur inconnu',
    data: 'Vos données', download: 'Télécharger mes données', downloadHint: 'Tout ce que Karter garde de vous, dans un fichier JSON.',
    leave: 'Effacer mon compte', leaveLead: 'Votre nom, votre adresse, votre mot de passe, vos sessions et vos rôles sont effacés aussitôt, sans retour possible. Ce qui est public et doit le rester (un projet financé, une décision) demeure, sans votre nom.',
    leaveButton: 'Effacer définitivement mon compte', left: 'Votre compte est effacé.', demo: 'compte de démonstration',
  },
  organisations: {
    title: 'Vos organisations', none: 'Inscrivez votre association, votre entreprise ou votre service pour agir en son nom.', add: 'Inscrire une organisation', edit: 'Corriger', manages: 'gère l’organisation', you: 'vous',
    name: 'Nom de l’organisation', kind: 'Forme', kinds: { association: 'Association', entreprise: 'Entreprise', service_public: 'Service public' },
    rna: 'Numéro RNA', rnaHint: 'W et neuf caractères, sur le récépissé de la préfecture.', siret: 'Numéro SIRET', siretHint: '14 chiffres ; il en faut un pour recevoir une subvention.',
    save: 'Enregistrer', cancel: 'Annuler', members: 'Membres', addMember: 'Ajouter un membre', memberEmail: 'Adresse de son compte', memberManages: 'peut aussi gérer l’organisation', memberButton: 'Ajouter', remove: (name: string) => `Retirer ${name}`,
  },
  errors: {
    link: 'Ce lien ne vaut plus : il a déjà servi ou son délai est passé. Connectez-vous : un nouveau message vous sera envoyé si votre adresse n’est pas encore confirmée.',
    session: 'Ce lien est celui d’un autre compte que celui où vous êtes connecté·e. Déconnectez-vous, puis suivez-le de nouveau.',
    provider: 'La connexion par ce service n’a pas abouti. Réessayez ; si cela recommence, voyez avec votre administrateur.',
    refusedByProvider: 'La connexion a été annulée auprès du service.',
    linking: 'Un compte est déjà ouvert sous cette adresse et n’a pas pu être rattaché. Connectez-vous par mot de passe.',
  },
});

export const desk = typeset({
  none: 'Aucun rôle ne vous est donné pour l’instant. Ce bureau s’ouvre aux membres des comités, aux modérateurs, éditeurs et administrateurs.',
  toRead: (count: number) => `${number(count)} ${plural(count, 'contribution à relire', 'contributions à relire')}`,
  signedOut: 'Connectez-vous pour ouvrir votre bureau.', forbidden: 'Ce bureau demande un rôle que vous n’avez pas.', roles: 'Vos rôles',
  entries: {
    moderation: { title: 'Modération', lead: 'Les signalements, propositions et commentaires à relire.' },
    edition: { title: 'Édition', lead: 'Créer, déplacer, dessiner et retirer des lieux sur la carte.' },
    imports: { title: 'Imports', lead: 'Apporter un fichier sur la carte, et juger des doublons probables.' },
    fonds: { title: 'Fonds citoyens', lead: 'Recevabilité, séances, votes, conventions et versements.' },
    administration: { title: 'Administration', lead: 'Les comptes, les rôles et le journal.' },
  },
});

export const administration = typeset({
  people: 'Comptes et rôles', find: 'Nom ou adresse', search: 'Chercher', nobody: 'Aucun compte ne correspond.', unverified: 'adresse non confirmée', noRoles: 'Aucun rôle donné.',
  many: 'Les 50 premiers comptes sont montrés : précisez la recherche.',
  give: 'Donner un rôle', giveTo: (name: string) => `Donner un rôle à ${name}`, role: 'Rôle', quartier: 'Quartier', everyQuartier: 'Tous', theme: 'Thème', everyTheme: 'Tous', organisation: 'Organisation (numéro)', from: 'À partir du', to: 'Jusqu’au (exclu)',
  given: 'Le rôle est donné.', end: 'Mettre fin', endOf: (role: string) => `Mettre fin au rôle : ${role}`, ended: 'Le rôle a pris fin.',
  audit: 'Journal', auditLead: 'Qui a changé quoi. Les valeurs personnelles n’y sont jamais écrites, seulement le nom de ce qui a changé.',
  object: 'Table', key: 'Clé', person: 'Personne (identifiant)', filter: 'Filtrer', all: 'Tout montrer', more: 'Voir plus ancien', nothing: 'Rien de tel n’est enregistré.',
  columns: { at: 'Quand', who: 'Qui', what: 'Quoi', changed: 'Ce qui a changé' },
  operations: { insert: 'ajout', update: 'changement', delete: 'suppression', act: 'acte' } as Record<string, string>, system: 'le système', erased: 'compte effacé',
});
