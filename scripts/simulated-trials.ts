import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateHyperParameterTuningJobCommand,
  DescribeHyperParameterTuningJobCommand,
} from '@aws-sdk/client-sagemaker';
import { systemClock } from '../modules/kernel';
import { SimulatedCloud } from '../test/support/simulated-cloud';

/**
 * Returns the milliseconds per trial, at the first and the last hundred trials, of a search whose programs are
 * functions, so that it measures only the local cloud's own work.
 */
export async function simulatedTrials(trials: number): Promise<{ first: number; last: number }> {
  const directory = mkdtempSync(join(tmpdir(), 'tuneform-bench-'));
  const starts: number[] = [];
  const program = (): { lines: string[] } => {
    starts.push(performance.now());
    return { lines: ['score=1;'] };
  };
  const simulated = new SimulatedCloud(program, { directory });
  try {
    await simulated.cloud.start();
    await simulated.furnish();
    const limits = { MaxNumberOfTrainingJobs: trials, MaxParallelTrainingJobs: 1 };
    const request = simulated.tuningRequest('many', { ResourceLimits: limits });
    await simulated.sagemaker.send(new CreateHyperParameterTuningJobCommand(request));
    const describe = new DescribeHyperParameterTuningJobCommand({ HyperParameterTuningJobName: 'many' });
    for (;;) {
      const { HyperParameterTuningJobStatus: status } = await simulated.sagemaker.send(describe);
      if (status === 'Completed') break;
      if (status !== 'InProgress') throw new Error(`the search is ${String(status)}`);
      await systemClock.sleep(500);
    }
  } finally {
    await simulated.cloud.stop();
    rmSync(directory, { recursive: true, force: true });
  }
  const between = (from: number, to: number): number =>
    ((starts[to] ?? 0) - (starts[from] ?? 0)) / (to - from);
  return { first: between(10, 110), last: between(trials - 101, trials - 1) };
}
