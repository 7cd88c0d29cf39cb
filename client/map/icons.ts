// The icons that markers carry, by lucide name: only these are in the build.
import { BriefcaseBusiness, HandCoins, MapPin, Package, Recycle, ShoppingBasket, Sprout, Store } from 'lucide';

type IconNode = typeof Store;

const icons: Record<string, IconNode> = {
  'briefcase-business': BriefcaseBusiness, 'hand-coins': HandCoins, 'map-pin': MapPin, package: Package,
  recycle: Recycle, 'shopping-basket': ShoppingBasket, sprout: Sprout, store: Store,
};

/** The icon's strokes as path data in a 24-unit box; empty for an unknown name. */
export function iconPaths(name: string): string[] {
  return (icons[name] ?? []).map(([tag, attributes]) => {
    const number = (key: string) => Number(attributes[key] ?? 0);
    switch (tag) {
      case 'path': return String(attributes.d);
      case 'line': return `M${number('x1')} ${number('y1')}L${number('x2')} ${number('y2')}`;
      case 'circle': {
        const radius = number('r');
        return `M${number('cx') - radius} ${number('cy')}a${radius} ${radius} 0 1 0 ${2 * radius} 0a${radius} ${radius} 0 1 0 ${-2 * radius} 0Z`;
      }
      case 'rect': {
        const corner = number('rx');
        const [width, height] = [number('width') - 2 * corner, number('height') - 2 * corner];
        const turn = (x: number, y: number) => `a${corner} ${corner} 0 0 1 ${x} ${y}`;
        return `M${number('x') + corner} ${number('y')}h${width}${turn(corner, corner)}v${height}${turn(-corner, corner)}h${-width}${turn(-corner, -corner)}v${-height}${turn(corner, -corner)}Z`;
      }
      default: return '';
    }
  });
}
