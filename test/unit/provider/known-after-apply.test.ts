import { isUnknown, unknown } from '../../../modules/plugin';
import { computedAttributes as imageAttributes } from '../../../modules/provider/container-image/schema';
import { planEndpoint } from '../../../modules/provider/endpoint/plan-endpoint';
import type { EndpointPlan, EndpointState } from '../../../modules/provider/endpoint/types';
import { planTrainingJob } from '../../../modules/provider/training-job/plan-training-job';
import type { TrainingJobPlan } from '../../../modules/provider/training-job/types';
import { configured, endpointConfig, experimentConfig } from './configurations';

/** A plan prints a line for each value that is not known yet; more than these hide what a reviewer looks for. */
const MOST_LINES = 8;

const unknownIn = (planned: object): readonly string[] =>
  Object.entries(planned)
    .filter(([, value]) => isUnknown(value))
    .map(([name]) => name)
    .sort();

function endpointPlan(change: object = {}, prior: EndpointState | null = null) {
  const planned = { ...endpointConfig, ...change } as unknown as EndpointPlan;
  const request = { config: planned as never, prior, planned, configured: configured() };
  return planEndpoint({ ...request, private: undefined, requiresReplace: [] }).planned;
}

const {
  objective: _objective,
  parameter_ranges: _ranges,
  static_hyper_parameters: _fixed,
  resource_limits: _limits,
  strategy: _strategy,
  ...training
} = experimentConfig;

async function trainingJobPlan(change: object = {}) {
  const planned = {
    ...training,
    hyper_parameters: null,
    require: null,
    wait: null,
    on_destroy: 'stop',
    ...change,
  } as unknown as TrainingJobPlan;
  const request = { config: planned as never, prior: null, planned, configured: configured() };
  const signal = new AbortController().signal;
  return (await planTrainingJob({ ...request, private: undefined, requiresReplace: [] }, signal)).planned;
}

describe('what a plan leaves to the apply', () => {
  it('is of a new endpoint what SageMaker answers, and its model as long as no champion is known', () => {
    const unserved = unknownIn(endpointPlan({ smoke_request: { body: 'ping' }, model_data_url: unknown }));
    expect(unserved).toEqual([
      'endpoint_arn',
      'endpoint_config_name',
      'failure_reason',
      'model_data_url',
      'model_name',
      'smoke_response',
      'status',
      'unfinished',
    ]);
    expect(unserved.length).toBeLessThanOrEqual(MOST_LINES);
  });

  it('is of an endpoint that changes neither its ARN nor the response to a request that it does not make', () => {
    const serving = {
      ...endpointPlan(),
      endpoint_arn: 'arn:endpoint',
      status: 'InService',
      failure_reason: null,
      smoke_response: 'pong',
      unfinished: null,
    } as unknown as EndpointState;
    const next = endpointPlan({ environment: { A: 'b' } }, serving);
    expect(unknownIn(next)).toEqual(['failure_reason', 'status', 'unfinished']);
    expect(next).toMatchObject({ endpoint_arn: 'arn:endpoint', smoke_response: null });
  });

  it('is of a new training job what it does and leaves', async () => {
    const unjudged = unknownIn(await trainingJobPlan());
    expect(unjudged).toEqual([
      'cost_usd',
      'metrics',
      'model_data_url',
      'status',
      'used_hyper_parameters',
      'verdict',
    ]);
    expect(unjudged.length).toBeLessThanOrEqual(MOST_LINES);
  });

  it('is of a training job of a new image its name besides, which follows from the image', async () => {
    const open = {
      algorithm_specification: { ...experimentConfig.algorithm_specification, training_image: unknown },
    };
    const unjudged = unknownIn(await trainingJobPlan(open));
    expect(unjudged).toContain('training_job_name');
    expect(unjudged.length).toBeLessThanOrEqual(MOST_LINES);
  });

  it('is of a training job never its tags, as long as they are known', async () => {
    const open = { input_data_config: unknown };
    expect((await trainingJobPlan({ ...open, tags: { team: 'a' } })).tags_all).toEqual({ team: 'a' });
    expect((await trainingJobPlan({ ...open, tags: null })).tags_all).toBeNull();
    expect((await trainingJobPlan({ ...open, tags: unknown })).tags_all).toBe(unknown);
  });

  it('is of a training job never its ceiling, though its image is not known yet', async () => {
    const { algorithm_specification: algorithm } = experimentConfig;
    const open = { algorithm_specification: { ...algorithm, training_image: unknown } };
    const { cost_ceiling_usd: ceiling } = await trainingJobPlan();
    expect(typeof ceiling).toBe('number');
    expect((await trainingJobPlan(open)).cost_ceiling_usd).toBe(ceiling);
    expect((await trainingJobPlan({ ...open, input_data_config: unknown })).cost_ceiling_usd).toBe(ceiling);
  });

  it('is of an image what its builder makes', () => {
    expect(Object.keys(imageAttributes).length).toBeLessThanOrEqual(MOST_LINES);
  });
});
