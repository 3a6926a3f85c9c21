import { escaped } from './escaped';
import { STYLE } from './style';

/** Returns a part of the page, with its heading. */
export const sectionOf = (id: string, title: string, body: string): string =>
  `<section aria-labelledby="${id}"><h2 id="${id}">${escaped(title)}</h2>${body}</section>`;

/** Returns a text as it was printed. It wraps, so that it needs no scrolling. */
export const printedText = (text: string): string => `<pre>${escaped(text)}</pre>`;

/** Returns links to the sections of a page, for those who do not see how long it is. */
export function contentsOf(body: string): string {
  const heads = [...body.matchAll(/<h2 id="([^"]+)">(.*?)<\/h2>/g)];
  const links = heads.map(([, id = '', text = '']) => `<li><a href="#${id}">${text}</a></li>`);
  return `<nav aria-label="Contents"><ul>${links.join('')}</ul></nav>`;
}

/** Returns a page without scripts that loads nothing, and that a browser would not let load anything. */
export const pageOf = (title: string, body: string): string =>
  `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">` +
  `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">` +
  `<title>${escaped(title)}</title><style>${STYLE}</style></head><body>${body}</body></html>\n`;
