// HTML and SVG by template: whatever is put in is escaped, unless it is itself a template's result.

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text made safe for element content and quoted attributes. Control characters, which XML forbids, are dropped. */
export function escapeHtml(text: string): string {
  return text.replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '').replace(/[&<>"']/g, (character) => entities[character]!);
}

/** Markup that is known to be safe: only `html` and `trusted` make it. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
  toString(): string { return this.text; }
}

export type Piece = Html | string | number | null | undefined | false | readonly Piece[];

function write(piece: Piece): string {
  if (piece === null || piece === undefined || piece === false) return '';
  if (piece instanceof Html) return piece.text;
  if (typeof piece === 'string') return escapeHtml(piece);
  if (typeof piece === 'number') return String(piece);
  return piece.map(write).join('');
}

/** html`<p title="${title}">${words}</p>`: attributes always in double quotes. */
export function html(strings: TemplateStringsArray, ...pieces: Piece[]): Html {
  return new Html(strings.reduce((text, part, index) => text + write(pieces[index - 1]) + part));
}

/** For markup that we wrote ourselves: path data, constants. Never for data. */
export function trusted(text: string): Html {
  return new Html(text);
}

/** JSON for a `<script>` of data: `<` must not close it, and the line separators must not end a string. */
export function jsonScript(value: unknown): Html {
  return new Html(JSON.stringify(value).replace(/</g, '\\u003c').replace(/\u2028/g, '\\u2028').replace(/\u2029/g, '\\u2029'));
}

/** An address that may stand in a link: http(s) only, else null. */
export function safeUrl(text: string): string | null {
  return /^https?:\/\//i.test(text) ? text : null;
}
