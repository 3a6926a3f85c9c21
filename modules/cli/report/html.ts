const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Returns a text as HTML shows it: names, logs and settings come from outside. */
export const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);

/** Returns a table; the cells are texts. */
export function tableOf(
  caption: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const headOf = (row: readonly string[]): string =>
    `<tr>${row.map((cell) => `<th scope="col">${escaped(cell)}</th>`).join('')}</tr>`;
  // The first cell names the row to those who hear the others.
  const rowOf = ([name = '', ...cells]: readonly string[]): string =>
    `<tr><th scope="row">${escaped(name)}</th>${cells.map((cell) => `<td>${escaped(cell)}</td>`).join('')}</tr>`;
  return (
    // Wide tables scroll in a box of their own, which the keyboard reaches.
    `<div class="wide" tabindex="0" role="region" aria-label="${escaped(caption)}"><table><caption>${escaped(caption)}</caption>` +
    `<thead>${headOf(head)}</thead><tbody>${rows.map(rowOf).join('')}</tbody></table></div>`
  );
}

/** Returns a chart with a title and a description for those who do not see it, and its numbers as a table that opens. */
export function figureOf(
  {
    id,
    title,
    description,
    svg,
  }: { readonly id: string; readonly title: string; readonly description: string; readonly svg: string },
  table: string,
): string {
  const drawn = svg.replace(/^<svg([^>]*)>/, (_, attributes: string) => {
    const size = /width="(\d+)"[^>]*height="(\d+)"/.exec(attributes);
    return (
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size?.[1] ?? '720'} ${size?.[2] ?? '320'}" role="img" ` +
      `aria-labelledby="${id}-title ${id}-desc"><title id="${id}-title">${escaped(title)}</title><desc id="${id}-desc">${escaped(description)}</desc>`
    );
  });
  return (
    `<section aria-labelledby="${id}"><h2 id="${id}">${escaped(title)}</h2><figure>${drawn}<figcaption>${escaped(description)}</figcaption></figure>` +
    `<details><summary>Numbers: ${escaped(title)}</summary>${table}</details></section>`
  );
}

/** Returns a text as it was printed, in a box of its own that scrolls, which the keyboard reaches. */
export const printedText = (label: string, text: string): string =>
  `<pre tabindex="0" role="region" aria-label="${escaped(label)}">${escaped(text)}</pre>`;

/** Returns links to the sections of a page, for those who do not see how long it is. */
export function contentsOf(body: string): string {
  const heads = [...body.matchAll(/<h2 id="([^"]+)">(.*?)<\/h2>/g)];
  const links = heads.map(([, id = '', text = '']) => `<li><a href="#${id}">${text}</a></li>`);
  return `<nav aria-label="Contents"><ul>${links.join('')}</ul></nav>`;
}

const STYLE = `
:root{color-scheme:light dark;--page:#fff;--ink:#1b1f24;--faint:#57606a;--line:#d0d7de;--link:#0b57d0}
@media (prefers-color-scheme:dark){:root{--page:#12161c;--ink:#e6e9ee;--faint:#a3adb9;--line:#39424e;--link:#8ab4f8}}
body{background:var(--page);color:var(--ink);font:16px/1.5 system-ui,sans-serif;margin:0 auto;max-width:60rem;padding:1.5rem}
h1{margin:0}h2{font-size:1.15rem;margin:2rem 0 .5rem}dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem}
dt,figcaption,caption{color:var(--faint)}dd{margin:0}figure{margin:0}svg{width:100%;height:auto}figcaption{font-size:.9rem}
.wide{overflow:auto;max-height:32rem}table{border-collapse:collapse;font-size:.875rem}caption{text-align:left}
a{color:var(--link)}nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1rem;list-style:none;padding:0}th[scope=row]{font-weight:400}
th,td{border-bottom:1px solid var(--line);padding:.25rem .75rem .25rem 0;text-align:left;white-space:nowrap}
pre{overflow:auto;border:1px solid var(--line);padding:.75rem;white-space:pre-wrap}
summary{cursor:pointer}:focus-visible{outline:3px solid var(--link);outline-offset:2px}
@media print{details{display:block}}
`;

/** Returns a page without scripts that loads nothing, and that a browser would not let load anything. */
export const pageOf = (title: string, body: string): string =>
  `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">` +
  `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">` +
  `<title>${escaped(title)}</title><style>${STYLE}</style></head><body><main>${body}</main></body></html>\n`;
