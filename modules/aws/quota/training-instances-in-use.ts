import { classifyErrors } from '../aws-error';
import type { AwsSession } from '../client-factory';
import { eachObject } from '../list-objects';
import { trainingQuotaName } from './training-quotas';

/** Training jobs that are described at most: a listing does not tell their instances. */
const MOST_JOBS = 100;
/** Descriptions at a time. */
const AT_A_TIME = 10;

/** Instances that training jobs use now. */
export interface InstancesInUse {
  /** By the name of the quota that they count against. */
  readonly byQuota: ReadonlyMap<string, number>;
  /** False if more training jobs run than are described, so that the numbers are too small. */
  readonly isComplete: boolean;
}

/** Counts the instances of all running and stopping training jobs of the account: a stopping one holds its instances. */
export async function trainingInstancesInUse(
  session: AwsSession,
  signal: AbortSignal,
): Promise<InstancesInUse> {
  const lists = await Promise.all(
    (['InProgress', 'Stopping'] as const).map((status) => namesOf(session, status, signal)),
  );
  const names = lists.flat();
  const byQuota = new Map<string, number>();
  const waiting = names.slice(0, MOST_JOBS);
  const describe = async (): Promise<void> => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      for (const [quota, count] of await instancesOf(session, name, signal)) {
        byQuota.set(quota, (byQuota.get(quota) ?? 0) + count);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, describe));
  return { byQuota, isComplete: names.length <= MOST_JOBS };
}

/** Returns up to one name more than are described. */
async function namesOf(
  session: AwsSession,
  status: 'InProgress' | 'Stopping',
  signal: AbortSignal,
): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const { name } of eachObject(session, { kind: 'training job', status }, signal)) {
    names.push(name);
    if (names.length > MOST_JOBS) break;
  }
  return names;
}

async function instancesOf(
  session: AwsSession,
  name: string,
  signal: AbortSignal,
): Promise<readonly (readonly [quota: string, count: number])[]> {
  const { client, sdk } = session.sageMaker();
  const { ResourceConfig: resources = {}, EnableManagedSpotTraining: isSpot = false } = await classifyErrors(
    `describe training job "${name}"`,
    () => client.send(new sdk.DescribeTrainingJobCommand({ TrainingJobName: name }), { abortSignal: signal }),
  );
  const groups = [resources, ...(resources.InstanceGroups ?? [])];
  return groups.flatMap(({ InstanceType: type, InstanceCount: count = 1 }) =>
    type === undefined ? [] : [[trainingQuotaName(type, isSpot), count] as const],
  );
}
