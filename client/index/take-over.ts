// Takes over the page that the server wrote: the same boxes in the same place, the drawn map kept where it is.
import { mount } from 'svelte';
import App from '../App.svelte';
import { prime } from '../state/api.ts';
import { Session, type Boot } from '../state/session.svelte.ts';
import { View } from '../state/view.svelte.ts';

const target = document.getElementById('app');
const written = document.getElementById('city')?.textContent;
if (!target || !written) throw new Error('the page lacks #app or #city');

const boot = JSON.parse(written) as Boot;
prime(boot.answers ?? {});
const drawn = document.getElementById('drawn-map');
// One task from the server's page to ours: the browser paints nothing in between.
target.replaceChildren();
mount(App, { target, props: { session: new Session(boot, new View()), drawn } });
