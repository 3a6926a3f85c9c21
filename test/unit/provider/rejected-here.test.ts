import { toRequest } from '../../../modules/aws/tuning-job/to-request';
import { rejectedMembers } from '../../../modules/kernel';
import { SAGEMAKER_MEMBERS } from '../../../modules/local-cloud/served-members/sagemaker-members';
import { unknown } from '../../../modules/plugin';
import { MEMBER_PLACES as ENDPOINT_PLACES } from '../../../modules/provider/endpoint/member-places';
import { MEMBER_PLACES } from '../../../modules/provider/experiment/member-places';
import { planExperiment } from '../../../modules/provider/experiment/plan-experiment';
import type { ExperimentPlan, ExperimentState } from '../../../modules/provider/experiment/types';
import { rejectedHere } from '../../../modules/provider/rejected-here';
import { specOf } from '../../../modules/tuning';
import { configured, experimentConfig, experimentPlan } from './configurations';

const local = configured({ localMembers: SAGEMAKER_MEMBERS });

function plan(planned: ExperimentPlan, prior: ExperimentState | null = null, provider = local) {
  const config = planned as unknown;
  const request = { config, prior, planned, configured: provider, private: undefined, requiresReplace: [] };
  const answer = planExperiment(request);
  // Terraform plans again while applying and rejects a different plan.
  expect(planExperiment(request)).toEqual(answer);
  return answer;
}

const [channel] = experimentConfig.input_data_config;
const algorithm = (change: object) => ({
  algorithm_specification: { ...experimentConfig.algorithm_specification, ...change },
});
const resources = (change: object) => ({
  resource_config: { ...experimentConfig.resource_config, ...change },
});
const inputs = (change: object) => ({
  input_data_config: [channel, { ...channel, channel_name: 'b', ...change }],
});

const REJECTED: readonly {
  readonly why: string;
  readonly change: Record<string, unknown>;
  readonly path: string;
  readonly detail: string;
}[] = [
  {
    why: 'two instances',
    change: resources({ instance_count: 2 }),
    path: 'resource_config',
    detail:
      'resource_config.instance_count: instance_count 2 is not supported by the local cloud yet. Use at most 1, or use target "aws".',
  },
  {
    why: 'Pipe for all channels',
    change: algorithm({ training_input_mode: 'Pipe' }),
    path: 'algorithm_specification',
    detail:
      'algorithm_specification.training_input_mode: training_input_mode "Pipe" is not supported by the local cloud yet. Use "File" or "FastFile", or use target "aws".',
  },
  {
    why: 'Pipe for the second channel',
    change: inputs({ input_mode: 'Pipe' }),
    path: 'input_data_config',
    detail:
      'input_data_config[1].input_mode: input_mode "Pipe" is not supported by the local cloud yet. Use "File" or "FastFile", or use target "aws".',
  },
  {
    why: 'compression',
    change: inputs({ compression_type: 'Gzip' }),
    path: 'input_data_config',
    detail:
      'input_data_config[1].compression_type: compression_type "Gzip" is not supported by the local cloud yet. Use "None", or use target "aws".',
  },
  {
    why: 'a kind of data in the depth of a channel',
    change: inputs({
      data_source: {
        s3_data_source: { ...channel.data_source.s3_data_source, s3_data_type: 'AugmentedManifestFile' },
      },
    }),
    path: 'input_data_config',
    detail:
      'input_data_config[1].data_source.s3_data_source.s3_data_type: s3_data_type "AugmentedManifestFile" is not supported by the local cloud yet. Use "S3Prefix" or "ManifestFile", or use target "aws".',
  },
  {
    why: 'an attribute that the local cloud does not know',
    change: { stopping_condition: { max_runtime_in_seconds: 60, max_pending_time_in_seconds: 7200 } },
    path: 'stopping_condition',
    detail:
      'stopping_condition.max_pending_time_in_seconds: max_pending_time_in_seconds is not supported by the local cloud yet. Leave it out, or use target "aws".',
  },
];

