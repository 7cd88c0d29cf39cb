// The site's own sign, drawn: five places on land by the sea.
import { shapePaths } from '../../geodata/symbols.ts';
import type { City } from '../../geodata/city.ts';
import { messages } from '../../geodata/messages.ts';
import { paper, themes } from '../../geodata/themes.ts';
import { html } from './html.ts';

const spots = [[25, 24], [66, 20], [46, 46], [22, 66], [72, 58]] as const;

/** In a square of 96 units; `full` to the corners, for systems that cut their own. */
export function siteIcon(full = false): string {
  return html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96"><defs><clipPath id="edge"><rect width="96" height="96" rx="${full ? 0 : 20}"/></clipPath></defs><g clip-path="url(#edge)"><rect width="96" height="96" fill="${paper.land}"/><path d="M0 86C22 76 34 84 52 78C68 73 78 84 96 72V96H0Z" fill="#9fc4d3"/>${
    themes.map((theme, index) => html`<path transform="translate(${spots[index]!.join(' ')})" d="${shapePaths[theme.shape]}" fill="${theme.color}" stroke="#fff" stroke-width="2"/>`)
  }</g></svg>`.text;
}

export function webManifest(city: City): object {
  return {
    name: `Karter ${city.name}`, short_name: 'Karter', description: messages.about.home(city.name), lang: 'fr', start_url: '/', scope: '/', display: 'standalone',
    background_color: paper.land, theme_color: paper.land,
    icons: [
      { src: '/favicon.svg', type: 'image/svg+xml', sizes: 'any' },
      ...[192, 512].map((size) => ({ src: `/icone-${size}.png`, type: 'image/png', sizes: `${size}x${size}` })),
      { src: '/icone-512.png', type: 'image/png', sizes: '512x512', purpose: 'maskable' },
    ],
  };
}
