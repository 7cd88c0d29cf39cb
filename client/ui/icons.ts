// The icons that geodata names (themes.ts, symbols.ts), by their lucide name: only these are in the build.
import BriefcaseBusiness from '@lucide/svelte/icons/briefcase-business';
import HandCoins from '@lucide/svelte/icons/hand-coins';
import MapPin from '@lucide/svelte/icons/map-pin';
import Package from '@lucide/svelte/icons/package';
import Recycle from '@lucide/svelte/icons/recycle';
import ShoppingBasket from '@lucide/svelte/icons/shopping-basket';
import Sprout from '@lucide/svelte/icons/sprout';
import Store from '@lucide/svelte/icons/store';

const icons: Record<string, typeof MapPin> = {
  'briefcase-business': BriefcaseBusiness, 'hand-coins': HandCoins, 'map-pin': MapPin, package: Package,
  recycle: Recycle, 'shopping-basket': ShoppingBasket, sprout: Sprout, store: Store,
};

export function iconByName(name: string): typeof MapPin {
  return icons[name] ?? MapPin;
}
