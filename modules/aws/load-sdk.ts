/* eslint-disable @typescript-eslint/no-require-imports -- evaluated on first use: a plan without AWS calls should not pay for the clients */
import type * as CredentialsSdk from './sdk/credentials';
import type * as EcrSdk from './sdk/ecr';
import type * as SageMakerSdk from './sdk/sagemaker';
import type * as SageMakerRuntimeSdk from './sdk/sagemaker-runtime';

export const loadSageMaker = () => require('./sdk/sagemaker') as typeof SageMakerSdk;
export const loadSageMakerRuntime = () => require('./sdk/sagemaker-runtime') as typeof SageMakerRuntimeSdk;
export const loadEcr = () => require('./sdk/ecr') as typeof EcrSdk;
export const loadCredentials = () => require('./sdk/credentials') as typeof CredentialsSdk;
