import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateHyperParameterTuningJobCommand,
  DescribeHyperParameterTuningJobCommand,
  DescribeTrainingJobCommand,
  ListTrainingJobsForHyperParameterTuningJobCommand,
} from '@aws-sdk/client-sagemaker';
import type {
  CreateHyperParameterTuningJobRequest,
  DescribeHyperParameterTuningJobResponse,
  DescribeTrainingJobResponse,
  HyperParameterTrainingJobSummary,
} from '@aws-sdk/client-sagemaker';
import { systemClock } from '../../modules/kernel';
import type { LocalCloudDependencies } from '../../modules/local-cloud/local-cloud';
import { SimulatedCloud } from './simulated-cloud';
import type { SimulatedProgram } from './simulated-runner';

/** A furnished simulated cloud in its own folder, with helpers for tests of searches. */
export class SimulatedSearches {
  readonly simulated: SimulatedCloud;
  private readonly directory: string;

  constructor(program: SimulatedProgram, parts: Partial<LocalCloudDependencies> = {}) {
    this.directory = mkdtempSync(join(tmpdir(), 'tuneform-searches-'));
    this.simulated = new SimulatedCloud(program, { directory: this.directory, ...parts });
  }

  async start(): Promise<void> {
    await this.simulated.cloud.start();
    await this.simulated.furnish();
  }

  async remove(): Promise<void> {
    await this.simulated.cloud.stop();
    rmSync(this.directory, { recursive: true, force: true });
  }

  create(request: CreateHyperParameterTuningJobRequest): Promise<unknown> {
    return this.simulated.sagemaker.send(new CreateHyperParameterTuningJobCommand(request));
  }

  /** Resolves with the description of the job once it has ended. */
  async end(name: string): Promise<DescribeHyperParameterTuningJobResponse> {
    const command = new DescribeHyperParameterTuningJobCommand({ HyperParameterTuningJobName: name });
    for (;;) {
      const job = await this.simulated.sagemaker.send(command);
      const { HyperParameterTuningJobStatus: status = '' } = job;
      if (['Completed', 'Failed', 'Stopped'].includes(status)) return job;
      await systemClock.sleep(5);
    }
  }

  /** Creates a job and resolves with its description once it has ended. */
  async run(request: CreateHyperParameterTuningJobRequest): Promise<DescribeHyperParameterTuningJobResponse> {
    await this.create(request);
    return this.end(request.HyperParameterTuningJobName!);
  }

  /** All trials of a job, in the order of their launch. */
  async trials(name: string): Promise<HyperParameterTrainingJobSummary[]> {
    const all: HyperParameterTrainingJobSummary[] = [];
    let NextToken: string | undefined;
    do {
      const page = await this.simulated.sagemaker.send(
        new ListTrainingJobsForHyperParameterTuningJobCommand({
          HyperParameterTuningJobName: name,
          MaxResults: 100,
          NextToken,
        }),
      );
      all.push(...(page.TrainingJobSummaries ?? []));
      NextToken = page.NextToken;
    } while (NextToken !== undefined);
    return all;
  }

  training(name: string): Promise<DescribeTrainingJobResponse> {
    return this.simulated.sagemaker.send(new DescribeTrainingJobCommand({ TrainingJobName: name }));
  }
}

/** The hyperparameters of a started container. */
export function hyperparametersOf({ mlDirectory }: { readonly mlDirectory: string }): Record<string, string> {
  const file = join(mlDirectory, 'input/config/hyperparameters.json');
  return JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
}
