import { escaped } from './escaped';

export interface Figure {
  readonly id: string;
  readonly title: string;
  /** What the drawing shows, also for those who do not see it. */
  readonly description: string;
  /** Drawings of the same for wide pages and narrow ones, or one for both. */
  readonly drawings: { readonly wide: string; readonly narrow: string } | { readonly any: string };
  /** The numbers as a table. */
  readonly table?: string;
  /** 3 within a section that has a heading of its own. */
  readonly level: 2 | 3;
}

/** Returns a chart with a name and a description for those who do not see it, and its numbers as a table that opens. */
export function figureOf({ id, title, description, drawings, table, level }: Figure): string {
  const head = `h${String(level)}`;
  const drawn =
    'any' in drawings
      ? drawings.any
      : `<div class="on-wide">${drawings.wide}</div><div class="on-narrow">${drawings.narrow}</div>`;
  const numbers =
    table === undefined
      ? ''
      : `<details><summary>Numbers<span class="unseen">: ${escaped(title)}</span></summary>${table}</details>`;
  return (
    `<figure aria-labelledby="${id}"><${head} id="${id}">${escaped(title)}</${head}>` +
    `<div class="chart" role="img" aria-labelledby="${id}" aria-describedby="${id}-desc">${drawn}</div>` +
    `<figcaption id="${id}-desc">${escaped(description)}</figcaption>${numbers}</figure>`
  );
}
