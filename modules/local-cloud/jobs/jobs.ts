import { availableParallelism } from 'node:os';
import { listedOf, NamedRecords } from '../store/named-records';
import type { EndpointConfigRecord, EndpointConfigs } from './hosting/endpoint-config-record';
import { Endpoints } from './hosting/endpoints';
import type { ModelRecord, Models } from './hosting/model-record';
import { resourceArn } from './resource-arn';
import { ResourceTags } from './resource-tags';
import type { AlgorithmRecord, Algorithms } from './training/algorithm-record';
import { MachineSlots } from './training/machine-slots';
import { TrainingJobs } from './training/training-jobs';
import type { TrainingDependencies } from './training/training-dependencies';
import { TuningJobs } from './tuning/tuning-jobs';

/** The dependencies of jobs. */
export type JobDependencies = Omit<TrainingDependencies, 'slots' | 'stopGraceMs'> & {
  readonly account: string;
  /** How many programs run at once. @default - twice the machine's processors, at least four */
  readonly programs?: number | undefined;
};

/** SageMaker gives a container two minutes between SIGTERM and SIGKILL. */
const STOP_GRACE_MS = 120_000;

/** Training, tuning and hosting, with their records. */
export class Jobs {
  readonly tags: ResourceTags;
  readonly training: TrainingJobs;
  readonly tuning: TuningJobs;
  readonly algorithms: Algorithms;
  readonly models: Models;
  readonly endpointConfigs: EndpointConfigs;
  readonly endpoints: Endpoints;
  private readonly dependencies: JobDependencies;

  constructor(dependencies: JobDependencies) {
    this.dependencies = dependencies;
    const { store, programs = Math.max(4, 2 * availableParallelism()) } = dependencies;
    const tags = (this.tags = new ResourceTags(store));
    const slots = new MachineSlots(programs);
    this.training = new TrainingJobs({ ...dependencies, slots, stopGraceMs: STOP_GRACE_MS });
    this.tuning = new TuningJobs(dependencies, this.training, {
      arnOf: (name) => resourceArn('training-job', name, dependencies),
      tag: (job, trial) => tags.set(trial.arn, tags.get(job.arn)),
    });
    this.algorithms = new NamedRecords<AlgorithmRecord>(store, 'sagemaker/algorithms', listedOf);
    this.models = new NamedRecords<ModelRecord>(store, 'sagemaker/models', listedOf);
    this.endpointConfigs = new NamedRecords<EndpointConfigRecord>(
      store,
      'sagemaker/endpoint-configs',
      listedOf,
    );
    this.endpoints = new Endpoints({ ...dependencies, forget: ({ arn }) => tags.forget(arn) });
  }

  /** Resumes the work of an earlier process: ends its programs before it declares its jobs ended. */
  async resume(): Promise<void> {
    await this.dependencies.runner();
    await this.training.settleInterrupted();
    this.tuning.resume();
    this.endpoints.resume();
    this.dependencies.events.resume();
  }

  /** Ends all running work; the next start resumes it. */
  async close(): Promise<void> {
    this.tuning.shutDown();
    await this.endpoints.close();
    await this.training.close();
    await this.dependencies.events.close();
  }
}
