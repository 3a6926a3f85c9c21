import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CloudWatchLogsClient,
  GetLogEventsCommand,
  DescribeLogStreamsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { CreateRepositoryCommand, ECRClient, GetAuthorizationTokenCommand } from '@aws-sdk/client-ecr';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import {
  CreateHyperParameterTuningJobCommand,
  DescribeEndpointCommand,
  DescribeHyperParameterTuningJobCommand,
  DescribeTrainingJobCommand,
  SageMakerClient,
  StopHyperParameterTuningJobCommand,
} from '@aws-sdk/client-sagemaker';
import type {
  CreateHyperParameterTuningJobRequest,
  CreateTrainingJobRequest,
  DescribeEndpointOutput,
  DescribeHyperParameterTuningJobResponse,
  DescribeTrainingJobResponse,
  HyperParameterTuningJobConfig,
} from '@aws-sdk/client-sagemaker';
import { SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';
import { ecrCredentials, packFolder, pushImage } from '../../modules/image';
import type { RegistryCredentials } from '../../modules/image';
import { systemClock } from '../../modules/kernel';
import { runCloud } from './running-cloud';
import type { RunningCloud } from './running-cloud';
import { keyPairOf } from './key-pair-of';

export const ROLE_ARN = 'arn:aws:iam::000000000000:role/trainer';
export const BUCKET = 'experiments';

/** Prints the objective after the parameters and leaves a model that knows them. Plain shell: starts in a millisecond. */
export const SHELL_TRAIN = `#!/bin/sh
set -e
cp "$SAGEMAKER_BASE_DIR/input/config/hyperparameters.json" "$SAGEMAKER_BASE_DIR/model/parameters.json"
x=$(sed -n 's/.*"x": "\\([^"]*\\)".*/\\1/p' "$SAGEMAKER_BASE_DIR/input/config/hyperparameters.json")
echo "score=$x;"
`;

/** Answers with what its model folder holds, its own name and the request. */
export const PYTHON_SERVE = `#!/usr/bin/env -S python3 -IS
import http.server, os, time
base = os.environ["SAGEMAKER_BASE_DIR"]
class Handler(http.server.BaseHTTPRequestHandler):
    def reply(self, status, body, kind="text/plain"):
        self.send_response(status); self.send_header("Content-Type", kind); self.send_header("Content-Length", str(len(body)))
        attributes = self.headers.get("X-Amzn-SageMaker-Custom-Attributes")
        if attributes: self.send_header("X-Amzn-SageMaker-Custom-Attributes", attributes + "!")
        self.end_headers(); self.wfile.write(body)
    def do_GET(self): self.reply(200, b"")
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if body == b"die": os._exit(9)
        if body == b"slow": time.sleep(1.5)
        if body == b"break": return self.reply(500, b"model is sick")
        if body == b"wrong": return self.reply(400, b"no such column")
        model = ",".join(sorted(os.listdir(os.path.join(base, "model"))))
        self.reply(200, os.environ.get("NAME", "").encode() + b"|" + model.encode() + b"|" + body, self.headers["Content-Type"])
    def log_message(self, *args): print("request", self.path, flush=True)
print("listening", flush=True)
http.server.ThreadingHTTPServer(("127.0.0.1", int(os.environ["SAGEMAKER_BIND_TO_PORT"])), Handler).serve_forever()
`;

/** Real SDK clients of a local cloud, and the things jobs need in it. */
export class SageMakerFixture {
  readonly url: string;
  readonly sagemaker: SageMakerClient;
  readonly runtime: SageMakerRuntimeClient;
  readonly s3: S3Client;
  readonly ecr: ECRClient;
  readonly iam: IAMClient;
  readonly logs: CloudWatchLogsClient;
  private readonly folders: string[] = [];

  constructor(url: string) {
    this.url = url;
    const settings = { endpoint: url, region: 'us-east-1', credentials: keyPairOf(url), maxAttempts: 1 };
    this.sagemaker = new SageMakerClient(settings);
    this.runtime = new SageMakerRuntimeClient(settings);
    this.s3 = new S3Client({ ...settings, forcePathStyle: true });
    this.ecr = new ECRClient(settings);
    this.iam = new IAMClient(settings);
    this.logs = new CloudWatchLogsClient(settings);
  }

  /** A bucket with one training file and a role SageMaker may assume. */
  async furnish(): Promise<void> {
    await this.s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
    await this.put('data/train/rows.csv', '1,2,3\n');
    const trust = {
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Principal: { Service: 'sagemaker.amazonaws.com' }, Action: 'sts:AssumeRole' },
      ],
    };
    await this.iam.send(
      new CreateRoleCommand({ RoleName: 'trainer', AssumeRolePolicyDocument: JSON.stringify(trust) }),
    );
  }

  async put(key: string, body: string | Uint8Array): Promise<void> {
    await this.s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: key, Body: body }));
  }

  /** Packs and pushes an image of the given programs, and of what further instructions add; answers its URI by digest. */
  async pushImage(
    repository: string,
    programs: Readonly<Record<string, string>>,
    ...instructions: readonly string[]
  ): Promise<string> {
    const folder = mkdtempSync(join(tmpdir(), 'tuneform-image-'));
    this.folders.push(folder);
    const names = Object.keys(programs);
    for (const [name, content] of Object.entries(programs)) {
      writeFileSync(join(folder, name), content, { mode: 0o755 });
    }
    const dockerfile = [
      'FROM scratch',
      'WORKDIR /opt/program',
      'ENV PATH=/opt/program:$PATH',
      ...names.map((name) => `COPY ${name} ./`),
      ...instructions,
    ];
    writeFileSync(join(folder, 'Dockerfile'), `${dockerfile.join('\n')}\n`);
    await this.ecr
      .send(new CreateRepositoryCommand({ repositoryName: repository }))
      .catch((error: unknown) => {
        if ((error as Error).name !== 'RepositoryAlreadyExistsException') throw error;
      });
    const repositoryUrl = `${new URL(this.url).host}/${repository}`;
    const image = await packFolder(folder);
    const tag = `t${String(this.folders.length)}`;
    const pushed = await pushImage(image, { repositoryUrl, tag, ...(await this.registryAccess()) });
    return pushed.imageUri;
  }

  private async registryAccess(): Promise<{ credentials: RegistryCredentials }> {
    const answer = await this.ecr.send(new GetAuthorizationTokenCommand({}));
    return { credentials: ecrCredentials(answer.authorizationData?.[0]?.authorizationToken ?? '') };
  }

  trainingRequest(
    name: string,
    image: string,
    extra: Partial<CreateTrainingJobRequest> = {},
  ): CreateTrainingJobRequest {
    return {
      TrainingJobName: name,
      AlgorithmSpecification: {
        TrainingImage: image,
        TrainingInputMode: 'File',
        MetricDefinitions: [{ Name: 'score', Regex: 'score=([^;]*);' }],
      },
      RoleArn: ROLE_ARN,
      HyperParameters: { x: '0.5' },
      InputDataConfig: [
        {
          ChannelName: 'train',
          DataSource: { S3DataSource: { S3DataType: 'S3Prefix', S3Uri: `s3://${BUCKET}/data/train` } },
        },
      ],
      OutputDataConfig: { S3OutputPath: `s3://${BUCKET}/output` },
      ResourceConfig: { InstanceType: 'ml.m5.large', InstanceCount: 1, VolumeSizeInGB: 10 },
      StoppingCondition: { MaxRuntimeInSeconds: 600 },
      ...extra,
    };
  }

  tuningRequest(
    name: string,
    image: string,
    config: Partial<HyperParameterTuningJobConfig> = {},
  ): CreateHyperParameterTuningJobRequest {
    const { TrainingJobName: _, HyperParameters: _x, ...definition } = this.trainingRequest('unused', image);
    return {
      HyperParameterTuningJobName: name,
      HyperParameterTuningJobConfig: {
        Strategy: 'Random',
        HyperParameterTuningJobObjective: { Type: 'Maximize', MetricName: 'score' },
        ResourceLimits: { MaxNumberOfTrainingJobs: 4, MaxParallelTrainingJobs: 2 },
        ParameterRanges: {
          ContinuousParameterRanges: [{ Name: 'x', MinValue: '0', MaxValue: '1', ScalingType: 'Linear' }],
        },
        RandomSeed: 7,
        ...config,
      },
      TrainingJobDefinition: {
        ...definition,
        AlgorithmSpecification: { TrainingInputMode: 'File', ...definition.AlgorithmSpecification },
        StoppingCondition: { MaxRuntimeInSeconds: 600 },
        StaticHyperParameters: { epochs: '1' },
      },
    };
  }

  trainingJobEnd(name: string): Promise<DescribeTrainingJobResponse> {
    return until(
      () => this.sagemaker.send(new DescribeTrainingJobCommand({ TrainingJobName: name })),
      ({ TrainingJobStatus: status }) => status !== 'InProgress' && status !== 'Stopping',
    );
  }

  createTuningJob(request: CreateHyperParameterTuningJobRequest): Promise<unknown> {
    return this.sagemaker.send(new CreateHyperParameterTuningJobCommand(request));
  }

  stopTuningJob(name: string): Promise<unknown> {
    return this.sagemaker.send(new StopHyperParameterTuningJobCommand({ HyperParameterTuningJobName: name }));
  }

  tuningJob(name: string): Promise<DescribeHyperParameterTuningJobResponse> {
    return this.sagemaker.send(
      new DescribeHyperParameterTuningJobCommand({ HyperParameterTuningJobName: name }),
    );
  }

  tuningJobEnd(name: string): Promise<DescribeHyperParameterTuningJobResponse> {
    return until(
      () => this.tuningJob(name),
      ({ HyperParameterTuningJobStatus: status }) => status !== 'InProgress' && status !== 'Stopping',
    );
  }

  endpointSettled(name: string): Promise<DescribeEndpointOutput> {
    return until(
      () => this.sagemaker.send(new DescribeEndpointCommand({ EndpointName: name })),
      ({ EndpointStatus: status }) => status === 'InService' || status === 'Failed',
    );
  }

  /** All lines of a log group whose stream name starts with the prefix. */
  async logLines(group: string, prefix: string): Promise<string[]> {
    const { logStreams = [] } = await this.logs.send(
      new DescribeLogStreamsCommand({ logGroupName: group, logStreamNamePrefix: prefix }),
    );
    const pages = await Promise.all(
      logStreams.map(({ logStreamName }) =>
        this.logs.send(
          new GetLogEventsCommand({
            logGroupName: group,
            logStreamName: logStreamName!,
            startFromHead: true,
          }),
        ),
      ),
    );
    return pages.flatMap(({ events = [] }) => events.map(({ message = '' }) => message));
  }

  dispose(): void {
    for (const client of [this.sagemaker, this.runtime, this.s3, this.ecr, this.iam, this.logs]) {
      client.destroy();
    }
    for (const folder of this.folders) rmSync(folder, { recursive: true, force: true });
  }
}

