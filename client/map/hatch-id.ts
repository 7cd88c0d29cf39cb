// The name of a hatching, by its colour; drawn on demand like the markers.
const prefix = 'hatch ';

export function hatchId(color: string): string {
  return prefix + color;
}

/** The colour, or null for a name that is not a hatching's. */
export function hatchColor(id: string): string | null {
  return id.startsWith(prefix) ? id.slice(prefix.length) : null;
}
