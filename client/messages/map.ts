// What the map itself says.
import { typography } from '../format.ts';

export const mapMessages = {
  title: (city: string) => `Carte des quartiers de ${city}`,
  keys: typography('Flèches pour se déplacer, + et − pour zoomer, Tabulation pour passer de lieu en lieu, Entrée pour ouvrir, Échap pour revenir à la carte.'),
  places: 'Lieux visibles sur la carte',
  zoomIn: 'Zoomer', zoomOut: 'Dézoomer',
  locate: 'Me localiser', locating: 'Localisation en cours', refused: typography('Votre position n’est pas accessible.'), outside: 'Vous êtes hors de cette carte.',
  detailed: 'Fond détaillé', detailedTitle: 'Afficher le Plan IGN sous la carte',
  detailedAbsent: 'Le fond détaillé ne répond pas. La carte reste complète sans lui.',
  closer: typography('Rapprochez la carte : ce filtre s’applique aux locaux un par un.'),
  cells: typography('Plus le disque est grand, plus il y a de locaux ; le creux est la part vacante.'),
  density: {
    count: 'Locaux par hexagone', vacancy: 'Part de locaux vacants', demo: 'données de démonstration',
    range: (from: string, to: string) => `${from} à ${to}`, from: (from: string) => `${from} et plus`, below: (to: string) => `moins de ${to}`,
    absent: 'La densité ne peut pas être calculée pour l’instant.',
  },
} as const;
