/**
 * The text allowed before the name. With a longer name (`val_loss`, `train-rmse`, `eval/loss`) it is another metric.
 */
const START = [
  '^',
  '[^\\w.:/-]',
  // SageMaker's logs spell control characters such as a tab or a carriage return this way.
  '#0[0-3][0-7]',
  // The prefix of Python's logging: `INFO:root:`.
  '(?:DEBUG|INFO|WARNING|ERROR):[\\w.]*:',
].join('|');

const SPACES = '(?:\\s|#011)*';

/** The format of numbers of arrays and tensors: `np.float64(0.93)`, `tensor(0.5, device='cuda:0')`. */
const WRAPPER = '(?:(?:(?:np|numpy)[.]\\w+|tensor|[aA]rray)[(])?';

/** A number as programs print it, without its sign. */
export const NUMBER = [
  '(?:[0-9]+[.]?[0-9]*|[.][0-9]+)(?:[eE][-+]?[0-9]+)?',
  '[nN][aA][nN]',
  '[iI][nN][fF](?:[iI][nN][iI][tT][yY])?',
].join('|');

/**
 * The text allowed after the number. A number that continues in another form (`0x1f`, `1,234`, `1_000`, `3/10`,
 * `12:30`, `1.2.3`), or with a unit that programs change with the size (`950ms`, `1.2k`), is not read at all: no
 * value is better than a wrong one.
 */
const END = "$|[^\\w.,:/'*^]|[.,:/'*^](?:$|[^0-9])";

/**
 * Returns the pattern that reads a metric by its name: `loss=0.25`, `loss: 1.5e-05`, `"loss": 0.25`. It has one
 * capture group, which matches a number, `nan` or `inf`, and uses only syntax that RE2, Java, Python and JavaScript
 * share.
 */
export function metricPattern(metricName: string): string {
  const literal = metricName.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return `(?:${START})${literal}["']?${SPACES}[=:]${SPACES}["']?${WRAPPER}["']?([-+]?(?:${NUMBER}))(?:${END})`;
}
