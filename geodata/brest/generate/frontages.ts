// Which streets hold shops, how densely, and how many stand empty: published rates where there are some, a modest guess elsewhere.

export type Mix = 'shopping' | 'centre' | 'neighbourhood' | 'harbour' | 'periphery';

/** Share of the street's two sides that is commercial, share of units vacant, kind of trade; `tram` marks the published tram perimeter. */
export interface Frontage { share: number; vacancy: number; mix: Mix; tram?: true }

/** ADEUPa, Observatoire no. 18: 13.4 % around the tram in 2015. */
const tram = (share: number, vacancy = 0.13, mix: Mix = 'centre'): Frontage => ({ share, vacancy, mix, tram: true });
const local = (share: number, mix: Mix = 'neighbourhood', vacancy = 0.045): Frontage => ({ share, vacancy, mix });

export const frontages: Record<string, Frontage> = {
  'Rue de Siam': tram(0.8, 0.115, 'shopping'),
  'Rue Jean Jaurès': tram(0.6, 0.145, 'shopping'),
  'Rue de Lyon': tram(0.38),
  'Rue Louis Pasteur': tram(0.55),
  'Rue d’Aiguillon': tram(0.4),
  'Rue Émile Zola': tram(0.35),
  'Rue Jean Macé': tram(0.4),
  'Rue Étienne Dolet': tram(0.55),
  'Rue Algésiras': tram(0.4),
  'Rue Traverse': tram(0.4),
  'Rue Graveran': tram(0.5),
  'Rue Coat ar Guéven': tram(0.5, 0.13, 'shopping'),
  'Rue Danton': tram(0.3),
  'Rue Massillon': tram(0.45),
  'Place Maurice Gillet': tram(0.5),
  'Place de la Liberté': tram(0.6),
  'Rue Saint-Marc': tram(0.4),
  'Place de Strasbourg': tram(0.55),
  // Press, 2022: 15 to 20 % in Recouvrance.
  'Rue de la Porte': { share: 0.6, vacancy: 0.175, mix: 'neighbourhood' },
  'Rue Armorique': local(0.3, 'neighbourhood', 0.1),
  'Rue Victor Hugo': local(0.25, 'centre'),
  'Rue du Château': local(0.2, 'centre'),
  'Rue Yves Collet': local(0.24, 'centre'),
  'Rue de Paris': local(0.15),
  'Rue de Gouesnou': local(0.15),
  'Rue Anatole France': local(0.22),
  'Route du Conquet': local(0.13),
  'Rue Jean-François Tartu': local(0.28),
  'Rue Robespierre': local(0.38),
  'Avenue de Provence': local(0.16),
  'Place Napoléon III': local(0.8),
  'Rue de Verdun': local(0.2),
  'Rue Émile Rousse': local(0.1),
  'Quai du Commandant Malbert': local(0.4, 'harbour'),
  'Rue Amiral Troude': local(0.4, 'harbour'),
  'Rue Jean-Marie Le Bris': local(0.35, 'harbour'),
  'Secteur commercial de l’Iroise': local(0.6, 'periphery', 0.04),
  'Secteur commercial du Froutven': local(0.62, 'periphery', 0.05),
  'Rue de Kergaradec': local(0.65, 'periphery', 0.05),
  'Rue Charles Le Gros': local(0.5, 'periphery', 0.05),
  'Rue de Brest (Guipavas)': local(0.17),
  'Traversée de Gouesnou': local(0.13),
  'Rue des Écoles (Guilers)': local(0.05),
  'Traversée de Guilers': local(0.06),
  'Rue du Général de Gaulle (Le Relecq-Kerhuon)': local(0.12),
  'Rue du Père Gwenaël': local(0.03),
  'Place du Calvaire (Plougastel-Daoulas)': local(0.45),
  'Avenue du Général de Gaulle (Plouzané)': local(0.25),
  'Route de la Trinité': local(0.05),
  'Bourg de Bohars': local(0.22),
};
