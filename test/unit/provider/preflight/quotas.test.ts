import { trainingInstancesInUse, trainingQuotas } from '../../../../modules/aws';
import { silentLogger } from '../../../../modules/kernel';
import { planExperiment } from '../../../../modules/provider/experiment/plan-experiment';
import { instanceDemand } from '../../../../modules/provider/preflight/instance-demand';
import { judgeQuota } from '../../../../modules/provider/preflight/judge-quota';
import { Preflight } from '../../../../modules/provider/preflight/preflight';
import { preflightLaunch } from '../../../../modules/provider/preflight/preflight-launch';
import { unknown } from '../../../../modules/plugin';
import { JumpingClock } from '../../../support/jumping-clock';
import { refusal, scriptedSession } from '../../aws/scripted-session';
import type { Answer } from '../../aws/scripted-session';
import { configured, experimentPlan } from '../configurations';

const ON_DEMAND = 'ml.m5.large for training job usage';
const SPOT = 'ml.m5.large for spot training job usage';
const CONCURRENT = 'Number of parallel (concurrent) hyperparameter tuning jobs';
const signal = new AbortController().signal;

/** An account with these quotas, on several pages, and these running jobs. */
const account = (
  quotas: Readonly<Record<string, number>>,
  jobs: Readonly<Record<string, object>> = {},
): Readonly<Record<string, Answer>> => {
  const pages = Object.entries(quotas).map(([QuotaName, Value]) => [{ QuotaName, Value }]);
  return {
    ListServiceQuotas: ({ NextToken: token }) => {
      const page = Number(token ?? 0);
      return { Quotas: pages[page] ?? [], ...(page + 1 < pages.length && { NextToken: String(page + 1) }) };
    },
    ListTrainingJobs: ({ StatusEquals: status }) => ({
      TrainingJobSummaries:
        status === 'InProgress' ? Object.keys(jobs).map((TrainingJobName) => ({ TrainingJobName })) : [],
    }),
    ListHyperParameterTuningJobs: () => ({ HyperParameterTuningJobSummaries: [] }),
    DescribeTrainingJob: ({ TrainingJobName: name }) => ({ ...jobs[String(name)], TrainingJobArn: 'arn' }),
  };
};

describe('the quotas of an account', () => {
  it('are those for training and tuning, from all pages', async () => {
    const { session } = scriptedSession(
      account({ [ON_DEMAND]: 4, 'ml.m5.large for endpoint usage': 9, [SPOT]: 0 }),
    );
    expect(Object.fromEntries(await trainingQuotas(session, signal))).toEqual({
      [ON_DEMAND]: 4,
      [SPOT]: 0,
      // AWS documents it, whether it is listed or not.
      [CONCURRENT]: 100,
    });
  });

  it('are used by running training jobs, spot instances apart and every group', async () => {
    const resources = { InstanceType: 'ml.m5.large', InstanceCount: 2 };
    const { session } = scriptedSession(
      account(
        {},
        {
          a: { ResourceConfig: resources },
          b: { ResourceConfig: { ...resources, InstanceCount: 1 } },
          c: { ResourceConfig: resources, EnableManagedSpotTraining: true },
          d: { ResourceConfig: { InstanceGroups: [{ InstanceType: 'ml.c5.xlarge', InstanceCount: 3 }] } },
        },
      ),
    );
    const { byQuota, isComplete } = await trainingInstancesInUse(session, signal);
    expect(Object.fromEntries(byQuota)).toEqual({
      [ON_DEMAND]: 3,
      [SPOT]: 2,
      'ml.c5.xlarge for training job usage': 3,
    });
    expect(isComplete).toBe(true);
  });

  it('are not counted to the end where very many jobs run', async () => {
    const job = { ResourceConfig: { InstanceType: 'ml.m5.large', InstanceCount: 1 } };
    const names = Array.from({ length: 101 }, (_, index) => [`job-${String(index)}`, job] as const);
    const { session, sent } = scriptedSession(account({}, Object.fromEntries(names)));
    const { byQuota, isComplete } = await trainingInstancesInUse(session, signal);
    expect([byQuota.get(ON_DEMAND), isComplete]).toEqual([100, false]);
    expect(sent.filter((name) => name === 'DescribeTrainingJob')).toHaveLength(100);
  });
});

describe('the instances that a search uses at a time', () => {
  const demand = (more: Record<string, unknown>) =>
    instanceDemand(experimentPlan(more)).map(({ quota, count, path }) => [quota, count, path.join('.')]);

  it.each<{ of: string; more: Record<string, unknown>; is: unknown }>([
    { of: 'one instance and four jobs', more: {}, is: [[ON_DEMAND, 4, 'resource_config']] },
    {
      of: 'fewer jobs than slots',
      more: { resource_limits: { max_number_of_training_jobs: 3, max_parallel_training_jobs: 4 } },
      is: [[ON_DEMAND, 3, 'resource_config']],
    },
    {
      of: 'spot instances',
      more: { enable_managed_spot_training: true },
      is: [[SPOT, 4, 'resource_config']],
    },
    { of: 'it is not known whether they are spot', more: { enable_managed_spot_training: unknown }, is: [] },
    { of: 'the machines are not known', more: { resource_config: unknown }, is: [] },
    {
      of: 'groups of two types',
      more: {
        resource_config: {
          instance_groups: [
            { instance_group_name: 'a', instance_type: 'ml.m5.large', instance_count: 2 },
            { instance_group_name: 'b', instance_type: 'ml.c5.xlarge', instance_count: 1 },
          ],
        },
      },
      is: [
        [ON_DEMAND, 8, 'resource_config'],
        ['ml.c5.xlarge for training job usage', 4, 'resource_config'],
      ],
    },
    {
      of: 'alternatives',
      more: {
        resource_config: {
          instance_preferences: [{ instance_type: 'ml.m5.large' }, { instance_type: 'ml.c5.xlarge' }],
        },
      },
      is: [],
    },
  ])('are $is with $of', ({ more, is }) => {
    expect(demand(more)).toEqual(is);
  });
});

