import { Testing } from 'cdktf';
import {
  App,
  DataTuneformInstanceRecommendation,
  TerraformOutput,
  TerraformStack,
} from '../../../modules/constructs';
import { tuneformProvider } from '../../../modules/provider';
import { instanceRecommendationSchema as schema } from '../../../modules/provider/instance-recommendation/schema';
import { providerSchema } from '../../../modules/provider/provider-schema';
import { received, sent, Served } from '../plugin/server/served';

const typeName = 'tuneform_instance_recommendation';
let served: Served;

beforeAll(async () => {
  served = new Served(tuneformProvider);
  const credentials = { access_key: 'AKIDEXAMPLE', secret_key: 'secret' };
  const config = sent(providerSchema, {
    target: 'aws',
    region: 'us-east-1',
    owner: 'me',
    preflight: false,
    ...credentials,
  });
  expect((await served.call('ConfigureProvider', { config })).diagnostics).toEqual([]);
});

const read = async (config: Record<string, unknown>) => {
  const { state, diagnostics } = await served.call('ReadDataSource', {
    typeName,
    config: sent(schema, config),
  });
  expect(diagnostics).toEqual([]);
  return received(schema, state);
};

describe('the data source tuneform_instance_recommendation', () => {
  it('puts CPU and GPU side by side, with price, measurement and where both come from', async () => {
    expect(await read({ rows: 63_000_000, columns: 14 })).toMatchObject({
      size_gb: 3.528,
      cpu_instance_type: 'ml.m5.24xlarge',
      gpu_instance_type: 'ml.p3.8xlarge',
      candidates: [
        { compute: 'CPU', price_per_hour_usd: 5.53, measured_hours: 4.94, measured_cost_usd: 27.3182 },
        {
          compute: 'GPU',
          gpus: 4,
          price_per_hour_usd: 14.688,
          measured_hours: 0.41,
          measured_cost_usd: 6.0221,
        },
      ],
      quotas: 'not looked at: preflight = false in the provider',
      prices: 'us-east-1 on-demand list prices of 2025-12-01',
      source: expect.stringContaining('cloud-ml-examples') as unknown,
    });
    expect(await read({ data_gb: 0.5 })).toMatchObject({
      candidates: [
        { instance_type: 'ml.m5.4xlarge', measured_hours: null, measured_cost_usd: null },
        { instance_type: 'ml.p3.2xlarge' },
      ],
    });
  });

  it.each([
    [{}, 'rows'],
    [{ rows: 5 }, 'columns'],
    [{ columns: 5 }, 'rows'],
    [{ data_gb: 1, rows: 5, columns: 5 }, 'data_gb'],
    [{ data_gb: 0 }, 'data_gb'],
    [{ rows: 1.5, columns: 2 }, 'rows'],
  ])('rejects %j', async (config, place) => {
    const { diagnostics } = await served.call('ValidateDataResourceConfig', {
      typeName,
      config: sent(schema, config),
    });
    expect(diagnostics).toMatchObject([{ attribute: { steps: [{ attributeName: place }] } }]);
  });

  it('has a typed construct whose results are references', () => {
    const stack = new TerraformStack(new App(), 'it');
    const data = new DataTuneformInstanceRecommendation(stack, 'machines', { rows: 63_000_000, columns: 14 });
    new TerraformOutput(stack, 'gpu', { value: data.gpuInstanceType, staticId: true });
    expect(JSON.parse(Testing.synth(stack))).toMatchObject({
      data: { tuneform_instance_recommendation: { machines: { rows: 63_000_000, columns: 14 } } },
      output: { gpu: { value: '${data.tuneform_instance_recommendation.machines.gpu_instance_type}' } },
    });
  });
});
