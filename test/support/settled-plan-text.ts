const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/**
 * Returns what Terraform printed with everything settled that differs from run to run: digests and names made of them, ports, dates,
 * durations and what they cost.
 *
 * @param folders by the name that stands for each.
 */
export function settledPlanText(text: string, folders: Readonly<Record<string, string>>): string {
  let settled = text;
  for (const [name, folder] of Object.entries(folders)) settled = settled.replaceAll(folder, name);
  const replace = (pattern: RegExp, stand: (at: number, found: string) => string): void => {
    const found = [...new Set(settled.match(pattern) ?? [])];
    for (const [at, one] of found.entries()) settled = settled.replaceAll(one, stand(at, one));
  };
  replace(/\b(?:localhost|127\.0\.0\.1):\d+/g, () => 'localhost:4747');
  replace(/\b[0-9a-f]{64}\b/g, (at) => `${(at + 1).toString(16)}…`);
  replace(
    /-[a-z2-7]{12}(?=-\d{3}-[0-9a-z]{8}\b|["\s./,;:)-])/g,
    (at) => `-${(LETTERS[at] ?? '?').repeat(12)}`,
  );
  replace(/-\d{3}-[0-9a-z]{8}\b/g, (at, one) => `${one.slice(0, 4)}-${(LETTERS[at] ?? '?').repeat(8)}`);
  // The tests install the provider in a way that Terraform warns about.
  settled = settled
    .replace(/^[^]*?(?=^Terraform used the selected providers)/m, '')
    .replace(/\b(cost_usd +=) [\d.]+/g, '$1 0.0001')
    .replace(/ +$/gm, '');
  return inOrder(settled);
}

/** Terraform prints the warnings of resources that it plans at a time in the order in which they come. */
function inOrder(text: string): string {
  const [plan = '', ...warnings] = text.trimEnd().split(/\n(?=Warning: )/);
  const settled = warnings.map((one) => `\n${one.trimEnd().split('\n\n').map(wrapped).join('\n\n')}`);
  return [plan.trimEnd(), ...settled.toSorted(), ''].join('\n');
}

/** Terraform's own width where it has no terminal. */
const WIDTH = 78;

/** Terraform breaks lines before the names of folders are settled, so that they depend on the length of those. */
function wrapped(paragraph: string): string {
  if (/^\s|^Warning: /.test(paragraph)) return paragraph;
  const lines: string[] = [];
  for (const word of paragraph.split(/\s+/)) {
    const line = lines.at(-1);
    if (line === undefined || line.length + 1 + word.length > WIDTH) lines.push(word);
    else lines[lines.length - 1] = `${line} ${word}`;
  }
  return lines.join('\n');
}
