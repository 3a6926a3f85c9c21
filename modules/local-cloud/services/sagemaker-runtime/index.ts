import { RUNTIME_MEMBERS } from '../../served-members/sagemaker-members';
import type { Service } from '../../ports/service';
import type { SageMakerParts } from '../sagemaker/sagemaker-parts';
import { invokeEndpoint } from './invoke-endpoint';

/** Builds SageMaker Runtime. */
export function createRuntimeService(parts: SageMakerParts): Service {
  return {
    id: 'sagemaker-runtime',
    loadClient: () => import('@aws-sdk/client-sagemaker-runtime'),
    members: RUNTIME_MEMBERS,
    operations: { InvokeEndpoint: invokeEndpoint(parts) },
  };
}
