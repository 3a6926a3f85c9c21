import {
  allTags,
  ownershipTags,
  trainingJobClient,
  trainingJobTags,
  TuningJobBoard,
} from '../../../modules/aws';
import type { DesiredTrainingJob, DesiredTuningJob, Tags } from '../../../modules/aws';
import { silentLogger } from '../../../modules/kernel';
import { launchTuningJob } from '../../../modules/provider/experiment/launch-tuning-job';
import { removeExperiment } from '../../../modules/provider/experiment/remove-experiment';
import {
  notStoppedWarnings,
  parentsRunningWarning,
  stopTuningJobs,
} from '../../../modules/provider/experiment/stop-tuning-jobs';
import { strayWarning } from '../../../modules/provider/experiment/stray-diagnostics';
import { strayJobs } from '../../../modules/provider/experiment/stray-jobs';
import type { ExperimentState } from '../../../modules/provider/experiment/types';
import type { ProviderData } from '../../../modules/provider/provider-data';
import { importTrainingJob } from '../../../modules/provider/training-job/import-training-job';
import { removeTrainingJob } from '../../../modules/provider/training-job/remove-training-job';
import { trainingJobResource } from '../../../modules/provider/training-job/resource';
import { runTrainingJob } from '../../../modules/provider/training-job/run-training-job';
import { settleTrainingJob } from '../../../modules/provider/training-job/settle-training-job';
import type { TrainingJobState } from '../../../modules/provider/training-job/types';
import {
  trainingJobFingerprint,
  trainingJobName,
  trainingJobSpecOf,
  tuningJobName,
} from '../../../modules/tuning';
import { expectTold } from '../../support/expect-told';
import type { Told } from '../../support/expect-told';
import { hastyClock } from '../../support/hasty-clock';
import { refusal, scriptedSession } from '../aws/scripted-session';
import { fullSpec } from '../aws/specs';
import { configured } from './configurations';

const never = new AbortController().signal;
const context = { signal: never, logger: silentLogger, deferralAllowed: false };

/** What the account has: a job with a status, and with tags that stay as they are; and the requests that it denies. */
interface Account {
  /** @default - there is no job until one is created */
  readonly status?: string;
  readonly tags?: Tags;
  readonly denies?: readonly string[];
  /** What the service says to a launch. */
  readonly launch?: () => never;
}

const tagList = (tags: Tags) => Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

function account({ status, tags = {}, denies = [], launch }: Account): ProviderData {
  let now = status;
  const described = (more: object) => () => {
    if (now === undefined) throw refusal('ResourceNotFound', 'Could not find it.');
    return more;
  };
  const answers: Record<string, () => unknown> = {
    CreateHyperParameterTuningJob: () => {
      launch?.();
      now = 'InProgress';
      return {};
    },
    CreateTrainingJob: () => ({}),
    DescribeHyperParameterTuningJob: described({
      HyperParameterTuningJobName: search.name,
      HyperParameterTuningJobArn: 'arn:job',
      get HyperParameterTuningJobStatus() {
        return now;
      },
    }),
    DescribeTrainingJob: described({
      TrainingJobName: smoke.name,
      TrainingJobArn: 'arn:job',
      get TrainingJobStatus() {
        return now;
      },
    }),
    ListHyperParameterTuningJobs: () => ({
      HyperParameterTuningJobSummaries: [
        {
          HyperParameterTuningJobName: search.name,
          HyperParameterTuningJobArn: 'arn:job',
          HyperParameterTuningJobStatus: 'InProgress',
          CreationTime: new Date(0),
        },
      ],
    }),
    ListTags: () => ({ Tags: tagList(tags) }),
    AddTags: () => ({}),
    StopHyperParameterTuningJob: () => void (now = 'Stopping'),
    StopTrainingJob: () => void (now = 'Stopping'),
    DeleteHyperParameterTuningJob: () => void (now = undefined),
  };
  for (const operation of denies) {
    answers[operation] = () => {
      throw refusal('AccessDeniedException', `not authorized to perform: sagemaker:${operation}`);
    };
  }
  const { session } = scriptedSession(answers, { clock: hastyClock() });
  return configured({ session, board: new TuningJobBoard(session) });
}

