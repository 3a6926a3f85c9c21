import { launchTuningJob } from '../../../modules/provider/experiment/launch-tuning-job';
import { lostAnswer, refusal, scriptedSession } from '../aws/scripted-session';
import { allTags, ownershipTags } from '../../../modules/aws';
import type { DesiredTuningJob } from '../../../modules/aws';
import { hastyClock } from '../../support/hasty-clock';
import { fullSpec } from '../aws/specs';
import { configured } from './configurations';

const never = new AbortController().signal;
const ownership = { owner: 'me', experiment: 'churn', fingerprint: 'f'.repeat(64), generation: 1, run: 1 };
const desired = {
  name: 'churn-abc',
  spec: fullSpec,
  ownership,
  tags: ownershipTags(ownership),
  objectId: 'mine',
};
const expired = () =>
  refusal('ExpiredTokenException', 'The security token included in the request is expired');

interface Script {
  /** What becomes of the first launch, and of all others. */
  readonly launch: () => unknown;
  /** Whether a lost launch was carried out all the same. */
  readonly carriedOut?: boolean;
  /** Thrown by every look after the launch. */
  readonly blind?: () => Error;
}

/** A search that starts from one that the configuration names. */
const configuredParent = (name: string): Partial<DesiredTuningJob> => ({
  spec: {
    ...fullSpec,
    warm_start_config: {
      parent_hyper_parameter_tuning_jobs: [{ hyper_parameter_tuning_job_name: name }],
      warm_start_type: 'TransferLearning',
    },
  },
});

async function launchThrough(
  { launch, carriedOut = false, blind }: Script,
  wanted: Partial<DesiredTuningJob> = {},
) {
  let exists = false;
  let launches = 0;
  const { session } = scriptedSession(
    {
      CreateHyperParameterTuningJob: () => {
        launches += 1;
        exists ||= carriedOut;
        const answer = launch();
        exists = true;
        return answer;
      },
      DescribeHyperParameterTuningJob: () => {
        if (launches > 0 && blind !== undefined) throw blind();
        if (!exists) throw refusal('ResourceNotFound', 'Could not find it.');
        return {
          HyperParameterTuningJobName: desired.name,
          HyperParameterTuningJobArn: 'arn:job',
          HyperParameterTuningJobStatus: 'InProgress',
        };
      },
      ListTags: () => ({ Tags: Object.entries(allTags(desired)).map(([Key, Value]) => ({ Key, Value })) }),
    },
    { clock: hastyClock() },
  );
  return {
    launch: await launchTuningJob(configured({ session }), { ...desired, ...wanted }, never),
    launches,
  };
}

const fails = (error: () => Error) => (): never => {
  throw error();
};

describe('a launch whose answer was lost', () => {
  it('and whose job is seen is a launch, and says nothing of adopting', async () => {
    expect(await launchThrough({ launch: fails(lostAnswer), carriedOut: true })).toMatchObject({
      launch: { status: 'InProgress', diagnostics: [] },
      launches: 1,
    });
  });

  it.each<[string, () => Error]>([
    ['the network is gone', lostAnswer],
    ['the credentials have expired', expired],
    ['looking is denied', () => refusal('AccessDeniedException', 'not authorized')],
  ])('is in state as unconfirmed when it cannot be observed afterwards, because %s', async (_, blind) => {
    const { launch } = await launchThrough({ launch: fails(lostAnswer), carriedOut: true, blind });
    expect(launch).toMatchObject({
      status: 'Unconfirmed',
      diagnostics: [{ severity: 'warning', detail: expect.stringContaining('[LAUNCH_UNCONFIRMED]') }],
    });
  });

  it('is unconfirmed too when a later attempt is refused: the first may have been carried out', async () => {
    let attempts = 0;
    const launch = (): never => {
      attempts += 1;
      throw attempts === 1 ? lostAnswer() : refusal('ResourceLimitExceeded', 'no capacity');
    };
    expect((await launchThrough({ launch })).launch).toMatchObject({ status: 'Unconfirmed' });
  });
});

describe('a job that was there already', () => {
  it.each([
    ['with the same tags', 1],
    ['with tags that have to be put right', 2],
  ])('%s is adopted, and said to be', async (_, generation) => {
    const tags: Record<string, string> = { ...ownershipTags({ ...ownership, generation }) };
    const answers = {
      AddTags: ({ Tags }: Readonly<Record<string, unknown>>) => {
        for (const { Key, Value } of Tags as { Key: string; Value: string }[]) tags[Key] = Value;
        return {};
      },
      DescribeHyperParameterTuningJob: () => ({
        HyperParameterTuningJobName: desired.name,
        HyperParameterTuningJobArn: 'arn:job',
        HyperParameterTuningJobStatus: 'Completed',
      }),
      ListTags: () => ({ Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) }),
    };
    const { session } = scriptedSession(answers, { clock: hastyClock() });
    expect(await launchTuningJob(configured({ session }), desired, never)).toMatchObject({
      status: 'Completed',
      diagnostics: [{ severity: 'warning', detail: expect.stringContaining('[TUNING_JOB_ADOPTED]') }],
    });
    expect(tags).toEqual(allTags(desired));
  });
});

describe('a launch that was refused', () => {
  it('is an error, because there is nothing to remember', async () => {
    await expect(launchThrough({ launch: fails(expired) })).rejects.toMatchObject({
      code: 'AWS_CREDENTIALS_EXPIRED',
    });
  });

  it.each([
    { by: 'extension', wanted: { adjustments: { warmStartFrom: ['churn-old'] } }, remedy: 'Increase run' },
    {
      by: 'configuration',
      wanted: configuredParent('churn-old'),
      remedy: 'Leave it out of warm_start_config',
    },
  ])('because a parent by $by was deleted says what to do', async ({ wanted, remedy }) => {
    const message = "Amazon SageMaker can't find a tuning job called churn-old to use as a parent job.";
    const launch = fails(() => refusal('ValidationException', message));
    await expect(launchThrough({ launch }, wanted)).rejects.toMatchObject({
      code: 'WARM_START_PARENT_MISSING',
      message: expect.stringContaining(remedy),
    });
  });

  it('because a channel is empty fails at once, before anything is spent', async () => {
    let launches = 0;
    const launch = () => {
      launches += 1;
      throw refusal('ValidationException', 'No S3 objects found under S3 URL "s3://b/train/" given.');
    };
    await expect(launchThrough({ launch })).rejects.toMatchObject({
      code: 'CHANNEL_EMPTY',
      message: expect.stringContaining('s3://b/train/'),
    });
    expect(launches).toBe(1);
  });

  it.each([
    'Could not assume role arn:aws:iam::111122223333:role/new.',
    'There is no identity-based policy allowing the s3:ListBucket action; no identity-based policy allows it.',
    'Access denied when describing algorithm arn:aws:sagemaker:us-east-1:111122223333:algorithm/own.',
  ])('because a role is new is requested again until it is visible: %s', async (message) => {
    let refused = 0;
    const launch = () => {
      if (refused === 3) return {};
      refused += 1;
      throw refusal('ValidationException', message);
    };
    const { launches } = await launchThrough({ launch });
    expect(launches).toBe(4);
  });

  it('for want of capacity waits for it', async () => {
    const launch = fails(() => refusal('ResourceLimitExceeded', 'no capacity'));
    expect((await launchThrough({ launch })).launch).toMatchObject({ status: 'Pending' });
  });
});
