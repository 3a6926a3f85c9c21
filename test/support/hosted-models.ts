import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CreateEndpointCommand,
  CreateEndpointConfigCommand,
  CreateModelCommand,
  DeleteEndpointCommand,
  DescribeEndpointCommand,
  UpdateEndpointCommand,
} from '@aws-sdk/client-sagemaker';
import type { CreateModelInput, DescribeEndpointOutput, ProductionVariant } from '@aws-sdk/client-sagemaker';
import { InvokeEndpointCommand } from '@aws-sdk/client-sagemaker-runtime';
import type {
  InvokeEndpointCommandInput,
  InvokeEndpointCommandOutput,
} from '@aws-sdk/client-sagemaker-runtime';
import { archiveFolder } from '../../modules/local-cloud/jobs/training/archive-folder';
import { BUCKET, furnishedCloud, PYTHON_SERVE, ROLE_ARN, until } from './sagemaker-fixture';
import type { FurnishedCloud, SageMakerFixture } from './sagemaker-fixture';

/** A variant of one small machine. */
export const variant = (model: string, extra: Partial<ProductionVariant> = {}): ProductionVariant => ({
  VariantName: 'AllTraffic',
  ModelName: model,
  InstanceType: 'ml.m5.large',
  InitialInstanceCount: 1,
  ...extra,
});

/** A local cloud with an image that serves and the archives of two models, `one` and `two`. */
export class HostedModels {
  private account: FurnishedCloud | undefined;
  private server = '';

  /** Starts the local cloud before the tests of a file, and ends it after them. */
  static forThisFile(): HostedModels {
    const hosted = new HostedModels();
    beforeAll(() => hosted.start());
    afterAll(() => hosted.account?.remove());
    return hosted;
  }

  get aws(): SageMakerFixture {
    return this.running.aws;
  }

  /** URI of the image that serves. */
  get image(): string {
    return this.server;
  }

  /** The local cloud's own folder. */
  get directory(): string {
    return this.running.directory;
  }

  createModel(name: string, container: CreateModelInput['PrimaryContainer'] = {}): Promise<unknown> {
    return this.aws.sagemaker.send(
      new CreateModelCommand({
        ModelName: name,
        ExecutionRoleArn: ROLE_ARN,
        PrimaryContainer: {
          Image: this.image,
          ModelDataUrl: `s3://${BUCKET}/models/one.tar.gz`,
          Environment: { NAME: name },
          ...container,
        },
      }),
    );
  }

  createConfig(name: string, ...variants: ProductionVariant[]): Promise<unknown> {
    return this.aws.sagemaker.send(
      new CreateEndpointConfigCommand({ EndpointConfigName: name, ProductionVariants: variants }),
    );
  }

  createEndpoint(name: string, config = name): Promise<unknown> {
    return this.aws.sagemaker.send(
      new CreateEndpointCommand({ EndpointName: name, EndpointConfigName: config }),
    );
  }

  updateEndpoint(name: string, config: string): Promise<unknown> {
    return this.aws.sagemaker.send(
      new UpdateEndpointCommand({ EndpointName: name, EndpointConfigName: config }),
    );
  }

  describe(name: string): Promise<DescribeEndpointOutput> {
    return this.aws.sagemaker.send(new DescribeEndpointCommand({ EndpointName: name }));
  }

  /** Creates a model, a configuration and an endpoint of one name, and waits until it is in service. */
  async serve(name: string, container: CreateModelInput['PrimaryContainer'] = {}): Promise<void> {
    await this.createModel(name, container);
    await this.createConfig(name, variant(name));
    await this.createEndpoint(name);
    const endpoint = await this.aws.endpointSettled(name);
    expect(endpoint.FailureReason).toBeUndefined();
    expect(endpoint.EndpointStatus).toBe('InService');
  }

  async invoke(
    name: string,
    body: string,
    extra: Partial<InvokeEndpointCommandInput> = {},
  ): Promise<InvokeEndpointCommandOutput & { readonly text: string }> {
    const answer = await this.aws.runtime.send(
      new InvokeEndpointCommand({
        EndpointName: name,
        Body: Buffer.from(body),
        ContentType: 'text/csv',
        ...extra,
      }),
    );
    return { ...answer, text: Buffer.from(answer.Body).toString() };
  }

  /** Deletes an endpoint and waits until it is gone. */
  async remove(name: string): Promise<void> {
    await this.aws.sagemaker.send(new DeleteEndpointCommand({ EndpointName: name }));
    await until(
      () =>
        this.describe(name).then(
          () => false,
          () => true,
        ),
      (gone) => gone,
    );
  }

  private get running(): FurnishedCloud {
    if (this.account === undefined) throw new Error('the local cloud has not been started');
    return this.account;
  }

  private async start(): Promise<void> {
    this.account = await furnishedCloud();
    this.server = await this.aws.pushImage('server', { serve: PYTHON_SERVE });
    await this.putModel('models/one.tar.gz', 'one.bin');
    await this.putModel('models/two.tar.gz', 'two.bin');
  }

  private async putModel(key: string, name: string): Promise<void> {
    const folder = join(this.directory, 'made', name);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, name), name);
    const archive = join(this.directory, 'made', `${name}.tar.gz`);
    await archiveFolder(folder, archive);
    await this.aws.put(key, readFileSync(archive));
  }
}
