import type { TerraformStack } from 'cdktf';
import { TuneformChampion, TuneformEndpoint, TuneformExperiment } from '../../../modules/constructs';
import type { TuneformEndpointConfig } from '../../../modules/constructs';
import { placedDetail } from '../../../modules/kernel';
import { ENDPOINT_FAULTS } from '../../support/endpoint-faults';
import { localStack, synthesised } from './synthesised';

const ROLE = 'arn:aws:iam::123456789012:role/serving';
const OBJECTIVE = { type: 'Maximize', metricName: 'accuracy' } as const;

const ENDPOINT = {
  name: 'churn',
  roleArn: ROLE,
  modelDataUrl: 's3://bucket/model.tar.gz',
  image: 'repository:tag',
  productionVariant: { instanceType: 'ml.m5.large' },
};

/** The names of the bindings for those of Terraform; null is absent. */
function bindingNames(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value ?? undefined;
  const entries = Object.entries(value).map(([key, entry]) => [
    key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
    bindingNames(entry),
  ]);
  return Object.fromEntries(entries);
}

const faultOf = (declare: (stack: TerraformStack) => unknown): string => {
  const stack = localStack();
  declare(stack);
  try {
    synthesised(stack);
    return '';
  } catch (error) {
    return (error as Error).message;
  }
};

describe('a binding that is used directly', () => {
  it.each(ENDPOINT_FAULTS)('reports at synth an endpoint’s fault at $path: $summary', (fault) => {
    const changes = bindingNames(fault.draft) as Partial<TuneformEndpointConfig>;
    const said = faultOf((stack) => new TuneformEndpoint(stack, 'Serving', { ...ENDPOINT, ...changes }));
    expect(said).toContain(`[stack/Serving] ${fault.summary}: ${placedDetail(fault.path, fault.detail)}`);
  });

  it('has nothing to report of a sound endpoint, nor of what only Terraform will know', () => {
    expect(faultOf((stack) => new TuneformEndpoint(stack, 'Serving', ENDPOINT))).toBe('');
    expect(
      faultOf((stack) => {
        const { modelDataUrl, trainingImage } = new TuneformChampion(stack, 'Champion', {
          name: 'churn',
          tuningJobNames: 'churn-1',
          objective: OBJECTIVE,
        });
        const tags = { model: modelDataUrl };
        return new TuneformEndpoint(stack, 'Serving', {
          ...ENDPOINT,
          roleArn: modelDataUrl,
          modelDataUrl,
          image: trainingImage,
          productionVariant: { instanceType: trainingImage },
          tags,
        });
      }),
    ).toBe('');
  });

  it('reports an endpoint’s reserved tag', () => {
    const tags = { 'aws:team': 'churn' };
    expect(faultOf((stack) => new TuneformEndpoint(stack, 'Serving', { ...ENDPOINT, tags }))).toContain(
      '[stack/Serving] Tag Not Allowed: tags: Tag "aws:team" cannot be set',
    );
  });

  it('reports a champion’s faults', () => {
    const said = faultOf(
      (stack) =>
        new TuneformChampion(stack, 'Champion', {
          name: 'churn',
          tuningJobNames: '',
          objective: OBJECTIVE,
          gate: { minimumImprovement: -1 },
        }),
    );
    expect(said).toContain('[stack/Champion] No Tuning Job: A champion needs');
    expect(said).toContain('[stack/Champion] Number Out of Bounds: gate.minimum_improvement is -1');
  });

  it('reports an experiment’s faults', () => {
    const said = faultOf(
      (stack) =>
        new TuneformExperiment(stack, 'Search', {
          name: 'churn',
          roleArn: 'training',
          objective: OBJECTIVE,
          resourceLimits: { maxNumberOfTrainingJobs: 2, maxParallelTrainingJobs: 1 },
          outputDataConfig: { s3OutputPath: 's3://bucket/output' },
          tags: { 'tuneform:owner': 'me' },
        }),
    );
    expect(said).toContain('[stack/Search] Invalid Role ARN: role_arn is "training"');
    expect(said).toContain('[stack/Search] Tag Not Allowed: Tag "tuneform:owner" cannot be set');
  });
});
