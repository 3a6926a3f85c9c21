import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import {
  CreateTrainingJobCommand,
  DescribeTrainingJobCommand,
  ListTagsCommand,
  ListTrainingJobsCommand,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import type { DescribeTrainingJobResponse } from '@aws-sdk/client-sagemaker';
import { InvokeEndpointCommand, SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';
import { isTuningJobNameOf } from '../../modules/tuning';
import { DemoProject } from '../acceptance/demo/demo-project';
import type { Run } from '../acceptance/demo/demo-project';
import { keyPairOf } from '../support/key-pair-of';

/** An example in a checkout of its own, looked at with AWS's own clients. */
export class PlayedExample {
  readonly project: DemoProject;
  private readonly name: string;

  private constructor(name: string, project: DemoProject) {
    this.name = name;
    this.project = project;
  }

  static async create(name: string, settings: Readonly<Record<string, string>> = {}): Promise<PlayedExample> {
    return new PlayedExample(name, await DemoProject.create(settings));
  }

  /** Runs it, and fails with all that it said unless it succeeds. */
  async run(...options: readonly string[]): Promise<string> {
    const run: Run = await this.project.example(this.name, ...options);
    if (run.code !== 0) throw new Error(`exit code ${String(run.code)}:\n${run.output}`);
    return run.output;
  }

  /** The champion's training job, as `tuneform show` has it. */
  async champion(experiment = this.name): Promise<DescribeTrainingJobResponse> {
    const jobs = await this.trainingJobs(experiment);
    const shown = await this.project.tuneform('show', experiment, '--json');
    const { best } = JSON.parse(shown.output) as { best: { trainingJobName: string } };
    const champion = jobs.find(({ TrainingJobName }) => TrainingJobName === best.trainingJobName);
    if (champion === undefined) throw new Error(`${best.trainingJobName} is none of the training jobs`);
    return champion;
  }

  /** Every training job that an experiment's search has run, without the smoke run. */
  async trainingJobs(experiment = this.name): Promise<readonly DescribeTrainingJobResponse[]> {
    const client = new SageMakerClient(this.client());
    const { TrainingJobSummaries = [] } = await client.send(new ListTrainingJobsCommand({ MaxResults: 100 }));
    const all = await Promise.all(
      TrainingJobSummaries.map(({ TrainingJobName }) => this.describe(TrainingJobName)),
    );
    return all.filter(({ TuningJobArn }) =>
      isTuningJobNameOf(TuningJobArn?.split('/').at(-1) ?? '', experiment),
    );
  }

  /** Runs one more training job, like `job` but with other hyperparameters, to its end. `meanwhile` is awaited while it runs. */
  async train(
    job: DescribeTrainingJobResponse,
    HyperParameters: Record<string, string>,
    TrainingJobName = 'one-more',
    meanwhile?: () => Promise<void>,
  ): Promise<DescribeTrainingJobResponse> {
    const client = new SageMakerClient(this.client());
    const {
      AlgorithmSpecification,
      RoleArn,
      InputDataConfig,
      OutputDataConfig,
      ResourceConfig,
      StoppingCondition,
      EnableManagedSpotTraining,
      CheckpointConfig,
    } = job;
    const checkpoints = `${OutputDataConfig?.S3OutputPath ?? ''}/checkpoints-of-${TrainingJobName}`;
    await client.send(
      new CreateTrainingJobCommand({
        TrainingJobName,
        AlgorithmSpecification: AlgorithmSpecification!,
        RoleArn,
        InputDataConfig,
        OutputDataConfig,
        ResourceConfig,
        StoppingCondition,
        HyperParameters,
        ...(EnableManagedSpotTraining === true && { EnableManagedSpotTraining }),
        ...(CheckpointConfig && { CheckpointConfig: { ...CheckpointConfig, S3Uri: checkpoints } }),
      }),
    );
    await meanwhile?.();
    for (;;) {
      const now = await this.describe(TrainingJobName);
      if (now.TrainingJobStatus !== 'InProgress') return now;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }

  /** Waits until a running job's checkpoint `file` is in S3. */
  async untilKept(trainingJobName: string, file: string): Promise<void> {
    const { CheckpointConfig } = await this.describe(trainingJobName);
    const { host, pathname } = new URL(CheckpointConfig?.S3Uri ?? '');
    const client = new S3Client({ ...this.client(), forcePathStyle: true });
    for (;;) {
      const listing = new ListObjectsV2Command({ Bucket: host, Prefix: pathname.slice(1) });
      const { Contents = [] } = await client.send(listing);
      if (Contents.some(({ Key }) => Key?.endsWith(`/${file}`))) return;
      const { TrainingJobStatus: status, FailureReason: why } = await this.describe(trainingJobName);
      if (status !== 'InProgress') throw new Error(`${trainingJobName} ended without ${file}: ${why ?? ''}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  /** Unpacks a training job's artifact and returns the folder. */
  artifact(job: DescribeTrainingJobResponse): Promise<string> {
    return this.unpacked(job.ModelArtifacts?.S3ModelArtifacts ?? '');
  }

  /** Unpacks what a training job wrote to `/opt/ml/output/data` and returns the folder. */
  output(job: DescribeTrainingJobResponse): Promise<string> {
    const artifact = job.ModelArtifacts?.S3ModelArtifacts ?? '';
    return this.unpacked(artifact.replace(/model\.tar\.gz$/, 'output.tar.gz'));
  }

  async tags({ TrainingJobArn }: DescribeTrainingJobResponse): Promise<Record<string, string>> {
    const client = new SageMakerClient(this.client());
    const { Tags = [] } = await client.send(new ListTagsCommand({ ResourceArn: TrainingJobArn }));
    return Object.fromEntries(Tags.map(({ Key = '', Value = '' }) => [Key, Value]));
  }

  /** The bytes of an object in S3. */
  async object(uri: string): Promise<Uint8Array> {
    const { host, pathname } = new URL(uri);
    const client = new S3Client({ ...this.client(), forcePathStyle: true });
    const { Body } = await client.send(new GetObjectCommand({ Bucket: host, Key: pathname.slice(1) }));
    return Body!.transformToByteArray();
  }

  private async unpacked(uri: string): Promise<string> {
    const archive = join(this.project.folder, '.tuneform/unpacked', new URL(uri).pathname);
    mkdirSync(`${archive}.content`, { recursive: true });
    writeFileSync(archive, await this.object(uri));
    execFileSync('tar', ['-xzf', archive, '-C', `${archive}.content`]);
    return `${archive}.content`;
  }

  /** What the endpoint answers; rejects if it refuses. */
  async invoke(body: string, ContentType = 'text/csv', Accept = 'text/csv'): Promise<string> {
    const client = new SageMakerRuntimeClient(this.client());
    const { Body } = await client.send(
      new InvokeEndpointCommand({ EndpointName: this.name, Body: body, ContentType, Accept }),
    );
    return Body.transformToString();
  }

  private async describe(TrainingJobName: string | undefined): Promise<DescribeTrainingJobResponse> {
    const client = new SageMakerClient(this.client());
    return client.send(new DescribeTrainingJobCommand({ TrainingJobName }));
  }

  private client(): {
    endpoint: string;
    region: string;
    credentials: { accessKeyId: string; secretAccessKey: string };
  } {
    const endpoint = `http://127.0.0.1:${String(this.project.port)}`;
    const { accessKeyId, secretAccessKey } = keyPairOf(endpoint);
    return { endpoint, region: 'us-east-1', credentials: { accessKeyId, secretAccessKey } };
  }
}

/** The final value of one metric of a training job. */
export function metricOf(job: DescribeTrainingJobResponse, name: string): number {
  return job.FinalMetricDataList?.find(({ MetricName }) => MetricName === name)?.Value ?? NaN;
}