describe('what the local cloud would reject', () => {
  it.each(REJECTED)(
    '$why is an error of the plan at its attribute, without a price',
    ({ change, path, detail }) => {
      const { diagnostics } = plan(experimentPlan(change));
      expect(diagnostics).toEqual([
        { severity: 'error', summary: 'Not Supported by the Local Cloud', path: [path], detail },
      ]);
    },
  );

  it.each(REJECTED)('$why is told while other values are unknown', ({ change }) => {
    const planned = experimentPlan({ ...change, role_arn: unknown });
    expect((plan(planned).diagnostics ?? []).map(({ severity }) => severity)).toEqual(['error']);
  });

  it.each(REJECTED.slice(0, 5))('$why is what the launch would be rejected for', ({ change }) => {
    const planned = experimentPlan(change);
    const request = toRequest({
      name: 'churn-1',
      spec: specOf(planned),
      ownership: { owner: 'me', experiment: 'churn', fingerprint: 'f', generation: 1, run: 1 },
      tags: {},
      objectId: 'mine',
    });
    const launch = rejectedMembers(SAGEMAKER_MEMBERS['CreateHyperParameterTuningJob']!, request);
    expect(launch).toHaveLength(rejectedHere(SAGEMAKER_MEMBERS, planned, MEMBER_PLACES).length);
  });

  it('is nothing for a whole configuration, with everything a local cloud serves', () => {
    expect(plan(experimentPlan()).diagnostics).toEqual([expect.objectContaining({ severity: 'warning' })]);
    const served = experimentPlan({
      ...inputs({ input_mode: 'FastFile', content_type: 'text/csv' }),
      static_hyper_parameters: { epochs: '3' },
      environment: { A: 'b' },
      random_seed: 3,
    });
    expect(rejectedHere(SAGEMAKER_MEMBERS, served, MEMBER_PLACES)).toEqual([]);
  });

  it('is not asked about a search that was launched already, nor for target aws', () => {
    const planned = experimentPlan(resources({ instance_count: 2 }));
    const aws = plan(planned, null, configured());
    expect((aws.diagnostics ?? []).map(({ severity }) => severity)).toEqual(['warning']);
    const prior = {
      ...aws.planned,
      status: 'Completed',
      tuning_job_arn: 'arn',
      training_job_status_counters: null,
    };
    expect(plan(planned, prior as unknown as ExperimentState).diagnostics ?? []).toEqual([]);
  });

  it('is found for the parts of an endpoint as well', () => {
    const planned = {
      role_arn: 'arn:aws:iam::000000000000:role/r',
      image: 'i',
      model_data_url: unknown,
      environment: { A: 'b' },
      production_variant: { instance_type: 'ml.m5.large', initial_instance_count: 3, variant_name: 'a' },
    };
    expect(rejectedHere(SAGEMAKER_MEMBERS, planned, ENDPOINT_PLACES)).toEqual([]);
    const variant = { ...planned.production_variant, serverless_config: { memory_size_in_mb: 1024 } };
    expect(
      rejectedHere(SAGEMAKER_MEMBERS, { ...planned, production_variant: variant }, ENDPOINT_PLACES),
    ).toEqual([
      {
        severity: 'error',
        summary: 'Not Supported by the Local Cloud',
        path: ['production_variant'],
        detail:
          'production_variant.serverless_config: serverless_config is not supported by the local cloud yet. Leave it out, or use target "aws".',
      },
    ]);
  });
});

test('what the local cloud only records is said once at plan, by its reasons, with the whole paths of the attributes', () => {
  const planned = experimentPlan({
    vpc_config: { security_group_ids: ['sg-1'], subnets: ['subnet-1'] },
    enable_network_isolation: true,
    resource_config: {
      ...experimentConfig.resource_config,
      volume_kms_key_id: 'alias/key',
      keep_alive_period_in_seconds: 60,
    },
  });
  const recorded = (provider = local) =>
    plan(planned, null, provider).diagnostics!.filter(({ summary }) => summary.startsWith('Recorded'));
  expect(recorded()).toEqual([
    {
      severity: 'warning',
      path: [],
      summary: 'Recorded, Not Enforced Locally',
      detail:
        'The local cloud records these settings but does not enforce them, since they change no result here: ' +
        'resource_config.volume_kms_key_id (nothing on this machine is encrypted with a KMS key); ' +
        'resource_config.keep_alive_period_in_seconds (nothing stays warm between two jobs, and nothing is billed); ' +
        'vpc_config.security_group_ids, vpc_config.subnets (processes of this machine are in no VPC); ' +
        'enable_network_isolation (processes of this machine can use its network; on AWS this one could not). ' +
        'On AWS they take effect.',
    },
  ]);
  expect(recorded(configured({}))).toEqual([]);
});
