import { isUnknown, unknown } from '../../../modules/plugin';
import { contentNames, isContentName } from '../../../modules/provider/endpoint/content-names';
import { planEndpoint } from '../../../modules/provider/endpoint/plan-endpoint';
import { UNFINISHED } from '../../../modules/provider/endpoint/unfinished';
import type { EndpointPlan, EndpointState, Servable } from '../../../modules/provider/endpoint/types';
import { configured, endpointConfig } from './configurations';

const plan = (change: Record<string, unknown> = {}, prior: EndpointState | null = null) =>
  answer(change, prior).planned;

function answer(change: Record<string, unknown>, prior: EndpointState | null) {
  const planned = { ...endpointConfig, ...change } as unknown as EndpointPlan;
  return planEndpoint({
    config: planned as never,
    prior,
    planned,
    configured: configured(),
    private: undefined,
    requiresReplace: [],
  });
}

const serving = {
  ...plan(),
  endpoint_arn: 'arn:endpoint',
  status: 'InService',
  failure_reason: null,
  smoke_response: null,
  unfinished: null,
} as unknown as EndpointState;

describe('planning an endpoint', () => {
  it('names model and configuration after what they hold, known before anything exists', () => {
    expect(plan()).toMatchObject({
      endpoint_name: 'churn',
      model_name: expect.stringMatching(/^churn-[a-z2-7]{12}$/),
      endpoint_config_name: expect.stringMatching(/^churn-[a-z2-7]{12}$/),
      compute: 'CPU',
    });
  });

  it('tells the price of a live endpoint, now → then, and that a replacement ends its service', () => {
    const two = { ...endpointConfig.production_variant, initial_instance_count: 2 };
    expect(answer({ production_variant: two }, serving).diagnostics).toMatchObject([
      {
        severity: 'warning',
        summary: 'Price of endpoint churn: $0.115 an hour, $83.95 a month → $0.23 an hour, $167.90 a month',
      },
    ]);
    expect(answer({}, { ...serving, endpoint_arn: null }).diagnostics).toMatchObject([
      { summary: 'Price of endpoint churn: nothing → $0.115 an hour, $83.95 a month' },
    ]);
    expect(answer({ model_data_url: null }, { ...serving, endpoint_arn: null }).diagnostics).toEqual([]);
    const replaced = planEndpoint({
      config: serving as never,
      prior: serving,
      planned: serving,
      configured: configured(),
      private: undefined,
      requiresReplace: [['name']],
    });
    expect(replaced.diagnostics).toMatchObject([
      {
        summary: 'End of live endpoint churn',
        detail:
          'It is InService: its clients get errors from then on. It costs $0.115 an hour, $83.95 a month.',
      },
    ]);
  });

  it('plans nothing for an endpoint that serves what is wanted', () => {
    expect(plan({}, serving)).toEqual(serving);
  });

  it.each([
    { what: 'artifact', change: { model_data_url: 's3://bucket/other/model.tar.gz' }, model: true },
    { what: 'image', change: { image: 'registry/churn@sha256:2' }, model: true },
    { what: 'environment', change: { environment: { A: 'b' } }, model: true },
    {
      what: 'machine',
      change: { production_variant: { ...endpointConfig.production_variant, instance_type: 'ml.g5.xlarge' } },
      model: false,
    },
  ])('shows another $what as another configuration', ({ change, model }) => {
    const planned = plan(change, serving);
    expect(planned.endpoint_config_name).not.toBe(serving.endpoint_config_name);
    expect(planned.model_name !== serving.model_name).toBe(model);
    expect(isUnknown(planned.status)).toBe(true);
    expect(planned.endpoint_arn).toBe('arn:endpoint');
  });

  it('waits for a champion without being an error', () => {
    expect(plan({ model_data_url: null })).toMatchObject({
      status: 'AwaitingChampion',
      endpoint_arn: null,
      model_name: null,
    });
  });

  it('keeps serving when there is no artifact any more', () => {
    expect(plan({ model_data_url: null }, serving)).toMatchObject({
      status: 'InService',
      endpoint_config_name: serving.endpoint_config_name,
    });
  });

  it('says that a change is not served while there is no artifact to roll out', () => {
    const change = { model_data_url: null, environment: { A: 'b' } };
    expect(answer(change, serving).diagnostics).toEqual([
      expect.objectContaining({
        severity: 'warning',
        summary: 'Change Not Served Yet',
        detail: expect.stringContaining('Applying records the change of environment'),
      }),
    ]);
    expect(answer({ model_data_url: null }, serving).diagnostics).toEqual([]);
    const waiting = { ...serving, endpoint_arn: null, status: 'AwaitingChampion' };
    expect(answer(change, waiting).diagnostics).toEqual([]);
    expect(answer({ environment: { A: 'b' } }, serving).diagnostics).toEqual([]);
  });

  it.each(['Failed', 'Updating', 'Creating', 'OutOfService'])(
    'goes on with an endpoint that is %s',
    (status) => {
      expect(isUnknown(plan({}, { ...serving, status }).status)).toBe(true);
    },
  );

  it('repeats a failed smoke request without a rollout', () => {
    const planned = plan({}, { ...serving, failure_reason: 'the smoke request failed: no' });
    expect(isUnknown(planned.failure_reason)).toBe(true);
    expect(planned.endpoint_config_name).toBe(serving.endpoint_config_name);
  });

  it.each(Object.entries(UNFINISHED))(
    'goes on with what the last apply could not finish: %s',
    (_, unfinished) => {
      const planned = plan({}, { ...serving, unfinished });
      expect(isUnknown(planned.unfinished)).toBe(true);
      expect(planned.endpoint_config_name).toBe(serving.endpoint_config_name);
    },
  );

  it('rejects another owner, which an apply would reject only after everything else was paid for', () => {
    const theirs = { ...serving, tags_all: { ...serving.tags_all, 'tuneform:owner': 'them' } };
    expect(answer({}, theirs).diagnostics).toEqual([
      expect.objectContaining({
        severity: 'error',
        summary: 'Endpoint Has Another Owner',
        detail: expect.stringMatching(/has owner "them", but the provider's owner is "me"/),
      }),
    ]);
    expect(answer({ model_data_url: null }, { ...theirs, endpoint_arn: null }).diagnostics).toEqual([]);
  });

  it('leaves the names open while the artifact is not known', () => {
    const planned = plan({ model_data_url: unknown }, serving);
    expect(isUnknown(planned.endpoint_config_name)).toBe(true);
  });
});

describe('names made from content', () => {
  const longest = { ...endpointConfig, name: 'a'.repeat(63) } as unknown as Servable;

  it('fit into 63 characters and are recognised as ours', () => {
    const { modelName, configurationName } = contentNames(longest);
    expect(modelName).toHaveLength(63);
    expect(configurationName).toHaveLength(63);
    expect(isContentName(modelName, longest.name)).toBe(true);
  });

  it.each(['churn-prod-abcdefghijkl', 'churn-ABCDEFGHIJKL', 'churn-abc', 'churnabcdefghijkl'])(
    'do not claim %s for endpoint churn',
    (name) => {
      expect(isContentName(name, 'churn')).toBe(false);
    },
  );
});
