import { Testing } from 'cdktf';
import { TerraformStack } from 'cdktf';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { resolveConfiguration } from '../../../modules/constructs';
import { metricPattern } from '../../../modules/tuning';
import { exampleApp } from '../../../stacks/example-apps';
import { scratchFolder } from '../../support/scratch-folder';

const project = scratchFolder({
  'containers/mars/Dockerfile': 'FROM scratch\n',
  '.tuneform/data/mars/train/iris.csv': 'a\n1\n',
  '.tuneform/data/mars/validation/iris.csv': 'a\n1\n',
  'containers/claims/Dockerfile': 'FROM scratch\n',
  '.tuneform/data/claims/train/policies.csv': 'a\n1\n',
});
const SETTINGS = 'containers/claims/configuration';
cpSync(join(__dirname, '../../..', SETTINGS), join(project, SETTINGS), { recursive: true });

beforeAll(() => {
  delete process.env['XDG_STATE_HOME'];
});

interface Synthesised {
  readonly resource: Readonly<Record<string, Readonly<Record<string, never>>>>;
  readonly output: Readonly<Record<string, { readonly value: unknown }>>;
}

function synthesised(name: string, env: Record<string, string>): { stack: Synthesised; text: string } {
  const app = exampleApp(name, { env, project, outdir: join(project, 'cdktf.out') });
  const stack = app.node.children.find((node) => TerraformStack.isStack(node))!;
  stack.prepareStack();
  const text = Testing.synth(stack);
  return { stack: JSON.parse(text) as Synthesised, text };
}

const AWS = { TUNEFORM_TARGET: 'aws', TUNEFORM_ACCOUNT: '123456789012', TUNEFORM_OWNER: 'team' };
const only = (stack: Synthesised, type: string): never => Object.values(stack.resource[type] ?? {})[0]!;

describe('the stack of mars', () => {
  it('searches one range of each kind, nine jobs, three at a time, unless the settings say otherwise', () => {
    const search = (env: Record<string, string>) =>
      only(synthesised('mars', env).stack, 'tuneform_experiment') as object;
    expect(search(AWS)).toMatchObject({
      objective: { type: 'Minimize', metric_name: 'validation:mse' },
      resource_limits: { max_number_of_training_jobs: 9, max_parallel_training_jobs: 3 },
      parameter_ranges: {
        integer_parameter_ranges: [{ name: 'degree', min_value: 1, max_value: 3 }],
        continuous_parameter_ranges: [{ name: 'thresh', min_value: 0.001, max_value: 0.01 }],
        categorical_parameter_ranges: [{ name: 'prune', values: ['TRUE', 'FALSE'] }],
      },
      static_hyper_parameters: { target: 'Sepal.Length' },
    });
    expect(search({ ...AWS, TUNEFORM_TRIALS: '4' })).toMatchObject({
      resource_limits: { max_number_of_training_jobs: 4 },
    });
  });

  it('reads small numbers as R prints them, of which the original’s pattern read the first digit', () => {
    const { objective } = only(synthesised('mars', AWS).stack, 'tuneform_experiment') as {
      objective: { metric_name: string; regex: string };
    };
    const { regex } = objective;
    expect(new RegExp(regex).exec('validation:mse=1e-05')?.[1]).toBe('1e-05');
    expect(/mse: ([0-9.]+)/.exec('mse: 1e-05')?.[1]).toBe('1');
  });

  it.each([
    ['us-west-2', '123456789012.dkr.ecr.us-west-2.amazonaws.com/team/mars', 'arn:aws:'],
    ['cn-north-1', '123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn/team/mars', 'arn:aws-cn:'],
    ['cn-northwest-1', '123456789012.dkr.ecr.cn-northwest-1.amazonaws.com.cn/team/mars', 'arn:aws-cn:'],
  ])('in %s pushes its image to %s, with ARNs that begin with %s', (region, address, arn) => {
    const { stack, text } = synthesised('mars', { ...AWS, TUNEFORM_REGION: region });
    expect(stack.output['image_repository']).toEqual({ value: address });
    expect(new Set(text.match(/arn:aws[a-z-]*:/g))).toEqual(new Set([arn]));
  });
});

