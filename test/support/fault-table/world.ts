import { CreateRepositoryCommand, DescribeImagesCommand, ECRClient } from '@aws-sdk/client-ecr';
import {
  DescribeEndpointCommand,
  DescribeEndpointConfigCommand,
  DescribeModelCommand,
  ListEndpointConfigsCommand,
  ListEndpointsCommand,
  ListHyperParameterTuningJobsCommand,
  ListModelsCommand,
  ListTrainingJobsCommand,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import type { InProcessHandler } from '../in-process-handler';
import type { ClientSettings } from '../running-cloud';

/** An object that costs money while it exists. */
export interface Living {
  readonly name: string;
  readonly status: string;
  /** Milliseconds since the epoch; distinguishes two objects of one name. */
  readonly createdAt: number;
}

/** All objects of one name, as the cloud lists them. */
export interface Inventory {
  readonly endpoints: readonly Living[];
  readonly jobs: readonly Living[];
  /** Training jobs that no search launched. */
  readonly trainingJobs: readonly Living[];
  readonly configurations: readonly string[];
  readonly models: readonly string[];
}

/** A name that Tuneform gives; the training jobs of a search have a number behind theirs. */
const OWN_NAME = /-[a-z2-7]{12}$/;

const DEAD = new Set(['Failed', 'Deleting', 'Completed', 'Stopped']);

/** Whether something costs money, or soon will. A stopping job needs no further action. */
export const lives = ({ status }: Living): boolean => !DEAD.has(status) && status !== 'Stopping';

/** Reads the cloud directly, without faults, provider or state in between. */
export class World {
  private readonly sageMaker: SageMakerClient;
  private readonly ecr: ECRClient;

  constructor(settings: ClientSettings & { readonly requestHandler: InProcessHandler }) {
    this.sageMaker = new SageMakerClient(settings);
    this.ecr = new ECRClient(settings);
  }

  async of(name: string): Promise<Inventory> {
    const query = { NameContains: name, MaxResults: 100 };
    const [endpoints, jobs, trainingJobs, configurations, models] = await Promise.all([
      this.sageMaker.send(new ListEndpointsCommand(query)),
      this.sageMaker.send(new ListHyperParameterTuningJobsCommand(query)),
      this.sageMaker.send(new ListTrainingJobsCommand(query)),
      this.sageMaker.send(new ListEndpointConfigsCommand(query)),
      this.sageMaker.send(new ListModelsCommand(query)),
    ]);
    return {
      endpoints: (endpoints.Endpoints ?? []).map((endpoint) => ({
        name: endpoint.EndpointName ?? '',
        status: endpoint.EndpointStatus ?? '',
        createdAt: endpoint.CreationTime?.getTime() ?? 0,
      })),
      jobs: (jobs.HyperParameterTuningJobSummaries ?? []).map((job) => ({
        name: job.HyperParameterTuningJobName ?? '',
        status: job.HyperParameterTuningJobStatus ?? '',
        createdAt: job.CreationTime?.getTime() ?? 0,
      })),
      trainingJobs: (trainingJobs.TrainingJobSummaries ?? [])
        .filter(({ TrainingJobName: job = '' }) => OWN_NAME.test(job))
        .map((job) => ({
          name: job.TrainingJobName ?? '',
          status: job.TrainingJobStatus ?? '',
          createdAt: job.CreationTime?.getTime() ?? 0,
        })),
      configurations: (configurations.EndpointConfigs ?? []).map((one) => one.EndpointConfigName ?? ''),
      models: (models.Models ?? []).map((one) => one.ModelName ?? ''),
    };
  }

  /** Which endpoint has the name, and what it serves; undefined when there is none. */
  async endpoint(name: string): Promise<{ readonly createdAt: number; readonly serves: string } | undefined> {
    try {
      const seen = await this.sageMaker.send(new DescribeEndpointCommand({ EndpointName: name }));
      return { createdAt: seen.CreationTime?.getTime() ?? 0, serves: seen.EndpointConfigName ?? '' };
    } catch {
      return undefined;
    }
  }

  /** What an endpoint serves; undefined when there is none. */
  async serves(name: string): Promise<string | undefined> {
    return (await this.endpoint(name))?.serves;
  }

  /** Those of the models that do not exist. */
  async missing(models: readonly string[]): Promise<readonly string[]> {
    const exists = (name: string): Promise<boolean> =>
      this.sageMaker.send(new DescribeModelCommand({ ModelName: name })).then(
        () => true,
        () => false,
      );
    const found = await Promise.all(models.map(exists));
    return models.filter((_, index) => found[index] === false);
  }

  /** The models that a configuration names; undefined when there is no such configuration. */
  async modelsOf(configurationName: string): Promise<readonly string[] | undefined> {
    try {
      const seen = await this.sageMaker.send(
        new DescribeEndpointConfigCommand({ EndpointConfigName: configurationName }),
      );
      return (seen.ProductionVariants ?? []).map(({ ModelName }) => ModelName ?? '');
    } catch {
      return undefined;
    }
  }

  async makeRepository(repositoryName: string): Promise<void> {
    await this.ecr.send(new CreateRepositoryCommand({ repositoryName }));
  }

  /** Digests of all images of a repository. */
  async images(repository: string): Promise<readonly string[]> {
    const { imageDetails } = await this.ecr.send(new DescribeImagesCommand({ repositoryName: repository }));
    return (imageDetails ?? []).map(({ imageDigest }) => imageDigest ?? '');
  }

  close(): void {
    this.sageMaker.destroy();
    this.ecr.destroy();
  }
}
