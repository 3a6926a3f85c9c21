import { trainingJobRemovalClient, trainingJobTags } from '../../../modules/aws';
import { systemClock } from '../../../modules/kernel';
import { converge } from '../../../modules/reconcile';
import { trainingJobName } from '../../../modules/tuning';
import { scriptedSession } from './scripted-session';

const ownership = { owner: 'ci', training_job: 'smoke', fingerprint: 'abc', run: 1 };
const NAME = trainingJobName({ ...ownership, name: ownership.training_job });
const ARN = `arn:aws:sagemaker:us-east-1:111122223333:training-job/${NAME}`;

/** Wants the job gone that is `status` at first. Returns what was asked for, in order. */
async function remove(status: string): Promise<readonly string[]> {
  const { session, sent } = scriptedSession({
    DescribeTrainingJob: () => ({
      TrainingJobName: NAME,
      TrainingJobArn: ARN,
      TrainingJobStatus: status,
    }),
    ListTags: () => ({
      Tags: Object.entries(trainingJobTags(ownership)).map(([Key, Value]) => ({ Key, Value })),
    }),
    StopTrainingJob: () => void (status = 'Stopped'),
  });
  const end = await converge(
    trainingJobRemovalClient(session),
    { intent: 'gone', spec: { name: NAME, owner: 'ci', claim: { objectId: 'mine' } } },
    { clock: { ...systemClock, sleep: () => Promise.resolve() }, signal: new AbortController().signal },
  );
  expect(end.outcome).toBe('converged');
  return sent;
}

describe('what removing a training job asks for', () => {
  it('is, to stop it, its tags once, and after its end only whether it has ended', async () => {
    expect(await remove('InProgress')).toEqual([
      'DescribeTrainingJob',
      'ListTags',
      'StopTrainingJob',
      'DescribeTrainingJob',
    ]);
  });

  it.each(['Completed', 'Failed', 'Stopped'])('is nothing else if it has ended: %s', async (status) => {
    expect(await remove(status)).toEqual(['DescribeTrainingJob']);
  });
});
