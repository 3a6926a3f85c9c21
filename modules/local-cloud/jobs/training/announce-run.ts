import type { Runner } from '../../runners/runner';
import { withNetworkIsolation } from '../../served-members/network-isolation';
import { simulatedInstance } from '../../served-members/simulated-instance';
import { TRAINING_MEMBERS } from '../../served-members/training-members';
import { unenforcedLine } from '../../served-members/unenforced-line';
import { howItRuns } from '../how-it-runs';
import type { JobLog } from '../job-log';
import type { TrainingJobRecord } from './training-job-record';

/** Says at the head of a job's log what runs it, and what of the request has no effect here. */
export function announceRun(log: JobLog, runner: Runner, record: TrainingJobRecord): void {
  const { InstanceType: type, VolumeSizeInGB: volume } = record.request.ResourceConfig ?? {};
  const how = howItRuns(runner, record.imageDigest);
  log.add(`Local cloud: image ${record.imageDigest} runs ${how}; ${simulatedInstance(type, volume)}.`);
  const members = runner.ownNetworks ? withNetworkIsolation(TRAINING_MEMBERS) : TRAINING_MEMBERS;
  const unenforced = unenforcedLine([members, record.request]);
  if (unenforced !== undefined) log.add(unenforced);
}