describe('the stack of claims', () => {
  interface Search {
    readonly name: string;
    readonly tags: Readonly<Record<string, string>>;
    readonly algorithm_specification: { metric_definitions: { name: string; regex: string }[] };
    readonly input_data_config: readonly { channel_name: string }[];
  }
  const searches = ({ resource }: Synthesised): readonly Search[] =>
    Object.values(resource['tuneform_experiment'] ?? {});
  const documents = ({
    resource,
  }: Synthesised): readonly { readonly key: string; readonly content: string }[] =>
    Object.values(resource['aws_s3_object'] ?? {}).filter((object) => 'content' in object);
  const hashOf = (...overrides: string[]): string =>
    resolveConfiguration({ folder: SETTINGS, base: project, overrides }).hash.slice(0, 16);

  it('is the published search at full size on AWS: one dotted name at random, with an end that can be reached', () => {
    const { stack } = synthesised('claims', AWS);
    expect(searches(stack)).toMatchObject([
      {
        name: 'claims',
        strategy: 'Random',
        random_seed: 1,
        training_job_early_stopping_type: 'Auto',
        tuning_job_completion_criteria: { target_objective_metric_value: 0.16 },
        objective: { type: 'Minimize', metric_name: 'validation:mae' },
        resource_limits: { max_number_of_training_jobs: 20, max_parallel_training_jobs: 2 },
        parameter_ranges: {
          integer_parameter_ranges: [{ name: 'model.max_leaf_nodes', min_value: 10, max_value: 200 }],
        },
        resource_config: { instance_type: 'ml.m5.large', volume_size_in_gb: 10 },
        stopping_condition: { max_runtime_in_seconds: 600 },
      },
    ]);
    expect(documents(stack).map(({ content }) => JSON.parse(content) as unknown)).toMatchObject([
      { values: { model: { max_iter: 200, max_leaf_nodes: 128 } } },
    ]);
  });

  it('is smaller on this machine, by settings alone', () => {
    const { stack } = synthesised('claims', {});
    expect(searches(stack)).toMatchObject([{ resource_limits: { max_number_of_training_jobs: 6 } }]);
    const local = hashOf('model.max_iter=30', 'model.min_samples_leaf=200');
    expect(documents(stack).map(({ key }) => key)).toEqual([
      `claims/configuration/${local}/configuration.json`,
    ]);
  });

  it('shows a reviewer the resolved configuration with the origin of each value, and its hash where it is used', () => {
    const { stack } = synthesised('claims', { ...AWS, TUNEFORM_OVERRIDES: 'model=large seed=7' });
    const [document] = documents(stack);
    expect(document?.key).toContain(hashOf('model=large', 'seed=7'));
    expect(JSON.parse(document?.content ?? '')).toMatchObject({
      values: { seed: 7 },
      provenance: {
        seed: { layer: 'static', source: 'seed=7', replaced: [{ source: 'config.yaml', value: 1 }] },
        'model.max_iter': { layer: 'group', source: 'model/large.yaml' },
      },
    });
    const [search] = searches(stack);
    expect(search?.tags).toEqual({ configuration: hashOf('model=large', 'seed=7') });
    expect(search?.input_data_config.map((channel) => channel.channel_name).sort()).toEqual([
      'configuration',
      'train',
    ]);
  });

  it('has one more search for each combination of a sweep, each with a configuration of its own', () => {
    const sweep = { TUNEFORM_SWEEP: 'model.loss=poisson,squared_error seed=1,2' };
    const { stack } = synthesised('claims', sweep);
    expect(
      searches(stack)
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual([
      'claims',
      'claims-loss-poisson-seed-1',
      'claims-loss-poisson-seed-2',
      'claims-loss-squared-error-seed-1',
      'claims-loss-squared-error-seed-2',
    ]);
    // Of the sweep's first, every value is the example's own.
    expect(new Set(searches(stack).map(({ tags }) => tags['configuration'])).size).toBe(4);
    expect(Object.keys(stack.resource['tuneform_endpoint'] ?? {})).toHaveLength(1);
  });

  it.each([
    [{ TUNEFORM_OVERRIDES: 'model.max_leafs=4' }, "Did you mean 'model.max_leaf_nodes'?"],
    [{ TUNEFORM_OVERRIDES: 'seed=1,2' }, 'which is a sweep'],
    [{ TUNEFORM_OVERRIDES: 'seed=3', TUNEFORM_SWEEP: 'seed=1,2' }, 'are about the same key'],
  ])('does not synthesise with %j', (env, message) => {
    expect(() => synthesised('claims', env)).toThrow(message);
  });

  it('reads every digit and exponent of an error, of which the original’s pattern read the first', () => {
    const [search] = searches(synthesised('claims', AWS).stack);
    const definitions = [
      ...(search?.algorithm_specification.metric_definitions ?? []),
      // The objective has its own.
      { name: 'validation:mae', regex: metricPattern('validation:mae') },
    ];
    expect(definitions.map(({ name }) => name).sort()).toEqual([
      'validation:deviance_explained',
      'validation:mae',
      'validation:mse',
      'validation:poisson_deviance',
    ]);
    for (const { name, regex } of definitions) {
      expect(new RegExp(regex).exec(`${name}=9.87654321e-05`)?.[1]).toBe('9.87654321e-05');
      expect(new RegExp(regex).exec(`train:${name.split(':')[1] ?? ''}=0.5`)).toBeNull();
    }
    expect(/MAE=([0-9.]+)/.exec('MAE=9.8e-05')?.[1]).toBe('9.8');
  });
});

test('an app without the example says which there are', () => {
  expect(() => exampleApp('marz', { env: {}, project })).toThrow(
    'There is no example "marz". There are: mars',
  );
});
