// What was pressed stays where the eye is while the sheet makes room for the map.
/** Longer than the sheet takes, milliseconds. */
const patience = 600;

export function keepInSight(element: Element): void {
  const panel = element.closest('.panel');
  if (!panel) return;
  const observer = new ResizeObserver(() => element.scrollIntoView({ block: 'nearest' }));
  observer.observe(panel);
  setTimeout(() => observer.disconnect(), patience);
}