const ownership = { owner: 'me', experiment: 'churn', fingerprint: 'f'.repeat(64), generation: 1, run: 1 };
const search: DesiredTuningJob = {
  name: tuningJobName({ ...ownership, name: 'churn' }),
  spec: fullSpec,
  ownership,
  tags: ownershipTags(ownership),
  objectId: 'mine',
};
/** The tags of the search, with another number of its generation, as launched by another Terraform object. */
const outdated = (objectId: string): Tags =>
  allTags({ tags: ownershipTags({ ...ownership, generation: 2 }), objectId });
/** Ids sort by their age. */
const OLDER = 'an older object';
const YOUNGER = 'the youngest object';
const experiment = (more: Partial<ExperimentState> = {}): ExperimentState =>
  ({
    name: 'churn',
    status: 'InProgress',
    on_destroy: 'stop',
    tuning_job_arn: 'arn:job',
    tags_all: search.tags,
    generations: [{ fingerprint: ownership.fingerprint, tuning_jobs: [{ name: search.name }] }],
    ...more,
  }) as unknown as ExperimentState;

const smokeSpec = trainingJobSpecOf({
  ...fullSpec,
  static_hyper_parameters: undefined,
  hyper_parameters: {},
});
const smokeOwnership = {
  owner: 'me',
  training_job: 'smoke',
  fingerprint: trainingJobFingerprint(smokeSpec),
  run: 1,
};
const smoke: DesiredTrainingJob = {
  name: trainingJobName({ ...smokeOwnership, name: 'smoke' }),
  spec: smokeSpec,
  ownership: smokeOwnership,
  tags: trainingJobTags(smokeOwnership),
  objectId: 'mine',
};
const smokeState = (more: Partial<TrainingJobState> = {}): TrainingJobState =>
  ({
    ...smoke.spec,
    name: 'smoke',
    status: 'InProgress',
    on_destroy: 'stop',
    run: 1,
    require: null,
    wait: { timeout: '0s', poll: null },
    training_job_name: smoke.name,
    tags: null,
    tags_all: null,
    ...more,
  }) as unknown as TrainingJobState;
const earlier = [
  { name: search.name, fingerprint: ownership.fingerprint, status: 'InProgress' as const, generation: 1 },
];
const theirs = { 'tuneform:owner': 'them' };

interface Row {
  readonly when: string;
  readonly account: Account;
  readonly make: (data: ProviderData) => unknown;
  readonly told: Told;
}

const ofSearches: readonly Row[] = [
  {
    when: 'the service has no capacity',
    account: {
      launch: () => {
        throw refusal('ResourceLimitExceeded', 'no capacity');
      },
    },
    make: (data) => launchTuningJob(data, search, never),
    told: { code: 'LAUNCH_PENDING', names: `"${search.name}"`, remedy: 'request a higher quota' },
  },
  {
    when: 'the tags of a launched job do not change',
    account: { tags: outdated(YOUNGER) },
    make: (data) => launchTuningJob(data, search, never),
    told: { code: 'LAUNCH_UNFINISHED', names: `"${search.name}"`, remedy: 'The next apply writes them' },
  },
  {
    when: 'a job cannot be taken over',
    account: { status: 'InProgress', tags: outdated(OLDER) },
    make: (data) => launchTuningJob(data, search, never),
    told: { code: 'TUNING_JOB_NOT_TAKEN_OVER', names: 'tag tuneform:object', remedy: 'Apply again' },
  },
  {
    when: 'an earlier search may not be stopped',
    account: { status: 'InProgress', tags: search.tags, denies: ['StopHyperParameterTuningJob'] },
    make: async (data) =>
      notStoppedWarnings(await stopTuningJobs(data, earlier, { waitMs: 1000, signal: never })),
    told: {
      code: 'EARLIER_SEARCH_NOT_STOPPED',
      names: `"${search.name}"`,
      remedy: 'aws sagemaker stop-hyper-parameter-tuning-job',
    },
  },
  {
    when: 'the parents of an extension do not end',
    account: { status: 'InProgress', tags: search.tags },
    make: async (data) => [
      parentsRunningWarning(
        'extension',
        await stopTuningJobs(data, earlier, { waitMs: 1000, signal: never }),
      ),
    ],
    told: {
      code: 'LAUNCH_WAITS_FOR_PARENTS',
      names: `"${search.name}" (Stopping)`,
      remedy: 'the next apply launches it',
    },
  },
  {
    when: 'jobs do not stop in time',
    account: { status: 'InProgress', tags: search.tags },
    make: (data) => removeExperiment(data, experiment(), never, 'whichever'),
    told: { code: 'STILL_STOPPING', names: `"${search.name}" (Stopping)`, remedy: 'destroy again' },
  },
  {
    when: 'the record of an ended job has another owner',
    account: { status: 'Completed', tags: theirs },
    make: (data) => removeExperiment(data, experiment({ on_destroy: 'delete' }), never, 'whichever'),
    told: { code: 'TUNING_JOB_RECORD_LEFT', names: 'owner "them"', remedy: 'It costs nothing' },
  },
  {
    when: 'a job is running that state does not know',
    account: { status: 'InProgress', tags: search.tags },
    make: async (data) => {
      const state = experiment({ generations: [] });
      const { jobs } = await strayJobs(data, state, { signal: never, patient: false });
      return jobs.map((job) => strayWarning(state, job));
    },
    told: {
      code: 'TUNING_JOB_NOT_IN_STATE',
      names: `"${search.name}"`,
      remedy: 'Apply the configuration that launched it',
    },
  },
];

