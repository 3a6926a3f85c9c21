import { RUNTIME_MEMBERS } from '../../served-members/sagemaker-members';
import type { ServiceDescriptor } from '../service-descriptor';
import { invokeEndpoint } from './invoke-endpoint';

/** SageMaker Runtime. */
export const sagemakerRuntime: ServiceDescriptor = {
  id: 'sagemaker-runtime',
  protocol: 'rest-json',
  signingName: 'sagemaker',
  path: /^\/endpoints\/[^/]+\/(async-)?invocations/,
  validationCode: 'ValidationError',
  selfCheck: { operation: 'InvokeEndpoint', required: ['EndpointName'] },
  loadClient: () => import('@aws-sdk/client-sagemaker-runtime'),
  members: RUNTIME_MEMBERS,
  build: ({ directory, jobs }) => ({
    operations: { InvokeEndpoint: invokeEndpoint(jobs.endpoints, directory) },
  }),
};
