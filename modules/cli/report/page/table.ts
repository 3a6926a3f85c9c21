import { escaped } from './escaped';

/** A cell: a text; a number, which stands to the right; or a status, which has a mark as well as a word. */
export type Cell =
  string | { readonly number: string } | { readonly status: string } | { readonly prose: string };

export interface Row {
  /** The first cell, which names the row to those who hear the others. */
  readonly name: string;
  readonly cells: readonly Cell[];
  /** Whether the row stands out. */
  readonly best?: boolean;
}

/** Returns a table. A wide or long one scrolls in a box of its own, which the keyboard reaches. */
export function tableOf(caption: string, head: readonly string[], rows: readonly Row[]): string {
  const numeric = head.map((_, at) => at > 0 && rows.some(({ cells }) => isNumber(cells[at - 1])));
  const headOf = head.map(
    (cell, at) => `<th scope="col"${numeric[at] === true ? ' class="number"' : ''}>${escaped(cell)}</th>`,
  );
  return (
    `<div class="wide" tabindex="0" role="region" aria-label="${escaped(caption)}"><table><caption>${escaped(caption)}</caption>` +
    `<thead><tr>${headOf.join('')}</tr></thead><tbody>${rows.map(rowOf).join('')}</tbody></table></div>`
  );
}

const rowOf = ({ name, cells, best = false }: Row): string =>
  `<tr${best ? ' class="best"' : ''}><th scope="row">${escaped(name)}</th>${cells.map(cellOf).join('')}</tr>`;

function cellOf(cell: Cell): string {
  if (typeof cell === 'string') return `<td>${escaped(cell)}</td>`;
  if ('number' in cell) return `<td class="number">${escaped(cell.number)}</td>`;
  if ('prose' in cell) return `<td class="prose">${escaped(cell.prose)}</td>`;
  return `<td>${statusOf(cell.status)}</td>`;
}

/** Returns a status with a mark of its kind, whose shape tells it from others without the colour. */
export function statusOf(status: string): string {
  const kind =
    status === 'Completed' ? 'good' : status === 'Failed' ? 'bad' : status === 'Stopped' ? 'still' : 'busy';
  return `<span class="status ${kind}">${escaped(status)}</span>`;
}

const isNumber = (cell: Cell | undefined): boolean => typeof cell === 'object' && 'number' in cell;
