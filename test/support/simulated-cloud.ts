import {
  CompleteLayerUploadCommand,
  CreateRepositoryCommand,
  ECRClient,
  InitiateLayerUploadCommand,
  PutImageCommand,
  UploadLayerPartCommand,
} from '@aws-sdk/client-ecr';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { SageMakerClient } from '@aws-sdk/client-sagemaker';
import type {
  CreateHyperParameterTuningJobRequest,
  HyperParameterTuningJobConfig,
} from '@aws-sdk/client-sagemaker';
import { createLocalCloud } from '../../modules/local-cloud/local-cloud';
import type { LocalCloudCore, LocalCloudDependencies } from '../../modules/local-cloud/local-cloud';
import { signOnClock } from '../../modules/aws/sign-on-clock';
import { InProcessHandler } from './in-process-handler';
import { digestOf, OCI_MANIFEST } from './registry-client';
import { SimulatedRunner } from './simulated-runner';
import type { SimulatedProgram } from './simulated-runner';

const REPOSITORY = 'simulated';
const TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { Service: 'sagemaker.amazonaws.com' }, Action: 'sts:AssumeRole' },
  ],
});

/** A local cloud in this process whose containers are functions, with real SDK clients that need no socket. */
export class SimulatedCloud {
  readonly cloud: LocalCloudCore;
  readonly sagemaker: SageMakerClient;
  readonly s3: S3Client;
  private readonly ecr: ECRClient;
  private readonly iam: IAMClient;
  private image = '';

  constructor(program: SimulatedProgram, dependencies: LocalCloudDependencies) {
    this.cloud = createLocalCloud({
      runners: ({ clock }) => new SimulatedRunner(program, clock),
      ...dependencies,
    });
    const { clock, signatureClock = clock } = dependencies;
    const settings = {
      endpoint: 'http://127.0.0.1',
      region: 'us-east-1',
      credentials: this.cloud.credentials,
      maxAttempts: 1,
      requestHandler: new InProcessHandler(this.cloud),
      ...(signatureClock === undefined ? {} : { signerConstructor: signOnClock(signatureClock) }),
    };
    this.sagemaker = new SageMakerClient(settings);
    this.s3 = new S3Client({ ...settings, forcePathStyle: true });
    this.ecr = new ECRClient(settings);
    this.iam = new IAMClient(settings);
  }

  /** A bucket, a role that SageMaker may assume and an image. */
  async furnish(): Promise<void> {
    await this.s3.send(new CreateBucketCommand({ Bucket: 'experiments' }));
    await this.iam.send(new CreateRoleCommand({ RoleName: 'trainer', AssumeRolePolicyDocument: TRUST }));
    await this.ecr.send(new CreateRepositoryCommand({ repositoryName: REPOSITORY }));
    const config = Buffer.from('{"architecture":"amd64","os":"linux"}');
    await this.pushLayer(config);
    const manifest = {
      schemaVersion: 2,
      mediaType: OCI_MANIFEST,
      config: {
        mediaType: 'application/vnd.oci.image.config.v1+json',
        digest: digestOf(config),
        size: config.length,
      },
      layers: [],
    };
    const { image } = await this.ecr.send(
      new PutImageCommand({
        repositoryName: REPOSITORY,
        imageManifest: JSON.stringify(manifest),
        imageTag: 'v1',
      }),
    );
    this.image = `127.0.0.1/${REPOSITORY}@${image?.imageId?.imageDigest ?? ''}`;
  }

  tuningRequest(
    name: string,
    config: Partial<HyperParameterTuningJobConfig> = {},
  ): CreateHyperParameterTuningJobRequest {
    return {
      HyperParameterTuningJobName: name,
      HyperParameterTuningJobConfig: {
        Strategy: 'Random',
        HyperParameterTuningJobObjective: { Type: 'Maximize', MetricName: 'score' },
        ResourceLimits: { MaxNumberOfTrainingJobs: 4, MaxParallelTrainingJobs: 2 },
        ParameterRanges: { ContinuousParameterRanges: [{ Name: 'x', MinValue: '0', MaxValue: '1' }] },
        RandomSeed: 7,
        ...config,
      },
      TrainingJobDefinition: {
        AlgorithmSpecification: {
          TrainingImage: this.image,
          TrainingInputMode: 'File',
          MetricDefinitions: [{ Name: 'score', Regex: 'score=([^;]*);' }],
        },
        RoleArn: 'arn:aws:iam::000000000000:role/trainer',
        // A simulated program leaves no files, so packing an archive for each trial would be wasted time.
        OutputDataConfig: { S3OutputPath: 's3://experiments/output', CompressionType: 'NONE' },
        ResourceConfig: { InstanceType: 'ml.m5.large', InstanceCount: 1, VolumeSizeInGB: 10 },
        StoppingCondition: { MaxRuntimeInSeconds: 600 },
      },
    };
  }

  private async pushLayer(bytes: Buffer): Promise<void> {
    const repositoryName = REPOSITORY;
    const { uploadId } = await this.ecr.send(new InitiateLayerUploadCommand({ repositoryName }));
    await this.ecr.send(
      new UploadLayerPartCommand({
        repositoryName,
        uploadId,
        partFirstByte: 0,
        partLastByte: bytes.length - 1,
        layerPartBlob: bytes,
      }),
    );
    await this.ecr.send(
      new CompleteLayerUploadCommand({ repositoryName, uploadId, layerDigests: [digestOf(bytes)] }),
    );
  }
}
