import type {
  CreateHyperParameterTuningJobRequest,
  HyperParameterTuningJobConfig,
} from '@aws-sdk/client-sagemaker';
import { ownershipTags } from '../../modules/aws';
import { tuningJobName } from '../../modules/tuning';
import type { SageMakerFixture } from '../support/sagemaker-fixture';

/** Trains in a hundredth of a second. Two kinds of settings fail, each with its own words. */
const TRAIN = `#!/usr/bin/env -S python3 -IS
import json, math, os, sys
base = os.environ.get("SAGEMAKER_BASE_DIR", "/opt/ml")
given = json.load(open(os.path.join(base, "input/config/hyperparameters.json")))
number = lambda name, other: float(given.get(name, other))
depth, rate, kind = number("max_depth", 5), number("learning_rate", 0.01), given.get("booster", "gbtree")
if kind == "<b>dart" and depth > 8:
    print("epoch 1 of 10", file=sys.stderr)
    sys.exit("ValueError: depth & width <do not fit>, because a text as long as this one has to be broken somewhere on a narrow page: s3://experiments/data/train/2026/11/30/part-00017-of-00128.parquet")
if rate > 0.2: sys.exit("FloatingPointError: the loss is not a number")
score = 0.62 + 0.03 * depth - 0.08 * abs(math.log10(rate) + 2) - (0.05 if kind == "gblinear" else 0)
print("validation:accuracy=%f;" % min(0.99, score))
print("rows_per_second=%f;" % (10 ** (6 * score)))
`;

/** Experiments whose reports have all that a report can have. */
export const SEARCHES = {
  /** Two generations, failures of two causes. */
  digits: 'digits',
  /** Two training definitions whose results do not compare. */
  models: 'two-models',
  /** No result. */
  dead: 'dead',
  /** Many hyperparameters with long names and long categories, a winner at the edge of the space. */
  wide: 'wide',
} as const;

const ACCURACY = [{ Name: 'validation:accuracy', Regex: 'validation:accuracy=([^;]*);' }];
const SPEED = [{ Name: 'rows_per_second', Regex: 'rows_per_second=([^;]*);' }];
const rangesOf = (deepest: number) => ({
  IntegerParameterRanges: [
    { Name: 'max_depth', MinValue: '2', MaxValue: String(deepest), ScalingType: 'Linear' as const },
  ],
  ContinuousParameterRanges: [
    { Name: 'learning_rate', MinValue: '0.0001', MaxValue: '0.5', ScalingType: 'Logarithmic' as const },
  ],
  CategoricalParameterRanges: [{ Name: 'booster', Values: ['gbtree', 'gblinear', '<b>dart'] }],
});

/** Runs all searches to their ends. */
export async function runSearches(aws: SageMakerFixture): Promise<void> {
  const image = await aws.pushImage('reported', { train: TRAIN });
  const request = (config: Partial<HyperParameterTuningJobConfig>): CreateHyperParameterTuningJobRequest => {
    const { TrainingJobDefinition: definition, ...rest } = aws.tuningRequest('unnamed', image, {
      HyperParameterTuningJobObjective: { Type: 'Maximize', MetricName: 'validation:accuracy' },
      ...config,
    });
    return {
      ...rest,
      TrainingJobDefinition: {
        ...definition!,
        AlgorithmSpecification: { ...definition!.AlgorithmSpecification!, MetricDefinitions: ACCURACY },
      },
    };
  };
  const jobs = (most: number) => ({
    ResourceLimits: { MaxNumberOfTrainingJobs: most, MaxParallelTrainingJobs: 4 },
  });
  await launch(aws, SEARCHES.digits, 1, request({ ...jobs(12), ParameterRanges: rangesOf(5) }));
  await launch(
    aws,
    SEARCHES.digits,
    2,
    request({ ...jobs(30), RandomSeed: 11, ParameterRanges: rangesOf(10) }),
  );
  await launch(aws, SEARCHES.models, 1, twoModels(request(jobs(20))));
  const dart = { ...rangesOf(10), CategoricalParameterRanges: [{ Name: 'booster', Values: ['<b>dart'] }] };
  const deep = { ...dart, IntegerParameterRanges: [{ Name: 'max_depth', MinValue: '9', MaxValue: '10' }] };
  await launch(aws, SEARCHES.dead, 1, request({ ...jobs(4), ParameterRanges: deep }));
  await launch(aws, SEARCHES.wide, 1, request({ ...jobs(60), ParameterRanges: WIDE }));
}

const LONG = [
  'a-category-whose-name-is-long',
  'another-category-whose-name-is-long',
  'short',
  's3://experiments/x.json',
];
const WIDE = {
  IntegerParameterRanges: [{ Name: 'max_depth', MinValue: '2', MaxValue: '10' }],
  ContinuousParameterRanges: [
    { Name: 'learning_rate', MinValue: '0.0000001', MaxValue: '0.1', ScalingType: 'Logarithmic' as const },
    ...['subsample', 'colsample_bytree', 'a_hyperparameter_with_a_name_of_more_than_forty_characters'].map(
      (Name) => ({
        Name,
        MinValue: '0',
        MaxValue: '1',
      }),
    ),
    { Name: 'rows_per_group', MinValue: '1000', MaxValue: '25000000' },
  ],
  CategoricalParameterRanges: [
    { Name: 'initialiser', Values: LONG },
    { Name: 'optimiser', Values: ['adam', 'sgd', 'rmsprop', 'adagrad', 'adadelta', 'nadam', 'ftrl', 'lion'] },
  ],
};

/** Makes two definitions of one: trees by their accuracy, nets by their speed. */
function twoModels({
  TrainingJobDefinition: definition,
  HyperParameterTuningJobConfig: config,
  ...rest
}: CreateHyperParameterTuningJobRequest): CreateHyperParameterTuningJobRequest {
  const { HyperParameterTuningJobObjective: _, ParameterRanges: _ranges, ...shared } = config!;
  const { IntegerParameterRanges, ContinuousParameterRanges } = rangesOf(10);
  const specification = definition!.AlgorithmSpecification!;
  return {
    ...rest,
    HyperParameterTuningJobConfig: shared,
    TrainingJobDefinitions: [
      {
        ...definition!,
        DefinitionName: 'trees',
        TuningObjective: { Type: 'Maximize', MetricName: 'validation:accuracy' },
        HyperParameterRanges: { IntegerParameterRanges },
      },
      {
        ...definition!,
        DefinitionName: 'nets',
        TuningObjective: { Type: 'Maximize', MetricName: 'rows_per_second' },
        HyperParameterRanges: { ContinuousParameterRanges },
        AlgorithmSpecification: { ...specification, MetricDefinitions: SPEED },
      },
    ],
  };
}

async function launch(
  aws: SageMakerFixture,
  experiment: string,
  generation: number,
  request: CreateHyperParameterTuningJobRequest,
): Promise<void> {
  const own = { owner: 'me', experiment, fingerprint: String(generation), generation, run: 1 };
  const name = tuningJobName({ ...own, name: experiment });
  const Tags = Object.entries(ownershipTags(own)).map(([Key, Value]) => ({ Key, Value }));
  await aws.createTuningJob({ ...request, HyperParameterTuningJobName: name, Tags });
  await aws.tuningJobEnd(name);
}
