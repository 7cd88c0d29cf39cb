// The five commitments, as a person meets them: a colour, a shape, an icon, a sentence, an action.
import type { ThemeId } from './layer.ts';

export interface Theme {
  id: ThemeId;
  /** Short name on a button. */
  title: string;
  /** Carries white text (≥ 4.5:1) and stands out on land and sea (≥ 3:1). */
  color: string;
  shape: 'circle' | 'square' | 'diamond' | 'hexagon' | 'leaf';
  /** lucide icon name. */
  icon: string;
  /** One sentence that says why. */
  story: string;
  /** What a person can do next. */
  action: string;
  /** Where the action leads; without it, to the theme's own list. */
  actionPath?: string;
}

export const themes = [
  {
    id: 'emploi', title: 'Emploi', color: '#3a49c0', shape: 'circle', icon: 'briefcase-business',
    story: 'Des rencontres régulières, dans chaque quartier, avec des entreprises qui recrutent.',
    action: 'Trouver un job dating',
  },
  {
    id: 'epiceries', title: 'Épiceries', color: '#b5480a', shape: 'square', icon: 'shopping-basket',
    story: 'Des épiceries solidaires qui vendent les invendus à petit prix, à côté d’une ressourcerie.',
    action: 'Trouver une épicerie',
  },
  {
    id: 'fonds', title: 'Fonds citoyens', color: '#7a2378', shape: 'diamond', icon: 'hand-coins',
    story: 'Un fonds d’initiative citoyenne par quartier, pour ce que les habitants proposent.',
    action: 'Proposer un projet', actionPath: '/fonds/deposer',
  },
  {
    id: 'commerces', title: 'Commerces', color: '#107d8c', shape: 'hexagon', icon: 'store',
    story: 'Les commerces et services du centre : ce qui est occupé, ce qui est vacant, ce que le plan local d’urbanisme protège.',
    action: 'Voir les locaux vacants',
  },
  {
    id: 'jardins', title: 'Jardins', color: '#22541a', shape: 'leaf', icon: 'sprout',
    story: 'Des jardins partagés et des jardins ouvriers, à quelques minutes de chez soi.',
    action: 'Trouver un jardin',
  },
] as const satisfies readonly Theme[];

/** The five, as their addresses name them. */
export const themeIds = themes.map(({ id }) => id) as [ThemeId, ...ThemeId[]];

export const themeById = Object.fromEntries(themes.map((theme) => [theme.id, theme])) as Record<ThemeId, Theme>;

/** The base: paper land, sea, ink. */
export const paper = { land: '#f7f4ee', sea: '#cfe2ea', ink: '#1d2430', inkSoft: '#565d6b', outside: '#eae6dd', line: '#8d8a83' } as const;
