import { trainingJobRemovalClient, trainingJobTags } from '../../../modules/aws';
import { systemClock } from '../../../modules/kernel';
import { converge } from '../../../modules/reconcile';
import { trainingJobName } from '../../../modules/tuning';
import { refusal, scriptedSession } from './scripted-session';

const ownership = { owner: 'ci', training_job: 'smoke', fingerprint: 'abc', run: 1 };
const NAME = trainingJobName({ ...ownership, name: ownership.training_job });
const ARN = `arn:aws:sagemaker:us-east-1:111122223333:training-job/${NAME}`;

/** Wants the job gone that is `status` at first. Returns what was asked for, in order. */
async function remove(
  status: string | undefined,
  { deleteRecord = false, owner = 'ci' } = {},
): Promise<{ readonly sent: readonly string[]; readonly left: readonly string[] }> {
  const left: string[] = [];
  const { session, sent } = scriptedSession({
    DescribeTrainingJob: () => {
      if (status === undefined) throw refusal('ValidationException', 'Requested resource not found.');
      return { TrainingJobName: NAME, TrainingJobArn: ARN, TrainingJobStatus: status };
    },
    ListTags: () => ({
      Tags: Object.entries({
        ...trainingJobTags(ownership),
        ...trainingJobTags({ ...ownership, owner }),
      }).map(([Key, Value]) => ({ Key, Value })),
    }),
    StopTrainingJob: () => void (status = 'Stopped'),
    DeleteTrainingJob: () => void (status = undefined),
  });
  const end = await converge(
    trainingJobRemovalClient(session),
    {
      intent: 'gone',
      spec: {
        name: NAME,
        owner: 'ci',
        claim: { objectId: 'mine' },
        deleteRecord,
        onRecordLeft: ({ name }) => left.push(name),
      },
    },
    { clock: { ...systemClock, sleep: () => Promise.resolve() }, signal: new AbortController().signal },
  );
  expect(end.outcome).toBe('converged');
  return { sent, left };
}

describe('what removing a training job asks for', () => {
  it('is, to stop it, its tags once, and after its end only whether it has ended', async () => {
    expect((await remove('InProgress')).sent).toEqual([
      'DescribeTrainingJob',
      'ListTags',
      'StopTrainingJob',
      'DescribeTrainingJob',
    ]);
  });

  it.each(['Completed', 'Failed', 'Stopped'])('is nothing else if it has ended: %s', async (status) => {
    expect((await remove(status)).sent).toEqual(['DescribeTrainingJob']);
  });

  it('is, to delete its record as well, each step once', async () => {
    const { sent } = await remove('InProgress', { deleteRecord: true });
    expect(sent.filter((name) => !/^(Describe|List)/.test(name))).toEqual([
      'StopTrainingJob',
      'DeleteTrainingJob',
    ]);
  });

  it('is nothing that changes the record of another owner', async () => {
    const { sent, left } = await remove('Completed', { deleteRecord: true, owner: 'another' });
    expect(sent).toEqual(['DescribeTrainingJob', 'ListTags']);
    expect(left).toEqual([NAME]);
  });
});
