import { metricPattern, validateExperiment } from '../../../modules/tuning';
import { matchRegex } from '../../../modules/tuning/validation/metrics/match-regex';
import { parseRegex } from '../../../modules/tuning/validation/metrics/regex-syntax';
import prints from '../../fixtures/metric-prints.json';
import { anExperiment } from './an-experiment';

/** What the checks say of a metric's regex, without the pattern they recommend. */
function said(name: string, regex: string, objective = name): string[] {
  return validateExperiment(
    anExperiment({
      objective: { type: 'Maximize', metric_name: objective },
      algorithm_specification: {
        metric_definitions: [
          { name, regex },
          ...(objective === name ? [] : [{ name: objective, regex: metricPattern(objective) }]),
        ],
      },
    }),
  ).map(({ severity, detail }) => `${severity}: ${detail.replace(/ To read such lines right.*/s, '')}`);
}

const reading = (regex: string, ...findings: string[]) => [
  `warning: The regex of m, ${regex}, ${findings.length < 2 ? (findings[0] ?? '') : `${findings.slice(0, -1).join('; ')}; and ${findings.at(-1) ?? ''}`}.`,
];
const stays = (line: string) => `does not read "${line}", so the value printed before it stays`;

describe('the offline check of a regex', () => {
  const names = [...new Set(prints.flatMap(({ reads }) => Object.keys(reads)))];

  it.each(names)('has nothing to say about our own pattern for %s', (name) => {
    expect(said(name, metricPattern(name))).toEqual([]);
  });

  it.each(prints)('reads what $from prints as the extractor does', ({ print, reads }) => {
    for (const [name, want] of Object.entries(reads)) {
      const node = parseRegex(metricPattern(name));
      if (node === undefined) throw new Error(`${name} has no pattern`);
      const read = print.split(/\r?\n|\r/).map((line) => matchRegex(node, line));
      expect(read.filter((text) => text !== undefined)).toHaveLength(want.length);
    }
  });

  it.each([
    { regex: 'x:m=([0-9.]+)', want: [`reads "x:m=1.5e-05" as 1.5`, stays('x:m=nan')] },
    {
      regex: 'm: (\\d+)',
      want: [
        'reads "m: 0.5" as 0',
        'reads "m: 1.5e-05" as 1',
        'reads "val_m: 1" although that is another metric',
        stays('m: nan'),
      ],
    },
    { regex: 'MSE: (\\S+)', want: ['reads "RMSE: 0.5" although that is another metric'] },
    { regex: 'x-m -?([0-9.]+(?:e[-+]?\\d+)?|nan)', want: ['reads "x-m -0.5" as 0.5'] },
    { regex: 'x/m=([0-9.]+);', want: [stays('x/m=1.5e-05;'), stays('x/m=nan;')] },
    { regex: 'x/m=(.*?)', want: [stays('x/m=0.5')] },
    {
      regex: '.*\\[[0-9]+\\].*#011validation-rmse:([-+]?[0-9]*\\.?[0-9]+(?:[eE][-+]?[0-9]+)?).*',
      want: [stays('[0]#011validation-rmse:nan')],
    },
  ])('says of $regex: $want', ({ regex, want }) => {
    expect(said('m', regex)).toEqual(reading(regex, ...want));
  });

  it.each([
    'validation:accuracy=(\\S+)',
    '#quality_metric: host=\\S+, train auc <score>=(\\S+)',
    '(?i)eval_loss[^0-9]*?: (\\S+)',
    "'eval_accuracy': ([^,}]+)",
    'x_m=(?P<value>\\S{1,20})',
    // Not to be tried: lookaround is beyond the common core.
    'm=(.*)(?=;)',
    // No number is read by it, and none of the probes says why.
    '(a+)+$',
  ])('has nothing to say about %s', (regex) => {
    expect(said('m', regex)).toEqual([]);
  });

  it('tells only of the objective what only the objective decides', () => {
    expect(said('loss', 'loss=(\\S+)', 'acc')).toEqual([]);
    expect(said('loss', 'loss=(-?[0-9.]+)', 'acc')).toEqual([
      'warning: The regex of loss, loss=(-?[0-9.]+), reads "loss=1.5e-05" as 1.5.',
    ]);
  });

  it.each([
    '(a+)+$',
    '(.*.*.*.*.*.*)*x=(\\d+)',
    '((x+x+)+)y',
    `x=(${'(?:.?'.repeat(40)}${')'.repeat(40)}\\d)`,
  ])('gives up on %s before it causes a delay', (regex) => {
    const node = parseRegex(regex);
    expect(node).toBeDefined();
    if (node !== undefined) expect(matchRegex(node, `${'a'.repeat(90)}!`)).toBeUndefined();
  });

  it('has one word for definitions beside those of a built-in algorithm: SageMaker refuses them', () => {
    const algorithm_specification = {
      training_image: '683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.7-1',
      metric_definitions: [{ name: 'm', regex: 'm=([0-9.]+)' }],
    };
    expect(validateExperiment(anExperiment({ algorithm_specification }))).toMatchObject([
      {
        severity: 'error',
        summary: 'Metrics of a Built-in Algorithm',
        detail: expect.stringContaining('Remove metric_definitions') as string,
      },
    ]);
  });

  it.each<[string, string | undefined, string]>([
    ['000000000000.dkr.ecr.us-east-1.amazonaws.com', anExperiment().role_arn, 'it lies in the own account'],
    ['683313688378.dkr.ecr.us-east-1.amazonaws.com', undefined, 'the own account is not known yet'],
  ])('lets an image named xgboost of %s with role %s define metrics: %s', (registry, role_arn) => {
    const training_image = `${registry}/xgboost@sha256:${'0'.repeat(64)}`;
    const algorithm_specification = { training_image };
    expect(validateExperiment(anExperiment({ algorithm_specification, role_arn }))).toEqual([]);
  });

  it('rejects a line break, as SageMaker does', () => {
    const metric_definitions = [
      { name: 'm', regex: 'x:m=(\\S+)\n' },
      { name: 'a\rb', regex: 'a=(\\S+)' },
    ];
    expect(
      validateExperiment(
        anExperiment({
          objective: { type: 'Maximize', metric_name: 'm' },
          algorithm_specification: { metric_definitions },
        }),
      ),
    ).toMatchObject([
      {
        severity: 'error',
        summary: 'Line Break in Metric',
        path: ['algorithm_specification', 'metric_definitions', 0, 'regex'],
      },
      {
        severity: 'error',
        summary: 'Line Break in Metric',
        path: ['algorithm_specification', 'metric_definitions', 1, 'name'],
      },
    ]);
  });

  it.each([
    ['reads a wrong value', '(?:^|\\s)m=([0-9.]+)', 'Regex Can Read a Wrong Value'],
    ['misses some', '(?:^|\\s)m=([-+0-9.e]+)(?:\\s|$)', 'Regex Misses Some Values'],
  ])('says in the title whether it %s', (_, regex, title) => {
    const objective = { type: 'Maximize', metric_name: 'm' } as const;
    const algorithm_specification = { metric_definitions: [{ name: 'm', regex }] };
    expect(
      validateExperiment(anExperiment({ objective, algorithm_specification })).map(({ summary }) => summary),
    ).toEqual([title]);
  });

  it('recommends a pattern that reads the lines it is recommended for', () => {
    const [warning] = validateExperiment(
      anExperiment({
        objective: { type: 'Minimize', metric_name: 'validation:rmse' },
        algorithm_specification: {
          metric_definitions: [{ name: 'validation:rmse', regex: '#011validation-rmse:([0-9.]+)' }],
        },
      }),
    );
    expect(warning?.detail).toContain(`in HCL): ${metricPattern('validation-rmse')}`);
  });
});