/** Asks until the answer is good; fails with the last answer after a minute. */
export async function until<T>(
  ask: () => Promise<T>,
  good: (answer: T) => boolean,
  everyMs = 25,
): Promise<T> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const answer = await ask();
    if (good(answer)) return answer;
    if (Date.now() > deadline) throw new Error(`gave up waiting; last answer: ${JSON.stringify(answer)}`);
    await systemClock.sleep(everyMs);
  }
}

/** A running local cloud with an account for jobs, and its clients. */
export interface FurnishedCloud extends RunningCloud {
  readonly aws: SageMakerFixture;
}

/** Starts a local cloud in a folder of its own and furnishes its account; `remove` ends and deletes all of it. */
export async function furnishedCloud(options: Parameters<typeof runCloud>[0] = {}): Promise<FurnishedCloud> {
  const running = await runCloud(options);
  const aws = new SageMakerFixture(running.cloud.url);
  const remove = async (): Promise<void> => {
    aws.dispose();
    await running.remove();
  };
  await aws.furnish().catch(async (error: unknown) => {
    await remove();
    throw error;
  });
  return { ...running, aws, remove };
}

/** A folder for one local cloud. */
export function cloudDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'tuneform-cloud-'));
  mkdirSync(directory, { recursive: true });
  return directory;
}
