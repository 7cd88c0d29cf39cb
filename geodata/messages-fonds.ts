// What the citizens' funds say.
import { day, eurosAndCents, moment, number, percent, plural, typeset } from './format.ts';
import { stages, type Stage } from './fund.ts';
import { roles, type Role } from './permissions.ts';

export const funds = typeset({
  year: 'Année', quartier: 'Quartier', city: 'Toute la ville', file: 'Proposer un projet',
  envelopes: 'Les enveloppes par quartier', envelope: 'L’enveloppe', table: 'Voir le tableau', drawing: 'Voir le dessin',
  tableOf: (caption: string) => `${caption} : tableau`,
  parts: { paid: 'versé', awarded: 'attribué, à verser', left: 'reste à attribuer' },
  columns: { quartier: 'Quartier', year: 'Année', envelope: 'Enveloppe', awarded: 'Engagé', paid: 'Versé', left: 'Reste', inhabitants: 'Habitants', each: 'Par habitant', eachPaid: 'Versé par habitant' },
  whole: 'Toute la ville', none: 'Aucun fonds n’est doté pour cette année.', noFunds: 'Les fonds des quartiers ne sont pas encore dotés.',
  unit: 'Engagé : proposé par un comité ou financé par le conseil municipal.',
  ofEnvelope: (part: number, envelope: number) => `${eurosAndCents(part)} sur ${eurosAndCents(envelope)}`,
  inWords: (fund: { envelope_cents: number; awarded_cents: number; paid_cents: number }) => `Enveloppe ${eurosAndCents(fund.envelope_cents)} : ${eurosAndCents(fund.paid_cents)} versés, ${eurosAndCents(fund.awarded_cents - fund.paid_cents)} attribués à verser, ${eurosAndCents(fund.envelope_cents - fund.awarded_cents)} à attribuer.`,
  board: 'Les projets par étape', count: (projects: number) => `${number(projects)} ${plural(projects, 'projet', 'projets')}`, all: 'Tous', which: 'Quelles étapes montrer',
  noProjects: 'Aucun projet déposé pour l’instant. Le premier peut être le vôtre.', showAll: (more: number) => `Voir les ${number(more)} autres`,
  asked: (cents: number) => `${eurosAndCents(cents)} demandés`, awarded: (cents: number) => `${eurosAndCents(cents)} attribués`, paid: (cents: number) => `${eurosAndCents(cents)} versés`,
  supports: (count: number) => `${number(count)} ${plural(count, 'soutien', 'soutiens')}`,
  title: (quartier: string, year: number) => `Fonds d’initiative citoyenne de ${quartier}, ${year}`,
  lead: (quartier: string) => `Ce que ${quartier} a reçu, attribué et réalisé.`,
  key: 'Comment l’enveloppe est calculée',
  keyLead: (total: number, year: number, count: number) => `La ville partage ${eurosAndCents(total)} en ${year} entre ${count} quartiers.`,
  keyEqual: (share: number, cents: number) => `${percent(share * 100)} à parts égales : ${eurosAndCents(cents)} pour chaque quartier`,
  keyPeople: (share: number, cents: number, inhabitants: number, all: number) => `${percent(share * 100)} selon les habitants, ${number(inhabitants)} ici sur ${number(all)} : ${eurosAndCents(cents)}`,
  keyTotal: (cents: number) => `Ensemble, au centime près : ${eurosAndCents(cents)}`,
  keyRound: 'Les parts sont coupées au centime ; les centimes qui restent vont aux plus grands restes. La somme des enveloppes fait exactement le total.',
  source: (text: string) => `Habitants : ${text}`, until: (date: string) => `Dépôt ouvert jusqu’au ${day(date)}`, closed: (date: string) => `Dépôt clos le ${day(date)}`,
  years: 'D’année en année', sessions: 'Séances du comité', noSessions: 'Aucune séance n’est encore convoquée.',
  take: 'Reprendre ces données', feed: 'Suivre ce fonds (Atom)', csv: 'Subventions attribuées (CSV, SCDL)', ballots: (date: string) => `Bulletins de la séance du ${date} (.pb)`, record: 'Relevé de décisions (PDF)',
  otherYears: 'Autres années', latest: 'Derniers projets', wholeFund: (year: number) => `Le fonds de ${year}`, toQuartier: (name: string) => `Le quartier ${name}`,
  hasFund: 'Fonds d’initiative citoyenne',
});

