import type { AwsErrorKind, AwsErrorRule, AwsErrorText } from './error-kinds';
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

/** The summary and the remedy of each kind. */
export const ERROR_TEXTS: Readonly<Record<AwsErrorKind, AwsErrorText>> = {
  absent: {
    code: 'AWS_OBJECT_ABSENT',
    summary: 'Object Not Found',
    remedy: 'Check the name and the region, or let Terraform create it again.',
    retryable: false,
  },
  'name taken': {
    code: 'AWS_NAME_TAKEN',
    summary: 'Name Already Taken',
    remedy: 'Choose another name, or import the existing object.',
    retryable: false,
  },
  'limit exceeded': {
    code: 'AWS_LIMIT_EXCEEDED',
    summary: 'Service Limit Reached',
    remedy: 'Wait for running jobs to end, request fewer resources, or request a higher quota.',
    retryable: false,
  },
  throttled: {
    code: 'AWS_THROTTLED',
    summary: 'Requests Throttled',
    remedy: 'Apply again in a minute; run fewer pipelines against the account at the same time.',
    retryable: true,
  },
  'credentials expired': {
    code: 'AWS_CREDENTIALS_EXPIRED',
    summary: 'Credentials Expired',
    remedy:
      'Renew the session and apply again; launched jobs are kept, and the next apply continues with them.',
    retryable: false,
  },
  'credentials missing': {
    code: 'AWS_CREDENTIALS_MISSING',
    summary: 'No AWS Credentials',
    remedy:
      'Set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or the provider\'s profile; or set target = "local" to run on this machine.',
    retryable: false,
  },
  'credentials refused': {
    code: 'AWS_CREDENTIALS_REFUSED',
    summary: 'Credentials Refused',
    remedy: 'Check the access key, the secret key and the clock of this machine.',
    retryable: false,
  },
  'access denied': {
    code: 'AWS_ACCESS_DENIED',
    summary: 'Access Denied',
    remedy: 'Allow the named action for the caller that runs Terraform, then apply again.',
    retryable: false,
  },
  'role not assumable': {
    code: 'ROLE_NOT_ASSUMABLE',
    summary: 'Role Cannot Be Assumed',
    remedy:
      'Check that the role exists, that its trust policy lets sagemaker.amazonaws.com assume it, and that any aws:SourceAccount or aws:SourceArn condition matches this account.',
    retryable: true,
  },
  'channel empty': {
    code: 'CHANNEL_EMPTY',
    summary: 'Empty Input Channel',
    remedy: "Upload the data to that prefix, or correct the channel's s3_uri, then apply again.",
    retryable: false,
  },
  'image missing': {
    code: 'IMAGE_NOT_PUSHED',
    summary: 'Image Not Pushed',
    remedy: 'Push the image first, for example with tuneform_container_image, or correct the URI.',
    retryable: false,
  },
  'not terminal': {
    code: 'AWS_NOT_TERMINAL',
    summary: 'Object Still Running',
    remedy: 'Wait until it has stopped, then apply again.',
    retryable: true,
  },
  'already terminal': {
    code: 'AWS_ALREADY_TERMINAL',
    summary: 'Object Already Stopped',
    remedy: 'Nothing needs to be done.',
    retryable: false,
  },
  busy: {
    code: 'AWS_OBJECT_BUSY',
    summary: 'Object Being Changed',
    remedy: 'Wait until the current change has ended, then apply again.',
    retryable: true,
  },
  'model error': {
    code: 'MODEL_ERROR',
    summary: 'Model Returned an Error',
    remedy:
      "The endpoint works; the model's container refused the request or failed on it. Correct the request, or the container after reading its log.",
    retryable: false,
  },
  unreachable: {
    code: 'AWS_UNREACHABLE',
    summary: 'Service Unreachable',
    remedy:
      'Check the network and, for target local, that the local cloud is running: npx tuneform local status.',
    retryable: true,
  },
  'service fault': {
    code: 'AWS_SERVICE_FAULT',
    summary: 'Service Fault',
    remedy: 'The service failed. Apply again in a few minutes.',
    retryable: true,
  },
  'unreadable answer': {
    code: 'AWS_ANSWER_UNREADABLE',
    summary: 'Unreadable Service Answer',
    remedy:
      'A proxy may have truncated or replaced the response, or the server is not an AWS service. Check the network and ' +
      'apply again.',
    retryable: true,
  },
  interrupted: {
    code: 'INTERRUPTED',
    summary: 'Interrupted',
    remedy: 'Apply again to continue.',
    retryable: true,
  },
  'invalid request': {
    code: 'AWS_INVALID_REQUEST',
    summary: 'Request Refused',
    remedy: "Correct what the service's reason names, then apply again.",
    retryable: false,
  },
  unknown: {
    code: 'AWS_UNKNOWN_ERROR',
    summary: 'Unexpected Service Answer',
    remedy: 'Apply again; if it persists, report it with this message.',
    retryable: false,
  },
};
