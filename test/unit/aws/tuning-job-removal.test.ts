import { ownershipTags, tuningJobRemovalClient } from '../../../modules/aws';
import type { Claim, Tags } from '../../../modules/aws';
import { systemClock } from '../../../modules/kernel';
import { converge } from '../../../modules/reconcile';
import { tuningJobName } from '../../../modules/tuning';
import { refusal, scriptedSession } from './scripted-session';
import type { Answer } from './scripted-session';

const launched = { owner: 'old', experiment: 'churn', fingerprint: 'abc', generation: 1, run: 2 };
const NAME = tuningJobName({ ...launched, name: launched.experiment });
const ARN = `arn:aws:sagemaker:us-east-1:111122223333:hyper-parameter-tuning-job/${NAME}`;
const TAGS = ownershipTags(launched);
const without = (...keys: string[]): Tags =>
  Object.fromEntries(Object.entries(TAGS).filter(([key]) => !keys.includes(key)));

/** Wants the job gone, as recorded at its launch, in an account where it is `status` and carries `tags`. */
async function remove(
  seen: { readonly tags: Tags; readonly status?: string; readonly arn?: string },
  wanted: {
    readonly owner?: string;
    readonly deleteRecord?: boolean;
    readonly arn?: string | undefined;
    readonly claim?: Claim;
    readonly onTakenOver?: (job: { readonly name: string }) => void;
  } = {},
  answers: Readonly<Record<string, Answer>> = {},
) {
  let status: string | undefined = seen.status ?? 'InProgress';
  const left: string[] = [];
  const { session, sent } = scriptedSession({
    DescribeHyperParameterTuningJob: () => {
      if (status === undefined) throw Object.assign(new Error('gone'), { name: 'ResourceNotFound' });
      return {
        HyperParameterTuningJobName: NAME,
        HyperParameterTuningJobArn: seen.arn ?? ARN,
        HyperParameterTuningJobStatus: status,
      };
    },
    ListTags: () => ({ Tags: Object.entries(seen.tags).map(([Key, Value]) => ({ Key, Value })) }),
    StopHyperParameterTuningJob: () => void (status = 'Stopped'),
    DeleteHyperParameterTuningJob: () => void (status = undefined),
    ...answers,
  });
  const spec = {
    name: NAME,
    owner: 'new',
    fingerprint: launched.fingerprint,
    arn: ARN,
    claim: { objectId: 'mine' },
    deleteRecord: false,
    onRecordLeft: ({ name }: { name: string }) => left.push(name),
    ...wanted,
  };
  const end = await converge(
    tuningJobRemovalClient(session),
    { intent: 'gone', spec },
    { clock: { ...systemClock, sleep: () => Promise.resolve() }, signal: new AbortController().signal },
  );
  return { end, left, sent, mutations: sent.filter((operation) => /^(Stop|Delete)/.test(operation)) };
}

describe('a running tuning job that is to go', () => {
  it.each([
    { what: 'carries today’s owner', seen: { tags: { ...TAGS, 'tuneform:owner': 'new' } } },
    { what: 'was launched under an earlier owner', seen: { tags: TAGS } },
    { what: 'lost its owner tag', seen: { tags: without('tuneform:owner') } },
    { what: 'lost every tag of ours', seen: { tags: { team: 'red' } } },
  ])('is stopped when it $what', async ({ seen }) => {
    const { end, mutations } = await remove(seen);
    expect(end.outcome).toBe('converged');
    expect(mutations).toEqual(['StopHyperParameterTuningJob']);
  });

  it.each([
    {
      what: 'was handed to another owner',
      seen: { tags: { ...TAGS, 'tuneform:owner': 'others' } },
      says: /name owner "others".*set the provider's owner to "others"/,
    },
    {
      what: 'names another experiment of another owner',
      seen: { tags: { ...TAGS, 'tuneform:experiment': 'other' } },
      says: /name owner "old"/,
    },
    {
      what: 'ran another search under an earlier owner',
      seen: { tags: { ...TAGS, 'tuneform:fingerprint': 'other' } },
      says: /name owner "old"/,
    },
    {
      what: 'lost its owner tag and ran another search',
      seen: { tags: { 'tuneform:fingerprint': 'other' } },
      says: /its tags name no owner/,
    },
    {
      what: 'has no tags and lies in another account',
      seen: { tags: {}, arn: ARN.replace('111122223333', '444455556666') },
      says: /its tags name no owner/,
    },
  ])('is an error, and left alone, when it $what', async ({ seen, says }) => {
    const { end, mutations } = await remove(seen);
    expect(end.error).toMatchObject({ code: 'TUNING_JOB_NOT_STOPPED', message: expect.stringMatching(says) });
    expect((end.error as Error).message).toContain(`--hyper-parameter-tuning-job-name ${NAME}.`);
    expect(mutations).toEqual([]);
  });

  it('is an error when it has no tags and no ARN was ever read', async () => {
    const { end } = await remove({ tags: {}, arn: '' }, { arn: undefined });
    expect(end.error).toMatchObject({ code: 'TUNING_JOB_NOT_STOPPED' });
  });
});

