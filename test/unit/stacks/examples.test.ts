import { Testing } from 'cdktf';
import { TerraformStack } from 'cdktf';
import { join } from 'node:path';
import { exampleApp } from '../../../stacks/example-apps';
import { scratchFolder } from '../../support/scratch-folder';

const project = scratchFolder({
  'containers/mars/Dockerfile': 'FROM scratch\n',
  '.tuneform/data/mars/train/iris.csv': 'a\n1\n',
  '.tuneform/data/mars/validation/iris.csv': 'a\n1\n',
});

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

test('an app without the example says which there are', () => {
  expect(() => exampleApp('marz', { env: {}, project })).toThrow(
    'There is no example "marz". There are: mars',
  );
});
