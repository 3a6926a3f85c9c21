/** Colours by meaning. Each function returns its text unchanged if colours are off. */
export interface Style {
  strong(text: string): string;
  faint(text: string): string;
  good(text: string): string;
  bad(text: string): string;
  warn(text: string): string;
  accent(text: string): string;
}

// Own code beside util.styleText: that judges by the environment and streams of this process, and differently in Node 20 and 22,
// while a command's output, which may be paged or tested, brings its own of both.
const paint =
  (open: number, close: number) =>
  (text: string): string =>
    `\u001b[${String(open)}m${text}\u001b[${String(close)}m`;

const plain = (text: string): string => text;

export const noStyle: Style = {
  strong: plain,
  faint: plain,
  good: plain,
  bad: plain,
  warn: plain,
  accent: plain,
};

export const ansiStyle: Style = {
  strong: paint(1, 22),
  faint: paint(2, 22),
  good: paint(32, 39),
  bad: paint(31, 39),
  warn: paint(33, 39),
  accent: paint(36, 39),
};

/**
 * Returns the style for a stream. `NO_COLOR` (any non-empty value, https://no-color.org) takes precedence, then `FORCE_COLOR`,
 * then whether the stream is a terminal.
 */
export function styleFor(env: NodeJS.ProcessEnv, isTty: boolean): Style {
  if ((env['NO_COLOR'] ?? '') !== '') return noStyle;
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined) return forced === '0' || forced === 'false' ? noStyle : ansiStyle;
  return isTty && env['TERM'] !== 'dumb' ? ansiStyle : noStyle;
}
