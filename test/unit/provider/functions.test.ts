import { decodeMsgpack } from '../../../modules/plugin/cty/decode';
import { encodeMsgpack } from '../../../modules/plugin/cty/encode';
import { dynamicOf, types } from '../../../modules/plugin';
import { tuneformProvider } from '../../../modules/provider';
import { costCeiling, specOf } from '../../../modules/tuning';
import { usEast1Prices } from '../../support/us-east-1-prices';
import { Served } from '../plugin/server/served';
import { experimentConfig } from './configurations';

const served = new Served(tuneformProvider);

type Answer = number | { readonly text: string; readonly argument: number | undefined };

/** Calls a function as Terraform does: of a provider that is not configured. */
async function call(name: string, ...values: readonly unknown[]): Promise<Answer> {
  const [, search] = values;
  const isObject = typeof search === 'object';
  const { result, error } = await served.call('CallFunction', {
    name,
    arguments: values.map((value, index) => ({
      msgpack:
        isObject && index === 1
          ? encodeMsgpack(types.dynamic, dynamicOf(value))
          : encodeMsgpack(types.string, value),
    })),
  });
  if (error !== undefined) return { text: error.text ?? '', argument: Number(error.functionArgument) };
  return decodeMsgpack(types.number, result?.msgpack ?? new Uint8Array()) as number;
}

describe('instance_price', () => {
  it.each([
    ['us-east-1', 'ml.m5.large', 'training', 0.115],
    ['us-east-1', 'ml.g4dn.xlarge', 'hosting', 0.7364],
    ['eu-west-1', 'ml.g5.12xlarge', 'hosting', 7.91],
  ])('of %s, %s, %s', async (region, type, kind, price) => {
    expect(await call('instance_price', region, type, kind)).toBe(price);
  });

  it.each([
    [['us-east-1', 'ml.m5.large', 'serving'], 2, 'kind must be "training" or "hosting", not "serving"'],
    [['us-east-1', 'ml.m5.huge', 'training'], 1, 'no training price for "ml.m5.huge"'],
    [['mars-north-1', 'ml.m5.large', 'training'], 0, 'no price table for region "mars-north-1"'],
    [['../etc', 'ml.m5.large', 'training'], 0, 'no price table for region "../etc"'],
  ])('rejects %j at argument %i', async (values, argument, text) => {
    const answer = await call('instance_price', ...values);
    expect(answer).toEqual({ argument, text: expect.stringContaining(text) as unknown });
  });
});

const search = {
  resource_limits: { max_number_of_training_jobs: 20, max_parallel_training_jobs: 4 },
  resource_config: { instance_type: 'ml.m5.large', volume_size_in_gb: 30 },
  stopping_condition: { max_runtime_in_seconds: 600 },
};

describe('ceiling', () => {
  it('is the ceiling that a plan shows for a search with the same arguments', async () => {
    const { usd } = costCeiling(specOf(experimentConfig), usEast1Prices);
    expect(usd).toBeGreaterThan(0);
    expect(await call('ceiling', 'us-east-1', experimentConfig)).toBe(usd);
  });

  it('needs nothing but what the cost depends on, and converts numbers as a resource does', async () => {
    const written = {
      ...search,
      resource_limits: { max_number_of_training_jobs: '20', max_parallel_training_jobs: '4' },
    };
    const usd = await call('ceiling', 'us-east-1', search);
    expect(usd).toBeGreaterThan(0);
    expect(await call('ceiling', 'us-east-1', written)).toBe(usd);
    const larger = { ...search, resource_config: { instance_type: 'ml.m5.xlarge' } };
    const here = await call('ceiling', 'us-east-1', larger);
    expect(await call('ceiling', 'eu-west-1', larger)).toBeGreaterThan(here as number);
  });

  it('counts the combinations of a grid', async () => {
    const grid = (values: readonly string[]) => ({
      ...search,
      strategy: 'Grid',
      resource_limits: { max_parallel_training_jobs: 4 },
      parameter_ranges: { categorical_parameter_ranges: [{ name: 'depth', values }] },
    });
    const two = await call('ceiling', 'us-east-1', grid(['1', '2']));
    const four = await call('ceiling', 'us-east-1', grid(['1', '2', '3', '4']));
    expect(four).toBeCloseTo(2 * (two as number), 1);
  });

  it.each([
    ['no member of the limits', { ...search, resource_limits: {} }, 'max_parallel_training_jobs is missing'],
    [
      'a misspelt limit, which would be none',
      { ...search, stoping_condition: search.stopping_condition },
      'stoping_condition is not an argument of tuneform_experiment',
    ],
    [
      'a misspelt member of a limit',
      { ...search, stopping_condition: { max_runtime: 600 } },
      'stopping_condition.max_runtime is not an argument',
    ],
    [
      'half a training job',
      { ...search, resource_limits: { max_number_of_training_jobs: 1.5, max_parallel_training_jobs: 1 } },
      'resource_limits.max_number_of_training_jobs must be a whole number, from 1 to',
    ],
    [
      'a text for an object',
      { ...search, resource_config: 'ml.m5.large' },
      'resource_config must be an object',
    ],
    [
      'a word for a number',
      { ...search, stopping_condition: { max_runtime_in_seconds: 'long' } },
      'stopping_condition.max_runtime_in_seconds must be a number',
    ],
    [
      'an object for a list',
      { resource_limits: search.resource_limits, training_job_definitions: {} },
      'training_job_definitions must be a list',
    ],
    [
      'limits that Autotune chooses',
      { ...search, autotune: { mode: 'Enabled' }, resource_limits: { max_parallel_training_jobs: 4 } },
      'This search has no upper bound.',
    ],
    [
      'an unknown machine',
      { ...search, resource_config: { instance_type: 'ml.x9.large' } },
      'does not list this instance type',
    ],
  ])('rejects %s', async (_what, value, text) => {
    const answer = await call('ceiling', 'us-east-1', value);
    expect(answer).toEqual({ argument: 1, text: expect.stringContaining(text) as unknown });
  });

  it('rejects a region without prices at its own position', async () => {
    expect(await call('ceiling', 'mars-north-1', search)).toMatchObject({ argument: 0 });
  });
});
