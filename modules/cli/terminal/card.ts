import type { Style } from './style';

/** Returns labelled lines with the labels in one column. Omits entries without a value. */
export function renderCard(
  entries: readonly (readonly [string, string | undefined])[],
  style: Style,
): string {
  const shown = entries.filter((entry): entry is readonly [string, string] => entry[1] !== undefined);
  const width = Math.max(0, ...shown.map(([label]) => label.length));
  return shown
    .map(([label, value]) => {
      const continued = value.split('\n').join(`\n${' '.repeat(width + 4)}`);
      return `  ${style.faint(label.padEnd(width))}  ${continued}`;
    })
    .join('\n');
}