describe('the judgement of a quota', () => {
  const judge = (own: number, before: number, { limit = 10, used = 0, isComplete = true } = {}) =>
    judgeQuota(
      {
        quota: ON_DEMAND,
        unit: 'instance',
        count: own,
        path: ['resource_config'],
        before,
        others: ['first'],
      },
      {
        quotas: new Map([[ON_DEMAND, limit]]),
        inUse: { byQuota: new Map([[ON_DEMAND, used]]), isComplete },
      },
      { experiment: 'churn', region: 'us-east-1' },
    );

  it.each([
    { own: 10, before: 0, more: {}, findings: 0 },
    { own: 11, before: 0, more: {}, findings: 1 },
    { own: 1, before: 0, more: { limit: 0 }, findings: 1 },
    { own: 6, before: 4, more: {}, findings: 0 },
    { own: 7, before: 4, more: {}, findings: 1 },
    { own: 6, before: 4, more: { used: 1 }, findings: 1 },
    // An experiment before this one exceeded it and said so.
    { own: 6, before: 11, more: {}, findings: 0 },
    { own: 11, before: 11, more: {}, findings: 1 },
  ])('finds $findings when $own are wanted after $before, $more', ({ own, before, more, findings }) => {
    expect(judge(own, before, more)).toHaveLength(findings);
  });

  it('finds nothing where the quota is not listed', () => {
    const sight = {
      quotas: new Map<string, number>(),
      inUse: { byQuota: new Map<string, number>(), isComplete: true },
    };
    const demand = {
      quota: ON_DEMAND,
      unit: 'instance',
      count: 99,
      path: [],
      before: 0,
      others: [],
    } as const;
    expect(judgeQuota(demand, sight, { experiment: 'churn', region: 'us-east-1' })).toEqual([]);
  });

  it('says who wants how much, and how much is used', () => {
    expect(judge(4, 5, { used: 2, isComplete: false })[0]).toMatchObject({
      severity: 'warning',
      summary: `Quota Too Small: churn, ${ON_DEMAND}`,
      path: ['resource_config'],
      detail: expect.stringContaining(
        `is 10 instances in us-east-1, but this experiment runs up to 4 instances at a time, and first of the same plan up to 5, ` +
          'and at least 2 are in use now: 11 together.',
      ),
    });
  });
});

describe('several experiments of one plan', () => {
  const inPlace: Readonly<Record<string, Answer>> = {
    HeadBucket: () => ({ BucketRegion: 'us-east-1' }),
    ListObjectsV2: () => ({ Contents: [{ Key: 'train/a' }] }),
    GetRole: () => ({
      Role: {
        Arn: 'arn:aws:iam::111122223333:role/tuning',
        AssumeRolePolicyDocument: JSON.stringify({
          Statement: {
            Effect: 'Allow',
            Principal: { Service: 'sagemaker.amazonaws.com' },
            Action: 'sts:AssumeRole',
          },
        }),
      },
    }),
  };

  async function planAll(answers: Readonly<Record<string, Answer>>) {
    const { session, sent } = scriptedSession({ ...inPlace, ...answers }, { clock: new JumpingClock() });
    const provider = configured({ session, preflight: new Preflight(session) });
    const answered = ['a', 'b', 'c'].map(async (name) => {
      const planned = experimentPlan({ name });
      const request = {
        config: planned as never,
        prior: null,
        planned,
        configured: provider,
        private: undefined,
        requiresReplace: [],
      };
      const context = { signal, logger: silentLogger, deferralAllowed: false };
      const { diagnostics = [] } = await preflightLaunch(request, planExperiment(request), context);
      return diagnostics.filter(({ detail }) => detail.includes('[PREFLIGHT_')).map(({ summary }) => summary);
    });
    return { said: (await Promise.all(answered)).flat(), sent };
  }

  /** The image of the configuration is not in ECR. */
  const NOTE = 'Not Everything Checked Before the Launch';

  it('exceed a quota together: one says so, and the account is asked once', async () => {
    const { said, sent } = await planAll(account({ [ON_DEMAND]: 10 }));
    expect(said.toSorted()).toEqual([NOTE, `Quota Too Small: c, ${ON_DEMAND}`]);
    expect(sent.toSorted()).toEqual([
      // Each search has names of its own.
      ...['a', 'b', 'c'].map(() => 'DescribeHyperParameterTuningJob'),
      'GetRole',
      'HeadBucket',
      'ListHyperParameterTuningJobs',
      'ListObjectsV2',
      'ListServiceQuotas',
      'ListTrainingJobs',
      'ListTrainingJobs',
    ]);
  });

  it('get one note where the quotas may not be read', async () => {
    const ListServiceQuotas = (): never => {
      throw refusal('AccessDeniedException', 'not you');
    };
    const { said } = await planAll({ ...account({}), ListServiceQuotas });
    expect(said).toEqual([NOTE]);
  });
});