const ofTrainingJobs: readonly Row[] = [
  {
    when: 'it cannot be taken over',
    account: { status: 'InProgress', tags: allTags({ tags: smoke.tags, objectId: OLDER }) },
    make: ({ session }) =>
      runTrainingJob(session, { desired: smoke, timeoutMs: 1000, mayExist: false }, context),
    told: { code: 'TRAINING_JOB_NOT_TAKEN_OVER', names: 'tag tuneform:object', remedy: 'Apply again' },
  },
  {
    when: 'the same one exists',
    account: { status: 'InProgress', tags: allTags(smoke) },
    make: (data) =>
      settleTrainingJob(
        {
          planned: smokeState(),
          configured: data,
          isExpected: false,
          objectId: 'mine',
        },
        context,
      ),
    told: { code: 'TRAINING_JOB_ADOPTED', names: `"${smoke.name}"`, remedy: 'raise run' },
  },
  {
    when: 'its record was deleted',
    account: {},
    make: (data) =>
      trainingJobResource.read({ state: smokeState(), configured: data, private: undefined }, context),
    told: { code: 'TRAINING_JOB_MISSING', names: `"${smoke.name}"`, remedy: 'run again by the next apply' },
  },
  {
    when: 'another owner has one of that name',
    account: { status: 'InProgress', tags: { ...smoke.tags, ...theirs } },
    make: ({ session }) => trainingJobClient(session).observe(smoke, never),
    told: { code: 'FOREIGN_TRAINING_JOB', names: 'owner "them"', remedy: 'Choose another name' },
  },
  {
    when: 'it does not stop in time',
    account: { status: 'InProgress', tags: smoke.tags },
    make: (data) => removeTrainingJob(data, { state: smokeState(), claim: 'whichever' }, never),
    told: { code: 'TRAINING_JOB_STOPPING', names: `"${smoke.name}"`, remedy: 'destroy again' },
  },
  {
    when: 'another owner’s runs under the recorded name',
    account: { status: 'InProgress', tags: theirs },
    make: (data) => removeTrainingJob(data, { state: smokeState(), claim: 'whichever' }, never),
    told: { code: 'TRAINING_JOB_NOT_STOPPED', names: 'owner "them"', remedy: 'terraform state rm' },
  },
  {
    when: 'the record of an ended one has another owner',
    account: { status: 'Completed', tags: theirs },
    make: (data) =>
      removeTrainingJob(data, { state: smokeState({ on_destroy: 'delete' }), claim: 'whichever' }, never),
    told: { code: 'TRAINING_JOB_RECORD_LEFT', names: 'owner "them"', remedy: 'It costs nothing' },
  },
  {
    when: 'it is imported and has another owner',
    account: { status: 'Completed', tags: { ...smoke.tags, ...theirs } },
    make: (data) => importTrainingJob(data, smoke.name, never),
    told: { code: 'IMPORT_NOT_OURS', names: 'owner "them"', remedy: 'set the provider’s owner' },
  },
];

const run = async ({ account: found, make, told }: Row): Promise<void> => {
  await expectTold(() => make(account(found)), told);
};

it.each(ofSearches)('a search tells with the job and a remedy that $when', run);
it.each(ofTrainingJobs)('a training job tells with its name and a remedy that $when', run);
