import { SAGEMAKER_MEMBERS } from '../../served-members/sagemaker-members';
import type { ServiceDescriptor } from '../service-descriptor';
import { algorithmOperations } from './algorithms/algorithm-operations';
import { endpointConfigOperations } from './hosting/endpoint-config-operations';
import { endpointOperations } from './hosting/endpoint-operations';
import { trialOperations } from './tuning-jobs/list-trials';
import { modelOperations } from './hosting/model-operations';
import type { SageMakerDependencies } from './sagemaker-dependencies';
import { tagOperations } from './tags/tag-operations';
import { trainingJobOperations } from './training-jobs/training-job-operations';
import { tuningJobOperations } from './tuning-jobs/tuning-job-operations';

/** SageMaker's control plane: its requests and answers. The jobs themselves live in `jobs`. */
export const sagemaker: ServiceDescriptor = {
  id: 'sagemaker',
  protocol: 'json',
  signingName: 'sagemaker',
  target: 'SageMaker',
  validationCode: 'ValidationException',
  selfCheck: {
    operation: 'CreateTrainingJob',
    required: ['TrainingJobName', 'RoleArn', 'OutputDataConfig'],
  },
  loadClient: () => import('@aws-sdk/client-sagemaker'),
  members: SAGEMAKER_MEMBERS,
  build: ({ store, random, region, neighbours, jobs }) => {
    const { objects, images, roles, quotas } = neighbours;
    const { tags, training, tuning, algorithms, models, endpointConfigs, endpoints } = jobs;
    const given = { store, random, region, objects, images, roles, quotas };
    const dependencies: SageMakerDependencies = {
      ...given,
      tags,
      training,
      tuning,
      algorithms,
      models,
      endpointConfigs,
      endpoints,
    };
    return {
      operations: {
        ...tuningJobOperations(dependencies),
        ...trialOperations(dependencies),
        ...trainingJobOperations(dependencies),
        ...algorithmOperations(dependencies),
        ...modelOperations(dependencies),
        ...endpointConfigOperations(dependencies),
        ...endpointOperations(dependencies),
        ...tagOperations(dependencies),
      },
    };
  },
};
