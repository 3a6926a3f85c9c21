import {
  MetricExtractor,
  metricRegexProblem,
} from '../../../../../modules/local-cloud/jobs/training/metric-extractor';
import { LineSplitter } from '../../../../../modules/local-cloud/runners/process/line-splitter';
import { metricPattern } from '../../../../../modules/tuning';
import type { MetricValue } from '../../../../../modules/local-cloud/jobs/training/training-job-record';
import prints from '../../../../fixtures/metric-prints.json';

test.each([
  { regex: 'acc=([0-9\\.]+)', line: 'epoch 1 acc=0.91 loss=0.3', value: 0.91 },
  { regex: 'acc=(.*?);', line: 'acc=1e-3;', value: 0.001 },
  { regex: 'loss: (-?\\d+\\.\\d+)', line: 'loss: -2.50', value: -2.5 },
  {
    regex: '#quality_metric: host=\\S+, train auc <score>=(\\S+)',
    line: '#quality_metric: host=algo-1, train auc <score>=0.5',
    value: 0.5,
  },
  { regex: 'acc=(\\S+)', line: 'acc=nan', value: Number.NaN },
  { regex: 'acc=(\\S+)', line: 'acc=-inf', value: -Infinity },
  { regex: 'acc=(\\S+)', line: 'acc=high', value: undefined },
  { regex: 'acc=(\\S+)', line: 'loss=1', value: undefined },
  { regex: 'acc=(\\S+)', line: 'acc=0x1f', value: undefined },
  { regex: 'acc=(\\S+)', line: 'acc=0b1', value: undefined },
  { regex: 'acc=(\\S*)', line: 'acc=', value: undefined },
  { regex: 'acc=(\\S+)', line: 'acc=1e400', value: Infinity },
  { regex: 'acc=([^;]+)', line: 'acc= +.5E-3 ;', value: 0.0005 },
  { regex: 'acc=(\\d+)(\\.\\d+)?', line: 'acc=3.5', value: 3 },
])('$regex finds $value in "$line"', ({ regex, line, value }) => {
  const found = new MetricExtractor([{ Name: 'm', Regex: regex }]).read(line, 5);
  expect(found).toEqual(value === undefined ? [] : [{ name: 'm', value, timestampMs: 5 }]);
});

test('the final value of each metric is its last, in the order of the definitions', () => {
  const extractor = new MetricExtractor([
    { Name: 'loss', Regex: 'loss=(\\S+)' },
    { Name: 'acc', Regex: 'acc=(\\S+)' },
    { Name: 'never', Regex: 'never=(\\S+)' },
  ]);
  for (const [at, line] of ['acc=1 loss=9', 'loss=8', 'acc=2'].entries()) extractor.read(line, at);
  expect(extractor.final()).toEqual([
    { name: 'loss', value: 8, timestampMs: 1 },
    { name: 'acc', value: 2, timestampMs: 2 },
  ]);
});

test.each([
  { regex: '(a+)+$', line: `${'a'.repeat(60_000)}!` },
  { regex: '((x+x+)+)y', line: 'x'.repeat(60_000) },
  { regex: '([a-z]{0,100}x?){0,9}[0-9]$', line: 'ab'.repeat(30_000) },
])('$regex on a hostile line is done before the test gives up', ({ regex, line }) => {
  const extractor = new MetricExtractor([{ Name: 'm', Regex: regex }]);
  expect(extractor.read(line, 0)).toEqual([]);
});

test.each([
  { regex: 'acc=(.*)', problem: undefined },
  { regex: '(?P<v>\\d+)', problem: undefined },
  { regex: 'acc=(.*)(?=;)', problem: /Lookaround, backreferences/ },
  { regex: '(a)\\1', problem: /Lookaround, backreferences/ },
  { regex: 'acc=(', problem: /missing closing/ },
  { regex: 'acc=\\d+', problem: /no capturing group/ },
])('the verdict on $regex', ({ regex, problem }) => {
  const verdict = metricRegexProblem({ Name: 'acc', Regex: regex });
  if (problem === undefined) expect(verdict).toBeUndefined();
  else expect(verdict).toMatch(problem);
});

const rows = prints.flatMap(({ from, print, reads }) =>
  Object.entries(reads).map(([metric, want]) => ({ from, print, metric, want: want })),
);

test('the table of real prints is as large as it claims', () => {
  expect(prints.length).toBeGreaterThanOrEqual(100);
  expect(new Set(prints.map(({ from }) => from)).size).toBe(prints.length);
});

test.each(rows)('the pattern for $metric reads what $from prints', ({ print, metric, want }) => {
  const extractor = new MetricExtractor([{ Name: metric, Regex: metricPattern(metric) }]);
  const values: MetricValue[] = [];
  const lines = new LineSplitter((line) => values.push(...extractor.read(line, 0)));
  lines.push(Buffer.from(print));
  lines.end();
  expect(values.map(({ value }) => (Number.isFinite(value) ? value : spelt(value)))).toEqual(want);
  expect(extractor.final()).toEqual(values.slice(-1));
});

function spelt(value: number): string {
  return Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf';
}

test('what a reader of the log would not expect is said once', () => {
  const said: string[] = [];
  const definitions = [
    { Name: 'loss', Regex: 'loss=(\\S+)' },
    { Name: 'acc', Regex: 'acc=(\\S+)' },
  ];
  const extractor = new MetricExtractor(definitions, (sentence) => said.push(sentence));
  const long = `${' '.repeat(9000)}acc=1`;
  for (const line of [
    'loss=1',
    'loss=nan',
    'loss=-inf',
    'loss=0.5,',
    'loss=high',
    'acc=1 acc=1',
    'acc=1 acc=2',
    'acc=3 acc=4',
    long,
    long,
  ]) {
    extractor.read(line, 0);
  }
  expect(said).toEqual([
    'Local cloud: metric loss is nan. The metric has no final value unless the job prints a number later.',
    'Local cloud: metric loss: its regex caught "0.5,", which is not a number. Ignored.',
    'Local cloud: metric acc: its regex finds 1 and 2 on one line. The first counts.',
    'Local cloud: only the first 8,192 characters of a line are searched for metrics. Print them on lines of their own.',
  ]);
});