export const stageNames: Readonly<Record<Stage, string>> = stages;
export const roleName = (role: string): string => (role in roles ? roles[role as Role] : role === 'author' ? 'porteur·se du projet' : role);

export const project = typeset({
  file: 'Le dossier', stage: 'Étape', timeline: 'Parcours', budget: 'Budget', money: 'L’argent', total: 'Somme demandée', line: 'Poste', amount: 'Montant',
  asked: 'Demandé', awarded: 'Attribué', paid: 'Versé', fundOf: (year: number) => `Fonds ${year}`,
  carrier: { personne: 'Porté par un·e habitant·e', association: 'Porté par une association', ville: 'Porté par la ville' } as Record<string, string>, carriedBy: (name: string) => `Porté par ${name}`,
  filed: (date: string) => `Déposé le ${day(date)}`,
  by: (role: string) => `par ${role}`, deliberation: (numbered: string, date: string | null) => `délibération ${numbered}${date ? ` du ${day(date)}` : ''}`, session: 'voir la séance',
  support: 'Soutenir ce projet', supported: 'Vous soutenez ce projet', withdraw: 'Retirer mon soutien', supportLead: 'Le soutien ne décide pas : il dit au comité ce que les habitants attendent.',
  supportSignIn: 'Pour soutenir, connectez-vous et déclarez sur l’honneur le quartier où vous habitez.', signIn: 'Se connecter', supportResidence: 'Pour soutenir un projet, déclarez d’abord sur l’honneur le quartier où vous habitez.', declare: 'Déclarer mon quartier', supportOver: 'Ce projet est décidé : il ne recueille plus de soutiens.',
  thanked: 'Merci : votre soutien est compté.', withdrawn: 'Votre soutien est retiré.',
  comments: 'Commentaires', noComments: 'Aucun commentaire publié.', comment: 'Votre commentaire', commentHint: 'Il est relu avant d’être publié, sans votre nom.', send: 'Envoyer', commentSent: 'Merci. Votre commentaire sera publié après relecture.', commentSignIn: 'Connectez-vous pour commenter.',
  photos: 'Photos', photoKinds: { idee: 'L’idée', avant: 'Avant', apres: 'Après' } as Record<string, string>, addPhoto: 'Ajouter une photo', photoFile: 'Photo (JPEG, PNG, WebP ou AVIF, 12 Mo au plus)', photoKind: 'Ce qu’elle montre', photoDescription: 'Description, pour qui ne la voit pas', photoSent: 'La photo est ajoutée ; le lieu et l’appareil en ont été retirés.', photoMissing: 'choisissez une photo', photoRemove: (description: string) => `Retirer la photo : ${description}`, photoRemoved: 'La photo est retirée.',
  notes: 'Nouvelles du projet', addNote: 'Dire où en est le projet', note: 'Ce qui s’est passé', noteSent: 'C’est publié.', noNotes: 'Pas encore de nouvelles.',
  payments: 'Versements', noPayments: 'Rien n’est encore versé.', addPayment: 'Enregistrer un versement', paymentLabel: 'Objet', paymentOn: 'Payé le', payee: 'À qui', payees: { association: 'une association', ville: 'dépense directe de la ville' } as Record<string, string>, paymentSent: 'Le versement est enregistré.',
  act: 'Faire avancer ce projet', moveTo: (from: Stage, to: Stage) => ({ recevable: from === 'non_recevable' ? 'Revenir : déclarer recevable' : 'Déclarer recevable', non_recevable: 'Déclarer non recevable', finance: 'Financer (décision du conseil)', refuse: 'Refuser (décision du conseil)', en_cours: 'Le projet commence', realise: 'Le projet est réalisé', abandonne: 'Abandonner le projet' } as Partial<Record<Stage, string>>)[to] ?? stages[to],
  reason: 'Raison, publiée', reasonFree: 'Précision, publiée', number: 'Numéro de la délibération', on: 'Date de la délibération', sum: 'Somme attribuée, en euros', sumHint: (proposed: number) => `Le comité propose ${eurosAndCents(proposed)}.`,
  missing: { reason: 'dites pourquoi', number: 'le numéro de la délibération du conseil', on: 'la date de la délibération' },
  moved: (stage: string) => `C’est fait : le projet est ${stage}.`, changed: 'L’étape a changé entre-temps : relisez le projet.',
  duplicates: 'Soutiens qui semblent venir d’une même personne', noDuplicates: 'Rien de suspect parmi les soutiens.', look: 'Vérifier les soutiens',
});

