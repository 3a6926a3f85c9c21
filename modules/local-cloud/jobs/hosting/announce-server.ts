import type { Runner } from '../../runners/runner';
import { MODEL_MEMBERS } from '../../served-members/hosting-members';
import { simulatedInstance } from '../../served-members/simulated-instance';
import { unenforcedLine } from '../../served-members/unenforced-line';
import { howItRuns } from '../how-it-runs';
import type { JobLog } from '../job-log';
import type { DeployedVariant } from './endpoint-record';

/** Says at the head of a server's log what runs it, and what of the request has no effect here. */
export function announceServer(log: JobLog, runner: Runner, variant: DeployedVariant): void {
  const how = howItRuns(runner, variant.imageDigest);
  log.add(
    `Local cloud: image ${variant.imageDigest} runs ${how}; ${simulatedInstance(variant.instanceType, variant.volumeSizeInGb)}.`,
  );
  if (variant.unenforced !== undefined) log.add(variant.unenforced);
  sayNetwork(log, runner, variant);
  if (variant.instanceCount > 1) {
    log.add(`Local cloud: one server simulates ${String(variant.instanceCount)} instances.`);
  }
}

function sayNetwork(log: JobLog, runner: Runner, variant: DeployedVariant): void {
  if (!runner.ownNetworks) {
    const isolation = { EnableNetworkIsolation: variant.isolatesNetwork === true };
    const unenforced = unenforcedLine([MODEL_MEMBERS, isolation]);
    if (unenforced !== undefined) log.add(unenforced);
  } else if (variant.isolatesNetwork !== true) {
    log.add('Local cloud: from its own network the server reaches the local cloud and nothing else.');
  }
}
