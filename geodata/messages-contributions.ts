// What contributing, moderating and editing say.
import type { Contribution } from './contract/contributions.ts';
import { number, plural, typeset } from './format.ts';

const stateNames = { attente: 'en attente', acceptee: 'acceptée', amendee: 'acceptée avec des changements', refusee: 'refusée' } as const;

/** The letter to whoever left an address. */
export function judgedNotice({ state, text, reason, url, one }: { state: keyof typeof stateNames; text: string; reason: string | null; url: string | null; one: string }): { subject: string; paragraphs: string[] } {
  const quoted = `Vous aviez écrit, à propos d’un lieu (${one}) :\n« ${text.slice(0, 500)} »`;
  const said = state === 'refusee'
    ? [`Nous n’avons pas pu la retenir. Raison : ${reason ?? ''}`]
    : [state === 'amendee' ? 'Elle est acceptée, avec quelques changements : la carte est à jour. Merci.' : 'Elle est acceptée : la carte est à jour. Merci.', ...(reason ? [reason] : []), ...(url ? [url] : [])];
  return { subject: state === 'refusee' ? 'votre contribution n’a pas été retenue' : 'votre contribution est acceptée', paragraphs: [quoted, ...said, 'Votre adresse sera effacée de cette contribution dans 30 jours.'] };
}

export const contributing = typeset({
  report: 'Signaler une erreur',
  propose: 'Proposer un lieu',
  proposeHere: 'Proposer un lieu ici',
  reportTitle: (name: string) => `Signaler une erreur : ${name}`,
  lead: 'Une personne relit avant que rien ne change.',
  topic: 'Qu’est-ce qui ne va pas ?',
  topics: { ferme: 'Ce lieu n’existe plus', position: 'Il est mal placé sur la carte', autre: 'Autre chose' },
  choose: 'Choisir…', chooseOne: 'choisissez dans la liste',
  layer: 'Quelle sorte de lieu ?',
  what: { erreur: 'Ce qui serait juste', lieu: 'Son nom, puis ce que vous en savez' },
  whatHint: { erreur: 'La bonne valeur suffit, ou quelques mots ; dites d’où vous le tenez.', lieu: 'Le nom sur la première ligne.' },
  contact: 'Votre adresse électronique',
  contactHint: 'Pour vous répondre. Elle est effacée 30 jours après la réponse.',
  honeypot: 'Laissez ce champ vide',
  where: 'Où est-ce ?',
  pin: 'Le repère est sur la carte : faites-le glisser, ou déplacez-le ici.',
  pinLabel: 'Repère de la contribution. Flèches pour le déplacer.',
  moves: { north: 'Vers le nord', south: 'Vers le sud', east: 'Vers l’est', west: 'Vers l’ouest' },
  moved: (lat: string, lon: string) => `Repère à ${lat}, ${lon}`,
  pickPlace: 'Montrer sur la carte',
  atCentre: 'Mettre au centre de la carte',
  latitude: 'Latitude', longitude: 'Longitude',
  send: 'Envoyer',
  sending: 'Envoi…',
  thanks: 'Merci, c’est bien reçu',
  thanksLead: 'Une personne va relire. Rien ne change sur la carte d’ici là.',
  thanksContact: 'Vous recevrez la réponse par courriel.',
  another: 'Faire une autre contribution',
  back: 'Revenir à la carte',
  reference: (id: number) => `Contribution n° ${number(id)}`,
});

export const moderation = typeset({
  title: 'Modération',
  lead: 'Ce que des habitants ont envoyé : l’état présent à côté de ce qui est proposé.',
  waiting: 'En attente', handled: 'Traitées',
  theme: 'Thème', all: 'Tous les thèmes', base: 'Fond de carte',
  none: 'Rien n’attend : tout a été relu.',
  noneHandled: 'Rien n’a encore été traité.',
  more: 'Voir les suivantes',
  sent: (day: string) => `Envoyée le ${day}`,
  state: (state: Contribution['state']) => stateNames[state],
  kind: { erreur: 'Erreur signalée', lieu: 'Lieu proposé' },
  closed: 'Ce lieu n’existerait plus',
  present: 'Présent', proposed: 'Proposé',
  field: 'Champ',
  changed: 'change', same: 'inchangé', empty: 'vide',
  changedSince: 'Ce lieu a changé depuis l’envoi : c’est l’état d’aujourd’hui qui est montré.',
  gone: 'Ce lieu a été retiré depuis.',
  words: 'Ce qui est écrit',
  canAnswer: 'Une adresse a été laissée : la personne sera prévenue.',
  accept: 'Accepter', acceptRetire: 'Retirer ce lieu de la carte', amend: 'Corriger avant d’accepter', acceptAmended: 'Accepter ainsi', refuse: 'Refuser', confirmAccept: 'Accepter cette contribution', confirmRefusal: 'Refuser cette contribution',
  reason: 'Pourquoi ? (la personne le lira)',
  message: 'Un mot pour la personne',
  refused: 'Contribution refusée', accepted: 'Contribution acceptée : la carte est à jour',
  cancel: 'Annuler',
  position: 'Position', moved: (metres: string) => `déplacé de ${metres}`,
  signIn: 'Connectez-vous pour continuer', notAllowed: 'Votre compte ne permet pas cela.',
  back: 'Revenir à la file',
  waitingCount: (count: number) => `${number(count)} ${plural(count, 'contribution attend', 'contributions attendent')}`,
});

