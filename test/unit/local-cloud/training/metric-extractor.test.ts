import {
  MetricExtractor,
  metricRegexProblem,
} from '../../../../modules/local-cloud/training/metric-extractor';

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