export const filing = typeset({
  lead: 'Cinq minutes suffisent. Chaque changement est gardé ; vous pouvez vous arrêter et reprendre.',
  kept: (at: string) => `Brouillon gardé à ${at}`, keptHere: (at: string) => `Brouillon gardé sur cet appareil à ${at}`, keeping: 'Brouillon en cours d’enregistrement…', offline: 'Sans connexion : le brouillon reste sur cet appareil et partira dès qu’elle revient.',
  steps: ['Quoi', 'Où', 'Combien', 'Qui'], what: 'Quoi', where: 'Où', howMuch: 'Combien', who: 'Qui porte le projet',
  title: 'Titre', titleHint: 'En quelques mots : « Un four à pain place Guérin ».', description: 'Description', descriptionHint: 'Pour qui, pour quoi faire, avec qui. Deux phrases suffisent.',
  similar: 'Cela existe peut-être déjà', similarHint: 'Des projets semblables ou proches. Si c’est le même, soutenez-le plutôt.', near: (metres: number) => `à ${number(metres)} m`,
  locate: 'Ma position', locating: 'Recherche…', refusedPosition: 'Votre position n’a pas pu être lue : placez le repère sur la carte.', outsideCity: 'Vous n’êtes pas dans la ville : placez le repère sur la carte.',
  showMap: 'Montrer la carte', pinLabel: 'Lieu du projet. Flèches pour le déplacer.',
  inQuartier: (name: string) => `Ce point est dans le quartier ${name}.`, outside: 'Ce point n’est dans aucun quartier de la ville : déplacez-le.', noFund: 'Ce quartier n’a pas encore de fonds ouvert.', fund: (year: number, left: number) => `Fonds ${year} : il reste ${eurosAndCents(left)} à attribuer.`, noPoint: 'Le repère n’est pas encore placé.',
  pinMissing: 'placez le repère sur la carte', placeLine: (place: string) => `Lieu : ${place}`, address: 'Adresse ou repère, en mots', addressHint: 'Ajouté à la description : « devant l’école, côté parc ».',
  asked: 'Somme demandée', euros: 'en euros, par exemple 1 250,50', lines: 'Le budget, poste par poste', line: 'Poste', amount: 'Montant', addLine: 'Ajouter un poste', removeLine: (rank: number) => `Retirer le poste ${rank}`,
  sums: (sum: number) => `Les postes font ${eurosAndCents(sum)} : c’est la somme demandée.`, under: (sum: number, missing: number) => `Les postes font ${eurosAndCents(sum)} : il manque ${eurosAndCents(missing)}.`, over: (sum: number, beyond: number) => `Les postes font ${eurosAndCents(sum)} : ${eurosAndCents(beyond)} de trop.`, take: 'Prendre cette somme', noSum: (sum: number) => `Les postes font ${eurosAndCents(sum)}.`,
  notAmount: 'un montant en euros, par exemple 1 250,50', lineName: 'nommez ce poste',
  carriers: { personne: 'Moi, habitant·e', association: 'Mon association', ville: 'La ville, sur mon idée' }, carrierHint: 'Une subvention n’est versée qu’à une association ; sinon la ville dépense elle-même.', organisation: 'Quelle association', chooseOrganisation: 'Choisir…', noOrganisation: 'Vous n’avez pas encore inscrit d’association dans « Mon compte ».', account: 'Mon compte',
  photos: 'Vous pourrez ajouter des photos une fois le projet déposé.',
  file: 'Déposer le projet', signIn: 'Se connecter pour déposer', signInHint: 'Ce que vous avez écrit est gardé : vous reviendrez ici.', public: 'Votre projet sera public dès le dépôt. Votre nom n’est jamais publié.',
  drafts: 'Reprendre un brouillon', untitled: 'Sans titre', new: 'Commencer un autre projet', drop: (title: string) => `Jeter le brouillon « ${title} »`,
  incomplete: 'Il manque quelque chose pour continuer.', incompleteStep: 'Il manque de quoi rendre cette étape publique.', titleShort: 'cinq caractères au moins', descriptionShort: 'vingt caractères au moins', noLine: 'au moins un poste', sumWrong: 'les postes doivent faire la somme demandée',
});

