import type { DescribeTrainingJobCommandOutput } from '@aws-sdk/client-sagemaker';
import { trainingJobModel, trainingJobSpecOf } from '../../tuning';
import { classifyErrors, isAwsError } from '../aws-error';
import type { AwsSession } from '../client-factory';
import { splitObjectId } from '../tags/object-id';
import { listTags } from '../tags/sync-tags';
import type { Tags } from '../tags/sync-tags';
import { fromMembers, isExpressible, memberName, unknownMembers } from '../tuning-job/members';
import { withConfiguredCheckpoints } from './own-checkpoints';
import type { ObservedTrainingJob } from './training-job';
import { usedMachines } from './used-machines';

/**
 * Returns a training job with its tags and the specification it was created from, or `undefined` if it does not exist.
 *
 * @param needsTags whether the tags of a job of this status matter; without them the job has none, and one request is saved.
 */
export async function describeOwnTrainingJob(
  session: AwsSession,
  name: string,
  signal: AbortSignal,
  needsTags: (status: string) => boolean = () => true,
): Promise<ObservedTrainingJob | undefined> {
  const { client, sdk } = session.sageMaker();
  try {
    const answer = await classifyErrors(`describe training job "${name}"`, () =>
      client.send(new sdk.DescribeTrainingJobCommand({ TrainingJobName: name }), { abortSignal: signal }),
    );
    const { TrainingJobArn: arn = '', TrainingJobStatus: status = 'InProgress' } = answer;
    return fromDescription(answer, needsTags(status) ? await listTags(session, arn, signal) : {});
  } catch (error) {
    if (isAwsError(error, 'absent')) return undefined;
    throw error;
  }
}

/** What only a request contains: the description repeats it, beside what the service says about the job. */
const REQUESTED = new Set(Object.keys(trainingJobModel).map(memberName));

function fromDescription(answer: DescribeTrainingJobCommandOutput, tags: Tags): ObservedTrainingJob {
  const values = fromMembers(
    trainingJobModel,
    withConfiguredCheckpoints(answer, answer.TrainingJobName ?? ''),
  );
  const requested = Object.fromEntries(Object.entries(answer).filter(([member]) => REQUESTED.has(member)));
  const inexpressible = unknownMembers(trainingJobModel, requested);
  const modelDataUrl = answer.ModelArtifacts?.S3ModelArtifacts;
  return {
    name: answer.TrainingJobName ?? '',
    arn: answer.TrainingJobArn ?? '',
    status: answer.TrainingJobStatus ?? 'InProgress',
    finalMetrics: Object.fromEntries(
      (answer.FinalMetricDataList ?? []).flatMap(({ MetricName, Value }) =>
        MetricName === undefined || Value === undefined ? [] : [[MetricName, Value]],
      ),
    ),
    ...splitObjectId(tags),
    machines: usedMachines(answer.ResourceConfig),
    ...(isGiven(answer.FailureReason) && { failureReason: answer.FailureReason }),
    ...(isGiven(modelDataUrl) && { modelDataUrl }),
    ...(answer.BillableTimeInSeconds !== undefined && { billableSeconds: answer.BillableTimeInSeconds }),
    ...(answer.TrainingEndTime !== undefined && { endedAtMs: answer.TrainingEndTime.getTime() }),
    ...(isExpressible(trainingJobModel, values) && { spec: trainingJobSpecOf(values) }),
    ...(inexpressible.length > 0 && { inexpressible }),
  };
}

const isGiven = (text: string | undefined): text is string => text !== undefined && text !== '';
