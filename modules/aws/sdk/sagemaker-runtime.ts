/** The part of the SageMaker Runtime client that this project uses; evaluated only before a smoke request. */
export { InvokeEndpointCommand, SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';