export const stateNames = typeset({ prevue: 'convoquée', ouverte: 'vote ouvert', close: 'close', annulee: 'annulée' });
export const choices = typeset({ pour: 'Pour', contre: 'Contre', abstention: 'Abstention' });
export const outcomes = typeset({ propose: 'proposé', refuse: 'refusé', ajourne: 'ajourné' });

export const session = typeset({
  title: (quartier: string, date: string) => `Séance du ${day(date)}, ${quartier}`,
  when: 'Quand', where: 'Lieu', fund: 'Fonds', mode: 'Comment on vote', state: 'État', quorum: 'Quorum', present: 'Présents', rule: 'Règle',
  held: (iso: string, zone: string) => moment(iso, zone),
  modes: {
    vote: 'Chaque membre vote pour, contre ou abstention sur chaque projet ; les voix comptent selon le poids de son collège.',
    bulletinsComite: (votes: number) => `Chaque membre du comité répartit ${votes} voix entre les projets.`, bulletinsHabitants: (votes: number) => `Chaque habitant du quartier répartit ${votes} voix entre les projets.`,
  },
  rules: { 'equal-shares': 'Les attributions sont calculées par la méthode des parts égales.', greedy: 'Les projets sont pris dans l’ordre des voix, tant qu’ils tiennent dans l’enveloppe.' },
  weights: 'Poids des collèges', college: 'Collège', needed: 'Demandés', weight: 'Poids', seed: (seed: string) => `Graine du tirage au sort des égalités, fixée d’avance : ${seed}`,
  hidden: 'Aucun compte de voix n’est montré, à personne, avant la clôture.', projects: 'Projets examinés', project: 'Projet', cents: 'Demandé',
  sit: 'Votre vote', satAs: (college: string) => `Vous siégez au titre du collège : ${college}.`, sign: 'Émarger', signed: 'Vous avez émargé.', signFirst: 'Émargez d’abord : le quorum se compte sur les présents.', waiting: 'Le vote n’est pas encore ouvert.', notMember: 'Seuls les membres du comité de ce quartier votent dans cette séance.', onlyResidents: 'Seuls les habitants du quartier votent : déclarez votre quartier dans « Mon compte ».', signIn: 'Connectez-vous pour voter.',
  conflict: 'J’ai un intérêt dans ce projet', conflictSaid: 'Vous avez déclaré un intérêt : vous ne votez pas sur ce projet.', conflictLead: 'Déclarer un intérêt retire votre vote sur ce projet, et ne se reprend pas.', voted: (name: string, choice: string) => `${name} : ${choice}. C’est enregistré ; vous pouvez changer jusqu’à la clôture.`,
  ballot: 'Votre bulletin', left: (votes: number) => `Il vous reste ${number(votes)} ${plural(votes, 'voix', 'voix')} à répartir.`, tooMany: (beyond: number) => `${number(beyond)} voix de trop.`, less: (name: string) => `Une voix de moins pour ${name}`, more: (name: string) => `Une voix de plus pour ${name}`, votes: (count: number) => `${number(count)} voix`, cast: 'Déposer mon bulletin', recast: 'Remplacer mon bulletin', castDone: 'Votre bulletin est déposé. Vous pouvez le changer jusqu’à la clôture.',
  cancel: 'Annuler la séance', cancelLead: 'Les projets redeviennent recevables ; rien de ce qui a été voté n’est gardé.', cancelReason: 'Raison, publiée', calledOff: 'La séance est annulée.', why: (reason: string) => `Séance annulée : ${reason}`,
  hold: 'Conduire la séance', open: 'Ouvrir le vote', openLead: 'Les projets entrent en délibération.', opened: 'Le vote est ouvert.',
  close: 'Clore le vote', closeLead: 'La clôture est définitive : les voix sont comptées, le résultat est publié aussitôt, et plus personne ne vote.', closeHow: { vote: 'Chaque projet qui réunit plus de « pour » que de « contre », voix pesées par collège, est proposé dans l’ordre de son approbation, tant que l’enveloppe y suffit. Les autres sont refusés ou ajournés.', 'equal-shares': 'Les parts égales désignent les projets proposés ; les autres sont refusés ou ajournés.', greedy: 'Les projets qui ont le plus de voix sont proposés tant que l’enveloppe y suffit ; les autres sont refusés ou ajournés.' },
  closeQuorum: (missing: string) => `Le quorum n’est pas atteint (${missing}) : clore maintenant ajourne tous les projets.`, quorumMet: 'Le quorum est atteint.', closeBudget: (cents: number) => `Il reste ${eurosAndCents(cents)} à attribuer dans l’enveloppe.`,
  deviate: 'S’écarter du calcul', deviateLead: 'Le comité peut décider autrement que le calcul. L’écart et sa raison sont publiés.', asComputed: 'comme calculé', awarded: 'Somme, en euros', reason: 'Raison de l’écart, publiée', understood: 'J’ai compris que la clôture est définitive.', understand: 'cochez pour clore', closed: 'La séance est close ; le résultat est publié.',
  results: 'Résultat', decided: 'Décision', computed: 'Calcul', sum: 'Somme proposée', deviation: 'Le comité s’est écarté du calcul', noQuorum: 'Le quorum n’était pas atteint : les projets sont ajournés.', budget: (cents: number) => `Enveloppe à attribuer : ${eurosAndCents(cents)}.`, awardedInAll: (cents: number) => `Proposé en tout : ${eurosAndCents(cents)}.`,
  how: 'Comment le résultat se calcule', tallies: 'Les voix par collège', approval: 'Approbation', ballotsCast: (count: number) => `${number(count)} ${plural(count, 'bulletin', 'bulletins')}.`, unpublished: 'Moins de vingt bulletins : ils ne sont pas publiés, pour que personne ne soit reconnu.', recount: 'Chacun peut refaire le calcul à partir du fichier publié.',
  council: 'Le comité propose ; la subvention est décidée par le conseil municipal.', download: 'À reprendre',
});

