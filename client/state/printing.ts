// Paper shows the drawn map: it is drawn anew by the server for the present address, then the page is printed.
/** Replaces the drawn map by the one of the present address; keeps the old one when the server does not answer. */
async function redraw(): Promise<void> {
  const present = document.getElementById('drawn-map');
  try {
    const response = await fetch(location.href, { headers: { accept: 'text/html' } });
    if (!response.ok) return;
    const drawn = new DOMParser().parseFromString(await response.text(), 'text/html').getElementById('drawn-map');
    if (!present || !drawn) return;
    const fresh = document.adoptNode(drawn);
    // Beneath a live map it is on paper only: not seen, read or focused on the screen.
    if (present.classList.contains('gone')) {
      fresh.classList.add('gone');
      fresh.setAttribute('aria-hidden', 'true');
      for (const link of fresh.querySelectorAll('a')) link.setAttribute('tabindex', '-1');
    }
    present.replaceWith(fresh);
  } catch {
    // Offline: the earlier drawing is printed rather than nothing.
  }
}

export async function printView(): Promise<void> {
  await redraw();
  window.print();
}

/** The browser's own shortcut gets the same map; returns the clean-up. */
export function listenForPrint(): () => void {
  const intercept = (event: KeyboardEvent) => {
    if (event.key !== 'p' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    void printView();
  };
  addEventListener('keydown', intercept);
  return () => removeEventListener('keydown', intercept);
}