export const editing = typeset({
  title: 'Édition',
  lead: 'Créer, déplacer, corriger et retirer les lieux de vos thèmes. Chaque version est gardée.',
  which: 'Quelle couche ?', create: (one: string) => `Ajouter : ${one}`,
  find: 'Ou choisissez un lieu dans la liste de son thème, puis « Modifier ».',
  editOne: (one: string) => `Modifier : ${one}`, createTitle: (one: string) => `Ajouter : ${one}`,
  geometry: 'Sur la carte',
  draw: { point: 'Placer un point', line: 'Tracer une ligne', polygon: 'Tracer un contour' },
  redraw: 'Recommencer le tracé', reshape: 'Déplacer ou retoucher', undo: 'Annuler le tracé',
  drawn: { point: 'Point placé.', line: 'Ligne tracée.', polygon: 'Contour tracé.' },
  drawHint: { point: 'Touchez la carte à la place voulue.', line: 'Touchez la carte à chaque sommet ; touchez de nouveau le dernier pour finir.', polygon: 'Touchez la carte à chaque sommet ; touchez de nouveau le premier pour fermer.' },
  reshapeHint: 'Faites glisser le tracé ou ses sommets.',
  coordinates: 'Donner les coordonnées au clavier', applyCoordinates: 'Reprendre ces sommets',
  badCoordinates: 'Une ligne par sommet : latitude, longitude, en degrés. Trois sommets au moins pour un contour, deux pour une ligne.',
  noGeometry: 'Sans position connue',
  save: 'Enregistrer', saving: 'Enregistrement…', saved: 'Enregistré : la carte est à jour', cancel: 'Annuler',
  created: 'Ajouté : la carte est à jour',
  yes: 'oui', no: 'non', unknown: 'non renseigné',
  hoursHint: 'Syntaxe OpenStreetMap, par exemple : Mo-Fr 09:00-12:00,14:00-18:00.',
  drawnAs: { point: 'Un point', line: 'Une ligne', polygon: 'Un contour' },
  corners: 'Latitude, longitude : un sommet par ligne',
  notReshaped: 'Ce tracé ne se retouche pas ici : recommencez-le.',
  observedHint: 'Noté comme une observation d’aujourd’hui.',
  retire: 'Retirer de la carte', retireLead: 'Ce lieu disparaîtra des cartes et des listes ; ses versions sont gardées.',
  successor: 'Remplacé par (numéro du lieu)', retireReason: 'Raison', retired: 'Lieu retiré de la carte', confirmRetire: 'Retirer', retiredAlready: 'Ce lieu a été retiré.',
  conflict: 'Quelqu’un a modifié ce lieu pendant ce temps', conflictLead: 'Rien n’a été écrasé. Pour chaque différence, choisissez ce qui doit rester.',
  yours: 'Le vôtre', theirs: 'Le leur', shape: 'Position ou tracé', shapeChanged: 'modifié', keep: 'Enregistrer ce choix',
  versions: 'Versions', noVersions: 'Une seule version.', present: 'présente', retiredVersion: 'retirée',
  by: (name: string) => `par ${name}`, byImport: 'par un import ou le système', from: (day: string) => `du ${day}`,
  acts: { create: 'création', change: 'modification', retire: 'retrait', restore: 'remise d’une version' },
  compare: 'Comparer à la présente', restore: 'Remettre cette version', restored: 'Version remise : la carte est à jour',
  sameAsPresent: 'Aucune différence avec la présente.', thisVersion: 'Cette version', presentVersion: 'La présente',
});