export const desk = typeset({
  title: 'Fonds citoyens', lead: 'Ce qui vous attend, dans les fonds où vous avez un rôle.', nothing: 'Rien ne vous attend.', awaits: (count: number) => `${number(count)} ${plural(count, 'chose vous attend', 'choses vous attendent')}`,
  judge: 'Projets à juger recevables ou non', sessions: 'Séances', decide: 'Projets proposés, en attente du conseil municipal', pay: 'Versements à enregistrer', comments: 'Commentaires à relire',
  sessionTodo: { prevue: 'à ouvrir', ouverte: 'vote en cours' } as Record<string, string>, toPay: (cents: number) => `${eurosAndCents(cents)} à verser`, publish: 'Publier', refuse: 'Refuser', refuseReason: 'Raison du refus', handled: 'C’est fait.', about: 'à propos de',
  convene: 'Convoquer une séance', fund: 'Fonds', heldOn: 'Jour', heldAt: 'Heure', place: 'Lieu', mode: 'Manière de voter', modes: { vote: 'Pour, contre, abstention', bulletins: 'Bulletins de voix à répartir' }, electorate: 'Qui vote', electorates: { comite: 'Le comité', habitants: 'Tous les habitants du quartier' }, rule: 'Règle', rules: { 'equal-shares': 'Parts égales', greedy: 'Ordre des voix' }, votesEach: 'Voix par bulletin', quorum: 'Présents demandés', weights: 'Poids', projects: 'Projets à examiner', noProjects: 'Aucun projet recevable ou ajourné dans ce fonds.', upTo: 'jusqu’à, en euros', convened: 'La séance est convoquée.', convenedLead: (title: string) => `La séance est convoquée : ${title}`, noProject: 'choisissez au moins un projet', noDay: 'choisissez un jour et une heure', noFund: 'Dotez d’abord une année : aucun fonds n’est ouvert.',
  endow: 'Doter une année', total: 'Total de la ville, en euros', equal: 'Part égale, en pour cent', equalHint: 'Le reste suit le nombre d’habitants.', population: 'Source du nombre d’habitants', until: 'Dépôt ouvert jusqu’au', envelopes: 'Enveloppes qui en résultent', save: 'Enregistrer', saved: 'C’est enregistré : les enveloppes sont à jour.', inhabitantsOf: (name: string) => `Habitants, ${name}`, notNumber: 'un nombre entier', notShare: 'entre 0 et 100', exact: (total: number) => `Somme des enveloppes : ${eurosAndCents(total)}`,
});
