import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { CreateSageMakerServices, SageMakerDependencies } from '../../ports/ports';
import { ProcessRunner } from '../../runners/process/process-runner';
import type { Runner } from '../../runners/runner';
import { SAGEMAKER_MEMBERS } from '../../served-members/sagemaker-members';
import type { Service } from '../../ports/service';
import { MachineSlots } from '../../jobs/training/machine-slots';
import { TrainingJobs } from '../../jobs/training/training-jobs';
import { TuningJobs } from '../../jobs/tuning/tuning-jobs';
import { createRuntimeService } from '../sagemaker-runtime';
import { endpointConfigOperations } from './endpoint-config-operations';
import { endpointOperations } from './endpoint-operations';
import type { EndpointConfigRecord } from '../../jobs/hosting/endpoint-config-record';
import { Endpoints } from '../../jobs/hosting/endpoints';
import type { ModelRecord } from '../../jobs/hosting/model-record';
import { trialOperations } from './list-trials';
import { modelOperations } from './model-operations';
import { listedOf, NamedRecords } from '../../store/named-records';
import { resourceArn } from './resource-arn';
import type { SageMakerParts } from './sagemaker-parts';
import { TagStore } from './tag-store';
import { tagOperations } from './tag-operations';
import { trainingJobOperations } from './training-job-operations';
import { tuningJobOperations } from './tuning-job-operations';

/** SageMaker gives a container two minutes between SIGTERM and SIGKILL. */
const STOP_GRACE_MS = 120_000;

/** Builds SageMaker and SageMaker Runtime over the rest of the local cloud. */
export const createSageMakerServices: CreateSageMakerServices = (dependencies): Service[] => {
  const { store, account, region } = dependencies;
  const runner = onceSwept(dependencies);
  const tags = new TagStore(store);
  const training = new TrainingJobs({
    ...dependencies,
    runner,
    slots: new MachineSlots(Math.max(4, 2 * availableParallelism())),
    stopGraceMs: STOP_GRACE_MS,
  });
  const tuning = new TuningJobs(dependencies, training, {
    arnOf: (name) => resourceArn('training-job', name, { account, region }),
    tag: (job, trial) => tags.add(trial.arn, tags.get(job.arn)),
  });
  const endpoints = new Endpoints({ ...dependencies, runner, forget: (record) => tags.forget(record.arn) });
  const parts: SageMakerParts = {
    ...dependencies,
    tags,
    training,
    tuning,
    models: new NamedRecords<ModelRecord>(store, 'sagemaker/models', listedOf),
    endpointConfigs: new NamedRecords<EndpointConfigRecord>(store, 'sagemaker/endpoint-configs', listedOf),
    endpoints,
  };
  const control: Service = {
    id: 'sagemaker',
    loadClient: () => import('@aws-sdk/client-sagemaker'),
    members: SAGEMAKER_MEMBERS,
    operations: {
      ...tuningJobOperations(parts),
      ...trialOperations(parts),
      ...trainingJobOperations(parts),
      ...modelOperations(parts),
      ...endpointConfigOperations(parts),
      ...endpointOperations(parts),
      ...tagOperations(parts),
    },
    start: async () => {
      // Asking for the runner ends what an earlier process left running, before its jobs are declared ended.
      await runner();
      await training.settleInterrupted();
      tuning.resume();
      endpoints.resume();
    },
    stop: async () => {
      tuning.shutDown();
      await endpoints.close();
      await training.close();
    },
  };
  return [control, createRuntimeService(parts)];
};

/** The runner, made at first use, after what an earlier process left running has been ended. */
function onceSwept(dependencies: SageMakerDependencies): () => Promise<Runner> {
  const { clock, images, directory, logger } = dependencies;
  let made: Promise<Runner> | undefined;
  const make = async (): Promise<Runner> => {
    const runner = new ProcessRunner({ clock, images, directory: join(directory, 'runner') });
    const swept = await runner.sweep();
    if (swept > 0) logger.warn('ended processes of an earlier local cloud', { count: swept });
    return runner;
  };
  return () => (made ??= make());
}
