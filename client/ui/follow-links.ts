// Plain links everywhere, which work without this file; one listener turns those inside the application into steps of the view.
import { readAddress } from '../../geodata/address.ts';
import type { View } from '../state/view.svelte.ts';

/** Returns the clean-up. `reach` is called with the fragment of a followed link, or ''. */
export function followLinks(view: View, reach: (fragment: string) => void): () => void {
  const follow = (event: MouseEvent) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    const href = link?.getAttribute('href');
    if (!link || !href?.startsWith('/') || link.hasAttribute('download') || link.getAttribute('target')) return;
    const url = new URL(href, location.href);
    // What is no page of ours (the API, a file) goes to the server.
    if (readAddress(url).page.kind === 'missing') return;
    event.preventDefault();
    view.follow(url);
    reach(url.hash);
  };
  // On the window, which hears last: a component's own handler (« Retour ») may have taken the click.
  addEventListener('click', follow);
  return () => removeEventListener('click', follow);
}
