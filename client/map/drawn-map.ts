// The map that the server drew into the page: it stands until the live map is complete, follows it if a person drags meanwhile, and
// stays where there is no WebGL. One unit of the drawing is one CSS pixel at its zoom.
import type { City } from '../../geodata/city.ts';
import type { Position } from '../../geodata/address.ts';

export const drawnMapId = 'drawn-map';

/** Taken when the page is read, before anything is mounted over it. */
const found = document.getElementById(drawnMapId) as SVGSVGElement | null;

export class DrawnMap {
  readonly element: SVGSVGElement;
  readonly position: Position;
  #left = false;

  /** @param position what the drawing is centred on; its own word (data-lat, data-lon, data-zoom) counts first. */
  constructor(element: SVGSVGElement, position: Position) {
    this.element = element;
    const { lat, lon, zoom } = element.dataset;
    this.position = lat && lon && zoom ? { lat: Number(lat), lon: Number(lon), zoom: Number(zoom) } : position;
    // A unit is a pixel, and the middle of the drawing the middle of the map, whatever the page's own rules said before.
    const { width, height } = element.viewBox.baseVal;
    if (width > 0 && height > 0) {
      Object.assign(element.style, { width: `${width}px`, height: `${height}px`, left: `calc(50% - ${width / 2}px)`, top: `calc(50% - ${height / 2}px)`, translate: 'none' });
    }
    element.classList.add('drawn');
  }

  /** Moves as the live map does, until it has left. */
  follow(centre: { x: number; y: number }, container: { width: number; height: number }, zoom: number): void {
    if (this.#left) return;
    const dx = centre.x - container.width / 2;
    const dy = centre.y - container.height / 2;
    this.element.style.transform = `translate(${dx}px, ${dy}px) scale(${2 ** (zoom - this.position.zoom)})`;
  }

  /** Gives way: nothing of it is seen, pointed at or read any more. */
  leave(): void {
    this.#left = true;
    this.element.classList.add('gone');
    this.element.setAttribute('aria-hidden', 'true');
    // Links in a drawing that is no longer seen must not take the focus.
    for (const link of this.element.querySelectorAll('a')) link.setAttribute('tabindex', '-1');
  }

  /** Comes back, when the live map is lost. */
  stay(): void {
    this.#left = false;
    this.element.classList.remove('gone');
    this.element.removeAttribute('aria-hidden');
    for (const link of this.element.querySelectorAll('a')) link.removeAttribute('tabindex');
  }
}

/** The page's drawn map, beneath the frame of the live one, or null when the page has none. */
export function adoptDrawnMap(frame: HTMLElement, position: Position): DrawnMap | null {
  const element = (document.getElementById(drawnMapId) as SVGSVGElement | null) ?? found;
  const home = frame.parentElement;
  if (!element || !home) return null;
  if (element.parentElement !== home) home.insertBefore(element, frame);
  return new DrawnMap(element, position);
}

/** Where the map opens: what the drawing shows, else the address, else the city's own view. */
export function openingPosition(city: City, position: Position | null): Position {
  return position ?? { lon: city.centre[0], lat: city.centre[1], zoom: city.zoom };
}
