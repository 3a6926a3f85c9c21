import {
  AddTagsCommand,
  DeleteHyperParameterTuningJobCommand,
  DeleteTagsCommand,
  DescribeTrainingJobCommand,
  ListHyperParameterTuningJobsCommand,
  ListTagsCommand,
  ResourceNotFound,
} from '@aws-sdk/client-sagemaker';
import { ShellJobs } from '../../../support/shell-jobs';

const jobs = ShellJobs.forThisFile();

test('tags are copied to the trials and can be changed', async () => {
  await jobs.create({
    ...jobs.aws.tuningRequest('tagged', jobs.image),
    Tags: [{ Key: 'owner', Value: 'me' }],
  });
  const { HyperParameterTuningJobArn: arn } = await jobs.aws.tuningJobEnd('tagged');
  const tagsOf = async (of: string) =>
    (await jobs.aws.sagemaker.send(new ListTagsCommand({ ResourceArn: of }))).Tags!;
  const [trial] = await jobs.trials('tagged');
  expect(await tagsOf(trial!.TrainingJobArn!)).toEqual([{ Key: 'owner', Value: 'me' }]);
  const add = {
    ResourceArn: arn!,
    Tags: [
      { Key: 'owner', Value: 'you' },
      { Key: 'b', Value: '2' },
    ],
  };
  expect((await jobs.aws.sagemaker.send(new AddTagsCommand(add))).Tags).toHaveLength(2);
  await jobs.aws.sagemaker.send(new DeleteTagsCommand({ ResourceArn: arn!, TagKeys: ['b'] }));
  expect(await tagsOf(arn!)).toEqual([{ Key: 'owner', Value: 'you' }]);
  await expect(tagsOf(`${arn!}-gone`)).rejects.toThrow('Could not find resource');
});

test('lists tuning jobs by status and name', async () => {
  const answer = await jobs.aws.sagemaker.send(
    new ListHyperParameterTuningJobsCommand({ NameContains: 'tagged', StatusEquals: 'Completed' }),
  );
  expect(answer.HyperParameterTuningJobSummaries).toMatchObject([
    {
      HyperParameterTuningJobName: 'tagged',
      Strategy: 'Random',
      ResourceLimits: { MaxParallelTrainingJobs: 2 },
    },
  ]);
});

test('deleting removes the record and leaves the training jobs; the name may be used again', async () => {
  await jobs.create(jobs.aws.tuningRequest('deleted', jobs.image));
  const remove = () =>
    jobs.aws.sagemaker.send(
      new DeleteHyperParameterTuningJobCommand({ HyperParameterTuningJobName: 'deleted' }),
    );
  await expect(remove()).rejects.toThrow('is in status InProgress');
  await jobs.aws.tuningJobEnd('deleted');
  const [trial] = await jobs.trials('deleted');
  await remove();
  await expect(jobs.describe('deleted')).rejects.toBeInstanceOf(ResourceNotFound);
  await expect(jobs.trials('deleted')).rejects.toBeInstanceOf(ResourceNotFound);
  await expect(remove()).rejects.toBeInstanceOf(ResourceNotFound);
  await jobs.aws.sagemaker.send(new DescribeTrainingJobCommand({ TrainingJobName: trial!.TrainingJobName! }));
  await jobs.create(jobs.aws.tuningRequest('deleted', jobs.image));
  const again = await jobs.aws.tuningJobEnd('deleted');
  expect(again.TrainingJobStatusCounters!.Completed).toBe(4);
  expect(await jobs.trials('deleted')).toHaveLength(4);
});
