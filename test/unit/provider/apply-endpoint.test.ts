import { systemClock } from '../../../modules/kernel';
import { unknown } from '../../../modules/plugin';
import { applyEndpoint } from '../../../modules/provider/endpoint/apply-endpoint';
import { contentNames } from '../../../modules/provider/endpoint/content-names';
import { endpointResource } from '../../../modules/provider/endpoint/resource';
import type { EndpointFinalPlan, EndpointState, Servable } from '../../../modules/provider/endpoint/types';
import { refusal, scriptedSession } from '../aws/scripted-session';
import type { Answer } from '../aws/scripted-session';
import { configured, endpointConfig } from './configurations';

const TAGS = { 'tuneform:owner': 'me', 'tuneform:endpoint': 'churn' };
const written = {
  ...endpointConfig,
  smoke_request: { content_type: 'text/plain', body: 'ping', accept: null, expect_pattern: 'pong' },
  id: 'churn',
  endpoint_name: 'churn',
  compute: 'CPU',
  tags_all: TAGS,
} as unknown as Servable;
const names = contentNames(written);
const serving: EndpointState = {
  ...written,
  endpoint_arn: 'arn:endpoint',
  endpoint_config_name: names.configurationName,
  model_name: names.modelName,
  status: 'InService',
  failure_reason: 'the smoke request failed: no',
  smoke_response: null,
  unfinished: null,
};
const open = { status: unknown, failure_reason: unknown, smoke_response: unknown, unfinished: unknown };
const planned = { ...serving, ...open } as unknown as EndpointFinalPlan;

interface WrittenTag {
  readonly Key: string;
  readonly Value: string;
}

/** A service in which the endpoint is as `described`, its model answers as told, and everything else is in place. */
const service = (model: Answer, described: Record<string, unknown> = {}) => {
  const written = new Map<string, readonly WrittenTag[]>();
  return configured({
    session: scriptedSession(
      {
        DescribeModel: () => ({ ModelArn: 'arn:model' }),
        DescribeEndpointConfig: () => ({ EndpointConfigArn: 'arn:configuration' }),
        DescribeEndpoint: () => ({
          EndpointArn: 'arn:endpoint',
          EndpointStatus: 'InService',
          EndpointConfigName: names.configurationName,
          ...described,
        }),
        ListTags: ({ ResourceArn }) => ({
          Tags: [
            ...Object.entries(TAGS).map(([Key, Value]) => ({ Key, Value })),
            ...(written.get(String(ResourceArn)) ?? []),
          ],
        }),
        ListEndpointConfigs: () => ({}),
        ListModels: () => ({}),
        UpdateEndpoint: () => ({}),
        AddTags: ({ ResourceArn, Tags }) => {
          written.set(String(ResourceArn), Tags as readonly WrittenTag[]);
          return {};
        },
        InvokeEndpoint: model,
      },
      { clock: { ...systemClock, sleep: () => Promise.resolve() } },
    ).session,
  });
};

const answers =
  (text: string): Answer =>
  () => ({ Body: Buffer.from(text) });

/** A model whose answer Ctrl-C does not wait for. */
function interruptedModel(): { readonly model: Answer; readonly signal: AbortSignal } {
  const controller = new AbortController();
  const model: Answer = () => {
    controller.abort();
    throw Object.assign(new Error('Request aborted'), { name: 'AbortError' });
  };
  return { model, signal: controller.signal };
}

/** The two ways to a smoke request: after a rollout, and again without one. */
const ways = [
  {
    way: 'after a rollout that created the endpoint',
    severity: 'warning',
    ask: (model: Answer, signal: AbortSignal) =>
      applyEndpoint({ planned, prior: null, configured: service(model) }, signal),
  },
  {
    way: 'repeated',
    severity: 'error',
    ask: (model: Answer, signal: AbortSignal) =>
      endpointResource.update(
        { planned, prior: serving, configured: service(model) } as never,
        { signal } as never,
      ),
  },
];

describe.each(ways)('a smoke request $way', ({ ask, severity }) => {
  it('that the model answers as expected leaves its answer', async () => {
    expect(await ask(answers('pong'), new AbortController().signal)).toMatchObject({
      state: { failure_reason: null, smoke_response: 'pong', unfinished: null },
    });
  });

  it(`that is answered with something else is told with severity ${severity}`, async () => {
    expect(await ask(answers('oops'), new AbortController().signal)).toMatchObject({
      state: {
        failure_reason: expect.stringContaining('does not match /pong/'),
        smoke_response: 'oops',
        unfinished: 'send the smoke request',
      },
      diagnostics: expect.arrayContaining([
        expect.objectContaining({
          severity,
          path: ['smoke_request'],
          detail: expect.stringMatching(
            /^Endpoint "churn" is in service, but the smoke request failed: .* \[SMOKE_REQUEST_FAILED\]$/,
          ),
        }),
      ]),
    });
  });

  const open = {
    state: { failure_reason: null, smoke_response: null, unfinished: 'send the smoke request' },
    diagnostics: expect.arrayContaining([
      expect.objectContaining({
        severity: 'warning',
        detail: expect.stringContaining('[SMOKE_REQUEST_OPEN]'),
      }),
    ]),
  };

  it('that is interrupted is a warning, and the next plan asks again', async () => {
    const { model, signal } = interruptedModel();
    expect(await ask(model, signal)).toMatchObject(open);
  });

  it.each(['ExpiredTokenException', 'AccessDeniedException', 'ThrottlingException', 'SyntaxError'])(
    'that ends with %s says nothing about the model, and the next plan asks again',
    async (name) => {
      const model: Answer = () => {
        throw refusal(name, 'no');
      };
      expect(await ask(model, new AbortController().signal)).toMatchObject(open);
    },
  );
});

describe('a failed smoke request', () => {
  const failing = async (before: string) => {
    const prior = { ...serving, endpoint_config_name: before };
    const apply = { planned, prior, configured: service(answers('oops')) };
    const { diagnostics = [] } = await applyEndpoint(apply, new AbortController().signal);
    return diagnostics.at(-1)?.detail;
  };

  it('names the configuration that was kept for a rollback', async () => {
    expect(await failing('churn-before')).toContain('previous configuration "churn-before" still exists');
  });

  it('names none where the rollout replaced none', async () => {
    expect(await failing(names.configurationName)).not.toContain('still exists');
  });
});

describe('an endpoint that does not serve what was asked for', () => {
  const told = async (described: Record<string, unknown>) => {
    const apply = { planned, prior: serving, configured: service(answers(''), described) };
    const { diagnostics = [] } = await applyEndpoint(apply, new AbortController().signal);
    return diagnostics.map(({ detail }) => detail);
  };

  it.each(['OutOfService', 'UpdateRollbackFailed'])(
    'because it is %s with that very configuration has to be recreated',
    async (EndpointStatus) => {
      expect(await told({ EndpointStatus })).toEqual([
        expect.stringContaining('recreate the endpoint with terraform apply -replace'),
      ]);
    },
  );

  it('because it kept another configuration is offered the change again', async () => {
    expect(await told({ EndpointConfigName: 'churn-before' })).toEqual([
      expect.stringMatching(/"churn-before", which Tuneform did not change.* and apply again\./),
    ]);
  });
});