describe('a tuning job that carries the id of a Terraform object', () => {
  const carrying = (objectId: string) => ({ tags: { ...TAGS, 'tuneform:object': objectId } });

  it.each<{ whose: string; claim: Claim; stops: boolean }>([
    { whose: 'its own', claim: { objectId: 'that' }, stops: true },
    { whose: 'another', claim: { objectId: 'this' }, stops: false },
    { whose: 'another, and none of its own', claim: { objectId: undefined }, stops: false },
    { whose: 'one that does not matter', claim: 'whichever', stops: true },
  ])('is stopped or left: $whose', async ({ claim, stops }) => {
    const takenOver: string[] = [];
    const onTakenOver = ({ name }: { name: string }) => takenOver.push(name);
    const { end, mutations } = await remove(carrying('that'), { claim, onTakenOver });
    expect([end.outcome, mutations, takenOver]).toEqual([
      'converged',
      stops ? ['StopHyperParameterTuningJob'] : [],
      stops ? [] : [NAME],
    ]);
  });

  it('keeps its record when another has taken it over', async () => {
    const ended = { ...carrying('that'), status: 'Completed' };
    expect((await remove(ended, { deleteRecord: true })).mutations).toEqual([]);
  });
});

describe('a tuning job that has ended', () => {
  it.each(['Completed', 'Failed', 'Stopped'])('costs nothing, whatever its owner: %s', async (status) => {
    const { end, mutations, left } = await remove({ tags: { 'tuneform:owner': 'others' }, status });
    expect([end.outcome, mutations, left]).toEqual(['converged', [], []]);
  });

  it('keeps its record, and says so, when it is not known to be ours', async () => {
    const { end, mutations, left } = await remove(
      { tags: { 'tuneform:owner': 'others' }, status: 'Completed' },
      { deleteRecord: true },
    );
    expect([end.outcome, mutations, left]).toEqual(['converged', [], [NAME]]);
  });

  it('loses its record when that is asked for', async () => {
    const { end, mutations } = await remove({ tags: TAGS }, { deleteRecord: true });
    expect([end.outcome, mutations]).toEqual([
      'converged',
      ['StopHyperParameterTuningJob', 'DeleteHyperParameterTuningJob'],
    ]);
  });
});

describe('what removing a tuning job asks for', () => {
  const LOOK = ['DescribeHyperParameterTuningJob', 'ListTags'];

  it('is, to stop it, its tags once, and after its end only whether it has ended', async () => {
    const { sent } = await remove({ tags: TAGS });
    expect(sent).toEqual([...LOOK, 'StopHyperParameterTuningJob', 'DescribeHyperParameterTuningJob']);
  });

  it('is, if it has ended and its record stays, nothing else', async () => {
    const { sent } = await remove({ tags: TAGS, status: 'Completed' });
    expect(sent).toEqual(['DescribeHyperParameterTuningJob']);
  });

  it('is, to delete its record, its tags before each change', async () => {
    const { sent } = await remove({ tags: TAGS }, { deleteRecord: true });
    expect(sent).toEqual([
      ...[...LOOK, 'StopHyperParameterTuningJob'],
      ...[...LOOK, 'DeleteHyperParameterTuningJob'],
      'DescribeHyperParameterTuningJob',
    ]);
  });
});

describe('an answer of the service to a removal', () => {
  /** Answers `first` once, and then as the service does. */
  const once = (first: Error, then: () => unknown): Answer => {
    let answered = false;
    return () => {
      if (answered) return then();
      answered = true;
      throw first;
    };
  };

  it('that a record cannot be deleted yet is tried again', async () => {
    let deleted = false;
    const tooEarly = refusal('ValidationException', 'The tuning job is not in a terminal state.');
    const answers = {
      DescribeHyperParameterTuningJob: () => {
        if (deleted) throw refusal('ResourceNotFound', 'gone');
        return {
          HyperParameterTuningJobName: NAME,
          HyperParameterTuningJobArn: ARN,
          HyperParameterTuningJobStatus: 'Stopped',
        };
      },
      DeleteHyperParameterTuningJob: once(tooEarly, () => void (deleted = true)),
    };
    const { end, mutations } = await remove({ tags: TAGS }, { deleteRecord: true }, answers);
    expect([end.outcome, mutations]).toEqual([
      'converged',
      ['DeleteHyperParameterTuningJob', 'DeleteHyperParameterTuningJob'],
    ]);
  });

  it.each([
    ['is stopped already', refusal('ValidationException', 'The tuning job is in status Stopped.')],
    ['does not exist', refusal('ResourceNotFound', 'Could not find it.')],
  ])('that it %s is a success', async (_what, answer) => {
    let status = 'InProgress';
    const answers = {
      DescribeHyperParameterTuningJob: () => ({
        HyperParameterTuningJobName: NAME,
        HyperParameterTuningJobArn: ARN,
        HyperParameterTuningJobStatus: status,
      }),
      StopHyperParameterTuningJob: () => {
        status = 'Stopped';
        throw answer;
      },
    };
    const { end, mutations } = await remove({ tags: TAGS }, {}, answers);
    expect([end.outcome, end.error, mutations]).toEqual([
      'converged',
      undefined,
      ['StopHyperParameterTuningJob'],
    ]);
  });
});
