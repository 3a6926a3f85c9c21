import type { AwsErrorRule } from './error-kinds';
import { UNPARSED_NAMES } from './unparsed-error';

/** The first matching row decides, so specific messages come before generic names. */
export const ERROR_RULES: readonly AwsErrorRule[] = [
  {
    kind: 'interrupted',
    names: ['AbortError'],
    sample: { name: 'AbortError', message: 'Request aborted' },
  },
  {
    kind: 'credentials missing',
    names: ['CredentialsProviderError', 'TokenProviderError'],
    sample: { name: 'CredentialsProviderError', message: 'Could not load credentials from any providers' },
  },
  {
    kind: 'credentials expired',
    names: ['ExpiredToken', 'ExpiredTokenException', 'RequestExpired'],
    sample: {
      name: 'ExpiredTokenException',
      message: 'The security token included in the request is expired',
    },
  },
  {
    kind: 'role not assumable',
    names: ['ValidationException'],
    message:
      /could not assume role|cannot assume role|no identity-based policy allows|does not have permission to assume|access denied when describing algorithm/i,
    sample: {
      name: 'ValidationException',
      message:
        'Could not assume role arn:aws:iam::111122223333:role/tuning. Please ensure that the role exists and allows principal "sagemaker.amazonaws.com" to assume the role.',
    },
  },
  {
    kind: 'channel empty',
    names: ['ValidationException'],
    message: /no s3 objects found under s3 url/i,
    sample: {
      name: 'ValidationException',
      message: 'No S3 objects found under S3 URL "s3://bucket/train/" given in input data source.',
    },
  },
  {
    kind: 'image missing',
    names: ['ImageNotFoundException'],
    sample: {
      name: 'ImageNotFoundException',
      message:
        "The image with imageId {imageDigest:'null', imageTag:'v1'} does not exist within the repository",
    },
  },
  {
    kind: 'image missing',
    names: ['ValidationException'],
    message: /requested image .*(not found|does not exist)|image .* does not exist|could not find image/i,
    sample: {
      name: 'ValidationException',
      message: 'Requested image 111122223333.dkr.ecr.us-east-1.amazonaws.com/model:v1 not found.',
    },
  },
  {
    kind: 'not terminal',
    names: ['ValidationException', 'ResourceInUse'],
    message:
      /not in a terminal (state|status)|must be in a terminal|is not in a final state|is in status (InProgress|Stopping)/i,
    sample: {
      name: 'ValidationException',
      message: 'The tuning job digits-abc is not in a terminal state.',
    },
  },
  {
    kind: 'already terminal',
    names: ['ValidationException'],
    message:
      /already (stopped|completed|failed)|is in status (Completed|Stopped|Failed)|in a terminal (state|status)|unable to transition/i,
    sample: {
      name: 'ValidationException',
      message: 'The request was rejected because the tuning job is in status Stopped.',
    },
  },
  {
    kind: 'busy',
    names: ['ValidationException'],
    message: /cannot (update|delete) in-progress endpoint|is currently being (updated|created)/i,
    sample: {
      name: 'ValidationException',
      message:
        'Cannot update in-progress endpoint "arn:aws:sagemaker:us-east-1:111122223333:endpoint/digits".',
    },
  },
  {
    kind: 'name taken',
    names: ['ResourceInUse', 'ResourceInUseException'],
    sample: {
      name: 'ResourceInUse',
      message: 'Tuning job with name "digits-abc" already exists. Choose a different name.',
    },
  },
  {
    kind: 'name taken',
    names: ['ValidationException'],
    message: /cannot create already existing/i,
    sample: {
      name: 'ValidationException',
      message:
        'Cannot create already existing model "arn:aws:sagemaker:us-east-1:111122223333:model/digits".',
    },
  },
  {
    kind: 'absent',
    names: ['ResourceNotFound', 'ResourceNotFoundException', 'RepositoryNotFoundException'],
    sample: { name: 'ResourceNotFound', message: 'Could not find tuning job with name "digits-abc".' },
  },
  {
    kind: 'absent',
    // The answer to HEAD has no body, so a missing bucket looks like a missing object. NoSuchEntity is IAM's.
    names: ['NotFound', 'NoSuchKey', 'NoSuchBucket', 'NoSuchEntity', 'NoSuchEntityException'],
    sample: { name: 'NotFound', message: 'UnknownError' },
  },
  {
    kind: 'absent',
    names: ['ValidationException'],
    message: /could not find|can't find|requested resource not found|does not exist|no such/i,
    sample: {
      name: 'ValidationException',
      message: 'Could not find endpoint "arn:aws:sagemaker:us-east-1:111122223333:endpoint/digits".',
    },
  },
  {
    kind: 'limit exceeded',
    names: ['ResourceLimitExceeded', 'LimitExceededException', 'ServiceQuotaExceededException'],
    sample: {
      name: 'ResourceLimitExceeded',
      message:
        "The account-level service limit 'ml.g6.xlarge for training job usage' is 0 Instances, with current utilization of 0 Instances and a request delta of 2 Instances.",
    },
  },
  {
    kind: 'throttled',
    names: [
      'ThrottlingException',
      'Throttling',
      'TooManyRequestsException',
      'RequestLimitExceeded',
      'SlowDown',
    ],
    sample: { name: 'ThrottlingException', message: 'Rate exceeded' },
  },
  {
    kind: 'credentials refused',
    names: [
      'UnrecognizedClientException',
      'InvalidClientTokenId',
      'InvalidSignatureException',
      'SignatureDoesNotMatch',
      'InvalidAccessKeyId',
      'IncompleteSignature',
      'MissingAuthenticationTokenException',
    ],
    sample: {
      name: 'UnrecognizedClientException',
      message: 'The security token included in the request is invalid.',
    },
  },
  {
    kind: 'access denied',
    names: ['AccessDeniedException', 'AccessDenied', 'UnauthorizedOperation', 'AuthorizationError'],
    sample: {
      name: 'AccessDeniedException',
      message:
        'User: arn:aws:iam::111122223333:user/ci is not authorized to perform: sagemaker:CreateHyperParameterTuningJob on resource: arn:aws:sagemaker:us-east-1:111122223333:hyper-parameter-tuning-job/digits',
    },
  },
  {
    // The service works; it forwards the container's own response.
    kind: 'model error',
    names: ['ModelError'],
    sample: {
      name: 'ModelError',
      message:
        'Received server error (500) from primary with message "division by zero". See the log group /aws/sagemaker/Endpoints/digits for more information.',
    },
  },
  {
    kind: 'unreachable',
    names: [
      'TimeoutError',
      'NetworkingError',
      'ECONNREFUSED',
      'ECONNRESET',
      'ENOTFOUND',
      'EAI_AGAIN',
      'EPIPE',
      'ETIMEDOUT',
    ],
    sample: { name: 'TimeoutError', message: 'connect ECONNREFUSED 127.0.0.1:4747' },
  },
  {
    kind: 'unreachable',
    // Only Node's own errors: if a service reports a host that it could not reach, the refusal is permanent.
    names: ['Error', 'AggregateError'],
    message: /\b(ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|EPIPE|ETIMEDOUT|socket hang up)\b/,
    sample: { name: 'Error', message: 'connect ECONNREFUSED 127.0.0.1:4747' },
  },
  {
    kind: 'service fault',
    names: ['InternalFailure', 'InternalServerError', 'ServiceUnavailable', 'ServiceUnavailableException'],
    sample: {
      name: 'InternalFailure',
      message: 'The request processing has failed because of an unknown error.',
    },
  },
  {
    kind: 'unreadable answer',
    names: UNPARSED_NAMES,
    sample: { name: 'SyntaxError', message: 'Unexpected token \'<\', "<html><bod"... is not valid JSON' },
  },
  {
    kind: 'invalid request',
    names: ['ValidationException', 'ValidationError', 'SerializationException', 'InvalidParameterException'],
    sample: {
      name: 'ValidationException',
      message:
        "1 validation error detected: Value '0' at 'hyperParameterTuningJobConfig.resourceLimits.maxParallelTrainingJobs' failed to satisfy constraint: Member must have value greater than or equal to 1",
    },
  },
];
