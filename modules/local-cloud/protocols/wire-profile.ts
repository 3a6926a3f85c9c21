import type { ServiceId } from '../ports/service';

/** The four ways AWS services speak over HTTP that the local cloud serves. */
export type WireProtocol = 'json' | 'query' | 'rest-xml' | 'rest-json';

/** What must be known of a service before its schemas are loaded. */
export interface WireProfile {
  readonly id: ServiceId;
  readonly protocol: WireProtocol;
  /** Service name in the credential scope of a signature. */
  readonly signingName: string;
  /** First half of `X-Amz-Target` of the JSON services. */
  readonly target?: string;
  /** Namespace of XML answers. */
  readonly xmlNamespace?: string;
  /** Code of the error that input breaking a modelled constraint gets. */
  readonly validationCode: string;
  /** One operation and the members it requires: if the SDK's schemas say otherwise, their layout changed. */
  readonly selfCheck: { readonly operation: string; readonly required: readonly string[] };
}

/** Source of targets, namespaces and signing names: the service models AWS publishes with its SDKs. */
export const WIRE_PROFILES: Readonly<Record<ServiceId, WireProfile>> = {
  s3: {
    id: 's3',
    protocol: 'rest-xml',
    signingName: 's3',
    xmlNamespace: 'http://s3.amazonaws.com/doc/2006-03-01/',
    validationCode: 'InvalidArgument',
    selfCheck: { operation: 'PutObject', required: ['Bucket', 'Key'] },
  },
  sts: {
    id: 'sts',
    protocol: 'query',
    signingName: 'sts',
    xmlNamespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
    validationCode: 'ValidationError',
    selfCheck: { operation: 'AssumeRole', required: ['RoleArn', 'RoleSessionName'] },
  },
  iam: {
    id: 'iam',
    protocol: 'query',
    signingName: 'iam',
    xmlNamespace: 'https://iam.amazonaws.com/doc/2010-05-08/',
    validationCode: 'ValidationError',
    selfCheck: { operation: 'CreateRole', required: ['RoleName', 'AssumeRolePolicyDocument'] },
  },
  ecr: {
    id: 'ecr',
    protocol: 'json',
    signingName: 'ecr',
    target: 'AmazonEC2ContainerRegistry_V20150921',
    validationCode: 'InvalidParameterException',
    selfCheck: { operation: 'PutImage', required: ['repositoryName', 'imageManifest'] },
  },
  logs: {
    id: 'logs',
    protocol: 'json',
    signingName: 'logs',
    target: 'Logs_20140328',
    validationCode: 'InvalidParameterException',
    selfCheck: { operation: 'PutLogEvents', required: ['logGroupName', 'logStreamName', 'logEvents'] },
  },
  sagemaker: {
    id: 'sagemaker',
    protocol: 'json',
    signingName: 'sagemaker',
    target: 'SageMaker',
    validationCode: 'ValidationException',
    selfCheck: {
      operation: 'CreateTrainingJob',
      required: ['TrainingJobName', 'RoleArn', 'OutputDataConfig'],
    },
  },
  'sagemaker-runtime': {
    id: 'sagemaker-runtime',
    protocol: 'rest-json',
    signingName: 'sagemaker',
    validationCode: 'ValidationError',
    selfCheck: { operation: 'InvokeEndpoint', required: ['EndpointName'] },
  },
};
