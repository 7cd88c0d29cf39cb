// How far the phone's sheet is up, and how wide the desk's panel is.
import { fillsPhone, type Page } from '../../geodata/address.ts';

export type Stop = 'peek' | 'half' | 'full';

const stops: readonly Stop[] = ['peek', 'half', 'full'];
export const narrowestPanel = 340;
export const widestPanel = 760;

/** The stop nearest to a height, leaning the way the finger went. */
export function nearestStop(height: number, viewport: number, downward: number): Stop {
  const heights = { peek: 164, half: viewport * 0.52, full: viewport - 64 };
  // A clear move of the finger counts as much as where it ends.
  const meant = height - Math.sign(downward) * Math.min(Math.abs(downward), 80);
  return stops.reduce((best, stop) => (Math.abs(heights[stop] - meant) < Math.abs(heights[best] - meant) ? stop : best));
}

export class SheetState {
  stop: Stop = $state('peek');
  width = $state(400);
  collapsed = $state(false);

  phone = $state(matchMedia('(max-width: 767px)').matches);

  constructor() {
    matchMedia('(max-width: 767px)').addEventListener('change', (event) => { this.phone = event.matches; });
  }

  /** CSS pixels of the map under the raised sheet: where it flies to must stay in sight. */
  get covered(): number {
    return this.phone && this.stop !== 'peek' ? Math.round(innerHeight * 0.52) - 150 : 0;
  }

  /** Home shows the map; every other page has something to read. The server's HTML makes the same choice. */
  arrive(page: Page): void {
    this.stop = page.kind === 'home' ? 'peek' : fillsPhone(page) ? 'full' : 'half';
  }

  /** Something in the panel is to be seen. */
  show(): void {
    if (this.stop === 'peek') this.stop = 'half';
    this.collapsed = false;
  }

  /** Something on the map is to be seen. */
  showMap(): void {
    if (this.stop === 'full') this.stop = 'half';
  }

  raise(): void { this.stop = this.stop === 'peek' ? 'half' : 'full'; }
  lower(): void { this.stop = this.stop === 'full' ? 'half' : 'peek'; }

  settle(height: number, downward: number): void {
    this.stop = nearestStop(height, innerHeight, downward);
  }

  widen(to: number): void {
    this.width = Math.round(Math.min(Math.max(to, narrowestPanel), Math.min(widestPanel, innerWidth - 320)));
  }
}
